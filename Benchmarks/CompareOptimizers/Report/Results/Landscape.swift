/// Heights over a part of a plane, and the ways that optimizers took across it from one start.
struct Landscape: Codable, Sendable {
  /// What the plane is.
  enum Kind: String, Codable, Sendable {
    /// The two variables of a test function.
    case function
    /// Two directions in the space of a network's parameters.
    case slice
  }

  /// A position in the plane.
  struct Point: Codable, Equatable, Sendable {
    /// The horizontal coordinate.
    var x: Double

    /// The vertical coordinate.
    var y: Double
  }

  /// Heights on a regular grid.
  struct Grid: Codable, Sendable {
    /// The samples in a row and in a column, both at least 2.
    var columns: Int
    var rows: Int

    /// The heights, row by row from the lowest y on, each from the lowest x on.
    var heights: [Double]

    /// The height at a place of the grid.
    subscript(column: Int, row: Int) -> Double { heights[row * columns + column] }
  }

  /// The way of one contender.
  struct Trajectory: Codable, Sendable {
    /// The contender's name.
    var contender: String

    /// The step size here: on a test function chosen for it apart from the one for a network.
    var learningRate: Double

    /// The start and the position after each update, or after every so many.
    var points: [Point]

    /// The height at each of the points.
    var heights: [Double]
  }

  /// A name for files, such as "rosenbrock" or "digits-slice-1-2".
  var name: String

  /// What is shown, such as "Rosenbrock".
  var title: String

  /// What the plane is.
  var kind: Kind

  /// The function as a formula, or how the directions were found.
  var formula: String

  /// What is along the axes, such as "x" and "y", or "1st direction (82% of the way)".
  var horizontalTitle = "x"
  var verticalTitle = "y"

  /// The horizontal extent of the picture, which the grid fills.
  var horizontal: ComparisonResults.Interval

  /// The vertical extent of the picture, which the grid fills.
  var vertical: ComparisonResults.Interval

  /// The heights.
  var grid: Grid

  /// The heights that bound the bands of colour, ascending.
  var levels: [Double]

  /// Where the function is lowest; empty where nobody knows.
  var minima: [Point]

  /// The ways, in the order of the legend.
  var trajectories: [Trajectory]

  /// How many updates lie between two points of a way.
  var stepsPerPoint = 1

  /// How the learning rates were chosen, in one sentence; empty to say nothing.
  var remark: String
}
