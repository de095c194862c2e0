import Foundation

/// The part of a plane that a picture shows.
struct PlaneFrame: Equatable, Sendable {
  /// From the left to the right edge.
  var horizontal: ComparisonResults.Interval
  /// From the lower to the upper edge.
  var vertical: ComparisonResults.Interval

  /// The smallest frame around some points; nil without any.
  init?(around points: [Landscape.Point]) {
    guard let first = points.first else { return nil }
    horizontal = .init(lower: first.x, upper: first.x)
    vertical = .init(lower: first.y, upper: first.y)
    for point in points {
      horizontal = horizontal.extended(to: point.x)
      vertical = vertical.extended(to: point.y)
    }
  }

  /// The lower left and the upper right one.
  var corners: [Landscape.Point] {
    [.init(x: horizontal.lower, y: vertical.lower), .init(x: horizontal.upper, y: vertical.upper)]
  }

  /// The longer of the sides.
  var side: Double { max(horizontal.length, vertical.length) }

  /// What lies in another frame too, where that is anything.
  func clipped(to other: PlaneFrame) -> PlaneFrame {
    var result = self
    result.horizontal = horizontal.clipped(to: other.horizontal)
    result.vertical = vertical.clipped(to: other.vertical)
    return result
  }

  /// The frame with room on each edge: a share of the longer side.
  func widened(by share: Double) -> PlaneFrame {
    var result = self
    let room = share * side
    result.horizontal = horizontal.widened(by: room)
    result.vertical = vertical.widened(by: room)
    return result
  }

  /// The frame with the shorter side no shorter than a share of the longer one.
  func withSides(atLeast share: Double) -> PlaneFrame {
    var result = self
    let least = share * side
    result.horizontal = horizontal.widened(by: max(0, least - horizontal.length) / 2)
    result.vertical = vertical.widened(by: max(0, least - vertical.length) / 2)
    return result
  }

  /// The frame with ends of few digits, each moved outwards if at all.
  var withShortEnds: PlaneFrame {
    var result = self
    result.horizontal = horizontal.roundedOutwards(toDecimals: decimals - 1)
    result.vertical = vertical.roundedOutwards(toDecimals: decimals - 1)
    return result
  }

  /// The decimals of a position finer than any drawing of the frame.
  private var decimals: Int { side > 0 && side.isFinite ? 4 - Int(log10(side).rounded(.down)) : 0 }

  /// A position with no more digits than any drawing of the frame can show.
  func shortened(_ point: Landscape.Point) -> Landscape.Point {
    .init(x: point.x.rounded(toDecimals: decimals), y: point.y.rounded(toDecimals: decimals))
  }

  func contains(_ point: Landscape.Point) -> Bool {
    horizontal.contains(point.x) && vertical.contains(point.y)
  }

  /// A position of a regular grid that fills the frame.
  func point(column: Int, of columns: Int, row: Int, of rows: Int) -> Landscape.Point {
    .init(
      x: horizontal.lower + horizontal.length * Double(column) / Double(columns - 1),
      y: vertical.lower + vertical.length * Double(row) / Double(rows - 1))
  }
}

extension ComparisonResults.Interval {
  fileprivate func extended(to value: Double) -> Self {
    .init(lower: min(lower, value), upper: max(upper, value))
  }

  fileprivate func clipped(to other: Self) -> Self {
    .init(
      lower: min(max(lower, other.lower), other.upper),
      upper: max(min(upper, other.upper), other.lower))
  }

  fileprivate func widened(by room: Double) -> Self {
    .init(lower: lower - room, upper: upper + room)
  }

  fileprivate func roundedOutwards(toDecimals decimals: Int) -> Self {
    let half = 0.5 * pow(10, -Double(decimals))
    return .init(
      lower: (lower - half).rounded(toDecimals: decimals),
      upper: (upper + half).rounded(toDecimals: decimals))
  }

  fileprivate func contains(_ value: Double) -> Bool { value >= lower && value <= upper }
}
