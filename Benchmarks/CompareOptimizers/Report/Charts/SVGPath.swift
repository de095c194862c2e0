/// The outline of a shape in the letters that SVG uses, in drawing units to two decimals.
struct SVGPath: Sendable {
  /// The value of a path's `d` attribute.
  private(set) var data = ""

  /// Whether nothing has been drawn.
  var isEmpty: Bool { data.isEmpty }

  /// Goes to a position without drawing.
  mutating func move(to x: Double, _ y: Double) { append("M", x, y) }

  /// Draws a straight line to a position.
  mutating func line(to x: Double, _ y: Double) { append("L", x, y) }

  /// Draws a straight line back to where the last move went.
  mutating func close() { data += "Z" }

  /// Draws straight lines from position to position.
  mutating func addLine(_ points: some Sequence<(Double, Double)>) {
    var isFirst = true
    for (x, y) in points {
      append(isFirst ? "M" : "L", x, y)
      isFirst = false
    }
  }

  /// Draws a closed shape with straight sides; nothing when there are no corners.
  mutating func addPolygon(_ corners: some Collection<(Double, Double)>) {
    guard !corners.isEmpty else { return }
    addLine(corners)
    close()
  }

  /// Draws a circle, as two half circles.
  mutating func addCircle(_ x: Double, _ y: Double, radius: Double) {
    append("M", x - radius, y)
    let r = radius.attributeText
    let diameter = (2 * radius).attributeText
    data += "a\(r) \(r) 0 1 0 \(diameter) 0a\(r) \(r) 0 1 0 -\(diameter) 0Z"
  }

  /// Adds the shapes of another path.
  mutating func append(_ other: SVGPath) { data += other.data }

  private mutating func append(_ letter: String, _ x: Double, _ y: Double) {
    data += "\(letter)\(x.attributeText) \(y.attributeText)"
  }
}

extension SVGPath {
  /// Straight lines from position to position.
  init(through points: [(Double, Double)]) {
    self.init()
    addLine(points)
  }
}
