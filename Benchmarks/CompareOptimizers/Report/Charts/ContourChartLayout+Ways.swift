extension ContourChartLayout {
  /// One way: its line on a pale edge that sets it off the ground, and a dot at each step where they
  /// are few.
  func drawing(of way: ContourChart.Way) -> Markup {
    let points = way.points.map { position(of: $0) }
    guard !points.isEmpty else { return .empty }
    let colour = way.style.colour
    let line = SVGPath(through: points).data
    let hasDots = points.count <= 90 && chart.ways.count <= 6
    let dot = "\(chart.name)-dot-\(colour)"
    return SVG.series(way.style) {
      if hasDots { marker(named: dot, colour) }
      Markup.shape("path", ["class": "halo way", "d": line])
      if hasDots {
        Markup.shape(
          "path", ["class": "line c\(colour) way", "d": line, "marker-mid": "url(#\(dot))"])
      } else {
        Markup.shape("path", ["class": "line c\(colour) way", "d": line])
      }
    }
  }

  /// A dot for each point of a line.
  private func marker(named name: String, _ colour: Int) -> Markup {
    let radius = size.width > 400 ? 3.2 : 2.2
    return Markup.element(
      "marker",
      [
        "id": name, "markerUnits": "userSpaceOnUse", "markerWidth": 10, "markerHeight": 10,
        "refX": 5, "refY": 5,
      ]
    ) {
      SVG.path(class: "f\(colour) dot", Marker.circle.path(at: 5, 5, radius: radius))
    }
  }

  /// The contender's own mark where it has come to, or a cross where it left.
  func head(of way: ContourChart.Way) -> Markup {
    guard let end = way.points.last else { return .empty }
    return SVG.series(way.style) { head(of: way, at: position(of: end)) }
  }

  @MarkupBuilder private func head(
    of way: ContourChart.Way, at end: (x: Double, y: Double)
  ) -> Markup {
    let radius = size.width > 400 ? 7.0 : 5.0
    Markup.shape(
      "path",
      [
        "class": "head \(way.style.fillClass)", "data-out": way.hasDiverged ? "1" : "0",
        "d": way.style.marker.path(at: 0, 0, radius: radius).data,
        "transform": "translate(\(end.x.attributeText) \(end.y.attributeText))",
      ])
    if way.hasDiverged {
      let x = min(max(end.x, frame.left + 9), frame.right - 9)
      let y = min(max(end.y, frame.top + 9), frame.bottom - 9)
      SVG.path(
        class: "gone \(way.style.fillClass)", Marker.cross.path(at: x, y, radius: radius + 1))
    }
  }

  /// Where a point lies, no farther off than drawing needs.
  func position(of point: Landscape.Point) -> (x: Double, y: Double) {
    (
      min(max(horizontal.position(of: point.x), -3000), 3000),
      min(max(vertical.position(of: point.y), -3000), 3000)
    )
  }

  /// The marks of the start and of the minima.
  @MarkupBuilder var landmarks: Markup {
    for landmark in places {
      // The arms of the plus are seen behind the mark of one who has come there.
      SVG.path(
        class: landmark.isStart ? "start" : "minimum",
        landmark.isStart
          ? Marker.circle.path(at: landmark.x, landmark.y, radius: 6)
          : Marker.plus.path(at: landmark.x, landmark.y, radius: size.width > 400 ? 10 : 8))
    }
  }
}
