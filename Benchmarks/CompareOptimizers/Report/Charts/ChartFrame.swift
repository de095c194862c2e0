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
/// A chart in the page is laid out once, for the width of a phone. Where it is shown larger, the
/// style sheet draws its text relatively smaller, so that text has about the same size everywhere
/// and never less room than it was given here.
struct ChartSize: Equatable, Sendable {
  /// What the style sheet calls it.
  var name: String

  /// The width in drawing units.
  var width: Double

  /// The height of the frame in drawing units.
  var frameHeight: Double

  /// The height of text in drawing units, equal to the largest `font-size` in the style sheet.
  var fontSize: Double = 13

  /// A chart in the page.
  static let page = ChartSize(name: "page", width: 380, frameHeight: 225)

  /// One of many small charts in a row.
  static let panel = ChartSize(name: "panel", width: 300, frameHeight: 140)

  /// A map in the page.
  static let map = ChartSize(name: "page", width: 380, frameHeight: 320)

  /// A file of its own.
  static let alone = ChartSize(name: "alone", width: 720, frameHeight: 380, fontSize: 14)

  /// A map in a file of its own.
  static let mapAlone = ChartSize(name: "alone", width: 720, frameHeight: 580, fontSize: 14)

  /// About how wide a text is drawn; rather too much than too little.
  func textWidth(_ text: String) -> Double { Double(text.count) * fontSize * 0.6 }
}
