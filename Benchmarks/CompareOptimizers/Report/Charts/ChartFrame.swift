/// The rectangle of a chart in which values are drawn.
struct ChartFrame: Equatable, Sendable {
  /// The left edge.
  var left: Double

  /// The top edge.
  var top: Double

  /// The right edge.
  var right: Double

  /// The bottom edge.
  var bottom: Double

  /// The distance between the left and right edge.
  var width: Double { right - left }

  /// The distance between the top and bottom edge.
  var height: Double { bottom - top }
}

/// The size that a chart is laid out for.
///
/// A drawing that merely shrank to a phone's width would have text too small to read, so each
/// chart is laid out for both sizes and the page shows the one that fits.
struct ChartSize: Equatable, Sendable {
  /// The suffix that keeps names of the two layouts apart.
  var name: String

  /// The width in drawing units.
  var width: Double

  /// The height of the frame in drawing units.
  var frameHeight: Double

  /// The height of text in drawing units, equal to `font-size` in the style sheet.
  var fontSize: Double = 13

  /// One of two charts side by side, or one on a middle-sized screen.
  static let wide = ChartSize(name: "wide", width: 560, frameHeight: 300)

  /// The full width of a page.
  static let full = ChartSize(name: "full", width: 960, frameHeight: 440, fontSize: 14)

  /// The full width of a phone.
  static let compact = ChartSize(name: "compact", width: 360, frameHeight: 250)

  /// About how wide a text is drawn; rather too much than too little.
  func textWidth(_ text: String) -> Double { Double(text.count) * fontSize * 0.62 }
}
