import Foundation

extension ContourChartLayout {
  /// A mark on the map with what it is called.
  struct Landmark: Sendable {
    var name: String
    var x: Double
    var y: Double
    var isStart: Bool
  }

  /// A name beside its mark.
  struct PlacedName: Sendable {
    var text: String
    var x: Double
    var y: Double
    var anchor: SVG.Anchor
    /// What it covers, its pale edge and half of a mark beside it included.
    var frame: ChartFrame
  }

  /// What the landmarks are called.
  @MarkupBuilder var names: Markup {
    for name in placedNames {
      SVG.text(name.text, class: "landmark", x: name.x, y: name.y, anchor: name.anchor)
    }
  }

  /// Each name at that corner of its mark where it hides the least, above and to the right if it can be.
  ///
  /// A way may be no longer than a name, and would be gone beneath it.
  var placedNames: [PlacedName] {
    var placed: [PlacedName] = []
    for landmark in places where !landmark.name.isEmpty {
      let costs = corners(of: landmark).map { corner in
        (corner, hidden(by: corner.frame, of: landmark, besides: placed.map(\.frame)))
      }
      guard var best = costs.first else { continue }
      // For next to nothing it does not leave its usual place.
      for other in costs.dropFirst() where other.1 < best.1 - 0.05 { best = other }
      placed.append(best.0)
    }
    return placed
  }

  /// Where a name may stand: within the frame, the usual place first; never nowhere.
  private func corners(of landmark: Landmark) -> [PlacedName] {
    let width = 1.25 * size.textWidth(landmark.name)
    let ascent = 0.75 * size.fontSize
    let descent = 0.25 * size.fontSize
    let above = max(landmark.y - 10, frame.top + size.fontSize + 3)
    let below = landmark.y + 10 + ascent
    let hasRoom = (
      right: landmark.x <= frame.right - width - 11, left: landmark.x >= frame.left + width + 11
    )
    var corners: [PlacedName] = []
    for y in [above, below] where y == above || y + descent + 3 <= frame.bottom {
      for isLeft in [false, true] {
        guard isLeft ? hasRoom.left || !hasRoom.right : hasRoom.right else { continue }
        let x = landmark.x + (isLeft ? -10 : 10)
        let left = isLeft ? x - width : x
        corners.append(
          PlacedName(
            text: landmark.name, x: x, y: y, anchor: isLeft ? .end : .start,
            frame: ChartFrame(
              left: left - 4, top: y - ascent - 4, right: left + width + 4, bottom: y + descent + 4)
          ))
      }
    }
    return corners
  }

  /// How much a frame would hide: of each way the share of its line and the mark at its end; the marks
  /// of other landmarks, and their names, which count most.
  private func hidden(
    by covered: ChartFrame, of landmark: Landmark, besides names: [ChartFrame]
  ) -> Double {
    let ways = chart.ways.reduce(0.0) { sum, way in
      let end = way.points.last.map { position(of: $0) }
      let isEndHidden = end.map { covered.contains(x: $0.x, y: $0.y) } == true
      return sum + share(of: way, within: covered) + (isEndHidden ? 1 : 0)
    }
    let marks = places.count { place in
      (place.x, place.y) != (landmark.x, landmark.y) && covered.contains(x: place.x, y: place.y)
    }
    let overlaps = names.count { name in
      covered.left < name.right && name.left < covered.right && covered.top < name.bottom
        && name.top < covered.bottom
    }
    return ways + Double(marks) + 1000 * Double(overlaps)
  }

  /// How much of the line that is seen of a way lies within a part of the map, from 0 to 1.
  func share(of way: ContourChart.Way, within part: ChartFrame) -> Double {
    let points = way.points.map { position(of: $0) }
    func length(within frame: ChartFrame) -> Double {
      zip(points, points.dropFirst()).reduce(0) { $0 + frame.length(from: $1.0, to: $1.1) }
    }
    let whole = length(within: frame)
    return whole > 0 ? min(1, length(within: part) / whole) : 0
  }

  /// The landmarks that lie within the frame, the start last.
  var places: [Landmark] {
    let minima = landscape.minima.map { ($0, landscape.minima.count == 1 ? "minimum" : "", false) }
    let start = chart.ways.first?.points.first.map { [($0, "start", true)] } ?? []
    return (minima + start).map { point, name, isStart in
      Landmark(
        name: name, x: horizontal.position(of: point.x), y: vertical.position(of: point.y),
        isStart: isStart)
    }.filter { frame.contains(x: $0.x, y: $0.y) }
  }
}

extension ChartFrame {
  /// Whether a point lies within, or on the edge.
  fileprivate func contains(x: Double, y: Double) -> Bool {
    x >= left && x <= right && y >= top && y <= bottom
  }

  /// The length of that part of a straight line which lies within (Liang and Barsky).
  fileprivate func length(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double)
  ) -> Double {
    let (across, down) = (end.x - start.x, end.y - start.y)
    var (first, last) = (0.0, 1.0)
    for (step, near, far) in [
      (across, left - start.x, right - start.x), (down, top - start.y, bottom - start.y),
    ] {
      guard step != 0 else {
        if near > 0 || far < 0 { return 0 }
        continue
      }
      first = max(first, min(near / step, far / step))
      last = min(last, max(near / step, far / step))
    }
    return max(0, last - first) * hypot(across, down)
  }
}
