/// The outline of a shape in the letters that SVG uses, in drawing units to one decimal.
///
/// Positions are written as differences, which keeps large drawings small. Each is rounded before
/// differences are taken, so errors do not add up.
struct SVGPath: Sendable {
  /// The value of a path's `d` attribute.
  private(set) var data = ""

  /// The position reached, in tenths.
  private var position = (x: 0, y: 0)

  /// Whether the last letter written may be left out before the next pair of numbers.
  private var isWithinLine = false

  /// Whether nothing has been drawn.
  var isEmpty: Bool { data.isEmpty }

  /// Goes to a position without drawing.
  mutating func move(to x: Double, _ y: Double) {
    position = (Self.tenths(x), Self.tenths(y))
    data += "M"
    write(position.x, position.y)
    isWithinLine = false
  }

  /// Draws a straight line to a position.
  mutating func line(to x: Double, _ y: Double) {
    let next = (x: Self.tenths(x), y: Self.tenths(y))
    if !isWithinLine {
      data += "l"
    } else if next.x >= position.x {
      data += " "
    }
    write(next.x - position.x, next.y - position.y)
    position = next
    isWithinLine = true
  }

  /// Draws straight lines from position to position.
  mutating func addLine(_ points: some Sequence<(Double, Double)>) {
    var isFirst = true
    for (x, y) in points {
      if isFirst { move(to: x, y) } else { line(to: x, y) }
      isFirst = false
    }
  }

  /// Draws a closed shape with straight sides; nothing when there are no corners.
  mutating func addPolygon(_ corners: some Collection<(Double, Double)>) {
    guard !corners.isEmpty else { return }
    addLine(corners)
    data += "z"
    isWithinLine = false
  }

  /// Draws a circle, as two half circles.
  mutating func addCircle(_ x: Double, _ y: Double, radius: Double) {
    move(to: x - radius, y)
    let r = Self.text(Self.tenths(radius))
    let diameter = Self.text(2 * Self.tenths(radius))
    data += "a\(r) \(r) 0 1 0 \(diameter) 0a\(r) \(r) 0 1 0-\(diameter) 0z"
    isWithinLine = false
  }

  /// Adds the shapes of another path.
  mutating func append(_ other: SVGPath) {
    data += other.data
    position = other.position
    isWithinLine = false
  }

  private mutating func write(_ x: Int, _ y: Int) {
    data += Self.text(x)
    if y >= 0 { data += " " }
    data += Self.text(y)
  }

  /// A coordinate in tenths; what lies far off any page is held there, and what is no number at 0.
  private static func tenths(_ value: Double) -> Int {
    value.isNaN ? 0 : Int((min(max(value, -1e6), 1e6) * 10).rounded())
  }

  /// Tenths as a decimal number.
  private static func text(_ tenths: Int) -> String {
    let (whole, rest) = (tenths.magnitude / 10, tenths.magnitude % 10)
    let sign = tenths < 0 ? "-" : ""
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole == 0 ? "" : "\(whole)").\(rest)"
  }
}

extension SVGPath {
  /// Straight lines from position to position.
  init(through points: [(Double, Double)]) {
    self.init()
    addLine(points)
  }
}
