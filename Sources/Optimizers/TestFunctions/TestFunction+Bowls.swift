internal import ElementwiseKernels
internal import Foundation

extension TestFunction {
  /// The sum of squares: Σ xᵢ², lowest at 0.
  ///
  /// - Precondition: `dimensions ≥ 1`.
  public static func sphere(dimensions: Int = 2) -> TestFunction {
    requireDimensions(dimensions, atLeast: 1, of: "the sphere")
    return TestFunction(
      name: "sphere", formula: "Σ xᵢ²", domain: box(5.12, dimensions),
      minima: [Array(repeating: 0, count: dimensions)],
      start: Array(repeating: 3, count: dimensions), isConvex: true
    ) { x in
      (x.reduce(0) { $0 + $1 * $1 }, x.map { 2 * $0 })
    }
  }

  /// An ill-conditioned bowl: ½ Σ λᵢ·xᵢ², lowest at 0.
  ///
  /// The curvatures λᵢ = κ^(i/(n − 1)) rise from 1 to the condition number κ. Gradient descent
  /// with the best constant rate, 2/(1 + κ), shrinks the distance by (κ − 1)/(κ + 1) per step.
  ///
  /// - Parameters:
  ///   - dimensions: n.
  ///   - conditionNumber: κ.
  /// - Returns: The function.
  /// - Precondition: `dimensions ≥ 2`, and κ is finite and at least 1.
  public static func quadratic(
    dimensions: Int = 2, conditionNumber: Double = 100
  ) -> TestFunction {
    requireDimensions(dimensions, atLeast: 2, of: "the quadratic")
    require(
      conditionNumber >= 1 && conditionNumber.isFinite,
      "a condition number is finite and at least 1, not \(conditionNumber)")
    let curvatures = (0..<dimensions).map {
      pow(conditionNumber, Double($0) / Double(dimensions - 1))
    }
    return TestFunction(
      name: "quadratic", formula: "½ Σ λᵢ·xᵢ², λ = 1 … \(conditionNumber)",
      domain: box(5, dimensions), minima: [Array(repeating: 0, count: dimensions)],
      start: Array(repeating: 1, count: dimensions), isConvex: true
    ) { x in
      let gradient = zip(curvatures, x).map { $0 * $1 }
      return (0.5 * zip(gradient, x).reduce(0) { $0 + $1.0 * $1.1 }, gradient)
    }
  }

  /// Booth's bowl: (x + 2y − 7)² + (2x + y − 5)², lowest at (1, 3).
  public static let booth = TestFunction(
    name: "Booth", formula: "(x + 2y − 7)² + (2x + y − 5)²", domain: box(10, 2),
    minima: [[1, 3]], start: [-5, 5], isConvex: true
  ) { p in
    let (a, b) = (p[0] + 2 * p[1] - 7, 2 * p[0] + p[1] - 5)
    return (a * a + b * b, [2 * a + 4 * b, 4 * a + 2 * b])
  }

  /// Matyas' flat bowl: 0.26(x² + y²) − 0.48xy, lowest at 0; its condition number is 25.
  public static let matyas = TestFunction(
    name: "Matyas", formula: "0.26(x² + y²) − 0.48xy", domain: box(10, 2), minima: [[0, 0]],
    start: [-5, 8], isConvex: true
  ) { p in
    let (x, y) = (p[0], p[1])
    return (
      0.26 * (x * x + y * y) - 0.48 * x * y, [0.52 * x - 0.48 * y, 0.52 * y - 0.48 * x]
    )
  }
}
