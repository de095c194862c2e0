import Foundation

/// Several descents of one two-dimensional function, from the same start.
struct Valley: Codable, Sendable {
  /// A position in the plane.
  struct Point: Codable, Equatable, Sendable {
    /// The horizontal coordinate.
    var x: Double

    /// The vertical coordinate.
    var y: Double
  }

  /// The part of one axis that the picture shows.
  struct Interval: Codable, Equatable, Sendable {
    /// The left or lower end.
    var lower: Double

    /// The right or upper end.
    var upper: Double

    /// The distance between the ends.
    var length: Double { upper - lower }
  }

  /// The way of one contender.
  struct Trajectory: Codable, Sendable {
    /// The contender's name.
    var contender: String

    /// The step size on this function, chosen for it apart from the one for the network.
    var learningRate: Double

    /// The start and the position after each update.
    var points: [Point]
  }

  /// How the learning rates were chosen, in one sentence; empty to say nothing.
  var remark: String

  /// The function that is minimized.
  var function: ValleyFunction

  /// Where every descent begins.
  var start: Point

  /// The horizontal extent of the picture.
  var horizontal: Interval

  /// The vertical extent of the picture.
  var vertical: Interval

  /// The function values that bound the bands of colour, ascending.
  var levels: [Double]

  /// The descents, in the order of the legend.
  var trajectories: [Trajectory]

  /// Creates a valley with levels spread evenly on a logarithmic axis.
  ///
  /// - Parameters:
  ///   - function: The function that was minimized.
  ///   - start: Where every descent begins.
  ///   - horizontal: The horizontal extent of the picture.
  ///   - vertical: The vertical extent of the picture.
  ///   - levelCount: The number of levels, over four decades below the highest corner.
  ///   - trajectories: The descents.
  ///   - remark: How the learning rates were chosen, in one sentence.
  /// - Precondition: Both extents are longer than 0; `levelCount ≥ 2`.
  init(
    function: ValleyFunction, start: Point, horizontal: Interval, vertical: Interval,
    levelCount: Int = 11, trajectories: [Trajectory],
    remark: String = ""
  ) {
    precondition(
      horizontal.length > 0 && vertical.length > 0,
      "a valley of \(horizontal.length) by \(vertical.length) cannot be drawn")
    precondition(levelCount >= 2, "\(levelCount) levels are too few; two are the least")
    self.function = function
    self.remark = remark
    self.start = start
    self.horizontal = horizontal
    self.vertical = vertical
    self.trajectories = trajectories
    let corners = [horizontal.lower, horizontal.upper].flatMap { x in
      [vertical.lower, vertical.upper].map { y in function.value(at: Point(x: x, y: y)) }
    }
    let highest = corners.reduce(.leastNormalMagnitude, max)
    levels = (1...levelCount).map { index in
      highest * pow(10, -4 * (1 - (Double(index) - 0.5) / Double(levelCount)))
    }
  }
}
