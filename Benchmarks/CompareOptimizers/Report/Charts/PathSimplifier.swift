/// Leaves out the points of a line that it would pass close by without them.
enum PathSimplifier {
  /// The points that are needed to stay within a distance of all of them.
  ///
  /// The method of Ramer, Douglas and Peucker. A ring is given without repeating its first point;
  /// its first and last point are kept.
  ///
  /// - Complexity: O(n log n) on smooth lines, O(n²) at worst.
  static func simplified(_ points: [(Double, Double)], tolerance: Double) -> [(Double, Double)] {
    guard points.count > 2 else { return points }
    var isKept = [Bool](repeating: false, count: points.count)
    isKept[0] = true
    isKept[points.count - 1] = true
    var pending = [(first: 0, last: points.count - 1)]
    while let (first, last) = pending.popLast() {
      var farthest = (index: first, distance: tolerance)
      for index in first + 1..<max(first + 1, last) {
        let distance = distance(of: points[index], fromLine: points[first], points[last])
        if distance > farthest.distance { farthest = (index, distance) }
      }
      guard farthest.index > first else { continue }
      isKept[farthest.index] = true
      pending.append((first, farthest.index))
      pending.append((farthest.index, last))
    }
    return zip(points, isKept).compactMap { $1 ? $0 : nil }
  }

  /// The distance of a point from the segment between two others.
  private static func distance(
    of point: (Double, Double), fromLine start: (Double, Double), _ end: (Double, Double)
  ) -> Double {
    let along = (end.0 - start.0, end.1 - start.1)
    let offset = (point.0 - start.0, point.1 - start.1)
    let length = along.0 * along.0 + along.1 * along.1
    let part =
      length > 0 ? min(max((offset.0 * along.0 + offset.1 * along.1) / length, 0), 1) : 0
    let gap = (offset.0 - part * along.0, offset.1 - part * along.1)
    return (gap.0 * gap.0 + gap.1 * gap.1).squareRoot()
  }
}
