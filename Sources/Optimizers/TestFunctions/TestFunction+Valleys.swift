internal import Foundation

extension TestFunction {
  /// Rosenbrock's curved valley: Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)², lowest at (1, …, 1).
  ///
  /// From four dimensions on there is a second, local minimum near (−1, 1, …, 1).
  ///
  /// - Precondition: `dimensions ≥ 2`.
  /// - SeeAlso: H. Rosenbrock, <https://doi.org/10.1093/comjnl/3.3.175>, 1960.
  public static func rosenbrock(dimensions: Int = 2) -> TestFunction {
    requireDimensions(dimensions, atLeast: 2, of: "Rosenbrock's function")
    return TestFunction(
      name: "Rosenbrock", formula: "Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²", domain: box(5, dimensions),
      minima: [Array(repeating: 1, count: dimensions)],
      start: (0..<dimensions).map { $0 % 2 == 0 ? -1.2 : 1 }
    ) { x in
      var value = 0.0
      var gradient = [Double](repeating: 0, count: x.count)
      for index in 0..<x.count - 1 {
        let (slope, rest) = (x[index + 1] - x[index] * x[index], 1 - x[index])
        value += 100 * slope * slope + rest * rest
        gradient[index] += -400 * x[index] * slope - 2 * rest
        gradient[index + 1] += 200 * slope
      }
      return (value, gradient)
    }
  }

  /// Beale's plain with sharp corners, lowest at (3, 0.5).
  public static let beale = TestFunction(
    name: "Beale", formula: "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
    domain: box(4.5, 2), minima: [[3, 0.5]], start: [1, 1]
  ) { p in
    let (x, y) = (p[0], p[1])
    let (a, b, c) = (1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y)
    return (
      a * a + b * b + c * c,
      [
        2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y * y * y - 1),
        2 * a * x + 4 * b * x * y + 6 * c * x * y * y,
      ]
    )
  }

  /// McCormick's slope with a wave, lowest at (½ − π/3, −½ − π/3).
  public static let mcCormick = TestFunction(
    name: "McCormick", formula: "sin(x + y) + (x − y)² − 1.5x + 2.5y + 1",
    domain: [-1.5...4, -3...4], minima: [[0.5 - .pi / 3, -0.5 - .pi / 3]],
    minimumValue: -(0.75).squareRoot() - .pi / 3, start: [2, 2]
  ) { p in
    let (x, y) = (p[0], p[1])
    let (wave, difference) = (cos(x + y), 2 * (x - y))
    return (
      sin(x + y) + (x - y) * (x - y) - 1.5 * x + 2.5 * y + 1,
      [wave + difference - 1.5, wave - difference + 2.5]
    )
  }

  /// Goldstein's and Price's function, from 3 to a million, lowest at (0, −1).
  public static let goldsteinPrice = TestFunction(
    name: "Goldstein–Price",
    formula: "(1 + (x + y + 1)²(19 − 14x + 3x² − 14y + 6xy + 3y²))"
      + "·(30 + (2x − 3y)²(18 − 32x + 12x² + 48y − 36xy + 27y²))",
    domain: box(2, 2), minima: [[0, -1]], minimumValue: 3, start: [-0.5, -0.5]
  ) { p in
    let (x, y) = (p[0], p[1])
    let (s, t) = (x + y + 1, 2 * x - 3 * y)
    let q = 19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y
    let r = 18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y
    let (a, b) = (1 + s * s * q, 30 + t * t * r)
    // The derivative of q is the same in both directions.
    let da = 2 * s * q + s * s * (-14 + 6 * x + 6 * y)
    let dbx = 4 * t * r + t * t * (-32 + 24 * x - 36 * y)
    let dby = -6 * t * r + t * t * (48 - 36 * x + 54 * y)
    return (a * b, [da * b + a * dbx, da * b + a * dby])
  }

  /// A saddle at the origin between two minima: x⁴/4 − x²/2 + y²/2, lowest at (±1, 0).
  ///
  /// The start lies close to the ridge x = 0, where the gradient points to the saddle.
  public static let saddle = TestFunction(
    name: "saddle", formula: "x⁴/4 − x²/2 + y²/2", domain: box(2, 2), minima: [[-1, 0], [1, 0]],
    minimumValue: -0.25, start: [1e-4, 1.5]
  ) { p in
    let (x, y) = (p[0], p[1])
    return (x * x * x * x / 4 - x * x / 2 + y * y / 2, [x * x * x - x, y])
  }

  /// A hole in a plain: ‖x‖²/(1 + ‖x‖²), lowest at 0.
  ///
  /// Far away the gradient fades like 2/‖x‖³ while the minimum is as far as ever.
  ///
  /// - Precondition: `dimensions ≥ 1`.
  public static func plateau(dimensions: Int = 2) -> TestFunction {
    requireDimensions(dimensions, atLeast: 1, of: "the plateau")
    return TestFunction(
      name: "plateau", formula: "‖x‖²/(1 + ‖x‖²)", domain: box(10, dimensions),
      minima: [Array(repeating: 0, count: dimensions)],
      start: Array(repeating: 5, count: dimensions)
    ) { x in
      let square = x.reduce(0) { $0 + $1 * $1 }
      let slope = 2 / ((1 + square) * (1 + square))
      return (square / (1 + square), x.map { slope * $0 })
    }
  }
}
