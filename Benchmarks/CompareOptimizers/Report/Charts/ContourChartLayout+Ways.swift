extension ContourChartLayout {
  /// One way: its line on a pale edge that sets it off the ground, a dot at each step where they
  /// are few, and a mark at its end.
  func drawing(of way: ContourChart.Way) -> Markup {
    let points = way.points.map { position(of: $0) }
    guard let end = points.last else { return .empty }
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
      head(of: way, at: end)
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
  private func position(of point: Landscape.Point) -> (x: Double, y: Double) {
    (
      min(max(horizontal.position(of: point.x), -3000), 3000),
      min(max(vertical.position(of: point.y), -3000), 3000)
    )
  }

  /// The start and the minima, with their names.
  @MarkupBuilder var landmarks: Markup {
    for minimum in landscape.minima {
      landmark(landscape.minima.count == 1 ? "minimum" : "", at: minimum, isStart: false)
    }
    if let start = chart.ways.first?.points.first {
      landmark("start", at: start, isStart: true)
    }
  }

  @MarkupBuilder private func landmark(
    _ name: String, at point: Landscape.Point, isStart: Bool
  ) -> Markup {
    let (x, y) = (horizontal.position(of: point.x), vertical.position(of: point.y))
    if x >= frame.left, x <= frame.right, y >= frame.top, y <= frame.bottom {
      SVG.path(
        class: isStart ? "start" : "minimum",
        isStart
          ? Marker.circle.path(at: x, y, radius: 6) : Marker.plus.path(at: x, y, radius: 6))
      if !name.isEmpty {
        // Above the mark, on the side where there is room.
        let isRight = x > frame.right - 1.25 * size.textWidth(name) - 11
        SVG.text(
          name, class: "landmark", x: isRight ? x - 10 : x + 10,
          y: max(y - 10, frame.top + size.fontSize + 3), anchor: isRight ? .end : .start)
      }
    }
  }
}
