import Foundation

/// A function of two variables with one minimum, in which descents are drawn.
enum ValleyFunction: Codable, Equatable, Sendable {
  /// f(x, y) = ½(a·x² + b·y²): a valley whose walls are b/a times as curved as its floor.
  case quadratic(xCurvature: Double, yCurvature: Double)

  /// f(x, y) = (1 − x)² + 100(y − x²)²: a bent valley, flat along its floor.
  case rosenbrock

  /// The function's name.
  var name: String {
    switch self {
    case .quadratic: "Quadratic valley"
    case .rosenbrock: "Rosenbrock's valley"
    }
  }

  /// The function as a formula.
  var formula: String {
    switch self {
    case .quadratic(let a, let b):
      "f(x, y) = ½(\(Self.term(a, "x²")) + \(Self.term(b, "y²")))"
    case .rosenbrock: "f(x, y) = (1 − x)² + 100(y − x²)²"
    }
  }

  private static func term(_ factor: Double, _ power: String) -> String {
    factor == 1 ? power : NumberText.short(factor) + power
  }

  /// The ratio of the largest to the smallest curvature at the minimum.
  var conditionNumber: Double {
    switch self {
    case .quadratic(let a, let b): max(a, b) / min(a, b)
    // Eigenvalues of the Hessian [[802, −400], [−400, 200]] at (1, 1).
    case .rosenbrock: (501 + 250_601.0.squareRoot()) / (501 - 250_601.0.squareRoot())
    }
  }

  /// The position of the minimum, where the function is 0.
  var minimum: Valley.Point {
    switch self {
    case .quadratic: Valley.Point(x: 0, y: 0)
    case .rosenbrock: Valley.Point(x: 1, y: 1)
    }
  }

  /// The height at a position.
  func value(at point: Valley.Point) -> Double {
    let (x, y) = (point.x, point.y)
    switch self {
    case .quadratic(let a, let b): return (a * x * x + b * y * y) / 2
    case .rosenbrock: return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
    }
  }

  /// The derivatives by x and by y at a position.
  func gradient(at point: Valley.Point) -> (x: Double, y: Double) {
    let (x, y) = (point.x, point.y)
    switch self {
    case .quadratic(let a, let b): return (a * x, b * y)
    case .rosenbrock:
      return (-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x))
    }
  }
}
