/// The colours of charts, and what tells lines apart for those who do not see the colours.
///
/// The first eight hues are those of Okabe and Ito, which stay apart under the common kinds of
/// colour blindness; each has a dark shade for white paper and a light one for a dark screen, both
/// with a contrast of at least 4.5 : 1 to the page. The other eight are shades of hues between
/// them. No eye tells sixteen colours apart with certainty, so every line also has a dash and a
/// marker of its own, and a pale edge sets it off the bands of a contour picture.
enum Palette {
  /// The colours of the lines, for light and dark ground.
  static let series: [(light: String, dark: String)] = [
    ("#c2410c", "#ff9457"),  // vermilion
    ("#0067a8", "#5db7f5"),  // blue
    ("#00795a", "#3fcf9f"),  // green
    ("#9a3f8f", "#e69fd6"),  // purple
    ("#8a6800", "#e3c14a"),  // ochre
    ("#4a5568", "#b4bfd0"),  // slate
    ("#b4235a", "#ff8fb4"),  // rose
    ("#1d7d8c", "#67d3e2"),  // teal
    ("#6b2a12", "#d9a184"),  // brown
    ("#23328f", "#97a6ff"),  // navy
    ("#4b6b12", "#a9d06a"),  // olive
    ("#6a3fc4", "#bda4ff"),  // violet
    ("#5f5233", "#cfc2a0"),  // khaki
    ("#111827", "#f3f4f6"),  // ink
    ("#d1336f", "#ffb3d1"),  // pink
    ("#0b5d4f", "#9be8d2"),  // pine
  ]

  /// The colour of what the contenders are held against, such as a plain loop.
  static let reference = (light: "#6b7280", dark: "#9aa3b0")

  /// The dashes of the lines; the first is solid.
  static let dashes = ["none", "7 4", "2 3.5", "9 3 2 3", "12 4", "4 3", "9 3 2 3 2 3", "1 4"]

  /// The name of the style of a contender, by its place among them.
  ///
  /// From the ninth on markers and dashes come again, each with another of the other.
  static func style(at index: Int) -> SeriesStyle {
    SeriesStyle(
      colour: index % series.count,
      dash: (index + 3 * (index / dashes.count)) % dashes.count,
      marker: Marker.allCases[index % Marker.allCases.count])
  }

  /// How many colours the bands of contour pictures have.
  static let bandCount = 16

  /// The colours of the bands of a contour picture, from the highest ground to the lowest.
  ///
  /// They are pale on a light ground and dim on a dark one, so that lines stand out on all.
  static func bands(_ count: Int) -> [(light: String, dark: String)] {
    (0..<count).map { index in
      let depth = count > 1 ? Double(index) / Double(count - 1) : 0
      return (
        mix([(247, 249, 248), (205, 221, 234), (126, 166, 201)], depth),
        mix([(21, 25, 32), (31, 53, 76), (56, 101, 143)], depth)
      )
    }
  }

  /// A colour along a row of evenly spaced ones.
  private static func mix(_ stops: [(Double, Double, Double)], _ position: Double) -> String {
    let place = position * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    let part = place - Double(index)
    let (from, to) = (stops[index], stops[index + 1])
    let channels = [
      from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1),
      from.2 + part * (to.2 - from.2),
    ]
    return "#"
      + channels.map { channel in
        let digits = String(Int(channel.rounded()), radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }
}

/// How the lines and points of one contender look.
struct SeriesStyle: Equatable, Sendable {
  /// The place of the colour in the palette.
  var colour: Int

  /// The place of the dash in the palette.
  var dash: Int

  /// The shape of the points.
  var marker: Marker

  /// The classes of a line.
  var lineClass: String { "line c\(colour) d\(dash)" }

  /// The classes of a line that is drawn solid.
  var solidLineClass: String { "line c\(colour)" }

  /// The look of what the contenders are held against.
  static let reference = SeriesStyle(colour: Palette.series.count, dash: 5, marker: .bar)

  /// The classes of a filled shape.
  var fillClass: String { "f\(colour)" }

  /// The classes of the band around a line.
  var areaClass: String { "area f\(colour)" }
}

/// The shape of a point in a chart.
enum Marker: CaseIterable, Sendable {
  case circle, square, triangle, diamond, downTriangle, plus, cross, bar

  /// The outline around a centre, as wide as two radii.
  func path(at x: Double, _ y: Double, radius r: Double) -> SVGPath {
    var path = SVGPath()
    func polygon(_ corners: [(Double, Double)]) {
      path.addPolygon(corners.map { (x + $0.0 * r, y + $0.1 * r) })
    }
    let arm = 0.36
    switch self {
    case .circle: path.addCircle(x, y, radius: r)
    case .square: polygon([(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)])
    case .triangle: polygon([(0, -1.15), (1.05, 0.75), (-1.05, 0.75)])
    case .downTriangle: polygon([(0, 1.15), (1.05, -0.75), (-1.05, -0.75)])
    case .diamond: polygon([(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)])
    case .plus:
      polygon([
        (-arm, -1.2), (arm, -1.2), (arm, -arm), (1.2, -arm), (1.2, arm), (arm, arm),
        (arm, 1.2), (-arm, 1.2), (-arm, arm), (-1.2, arm), (-1.2, -arm), (-arm, -arm),
      ])
    case .cross:
      polygon([
        (0, -0.5), (0.65, -1.15), (1.15, -0.65), (0.5, 0), (1.15, 0.65), (0.65, 1.15),
        (0, 0.5), (-0.65, 1.15), (-1.15, 0.65), (-0.5, 0), (-1.15, -0.65), (-0.65, -1.15),
      ])
    case .bar: polygon([(-1.3, -0.5), (1.3, -0.5), (1.3, 0.5), (-1.3, 0.5)])
    }
    return path
  }
}
