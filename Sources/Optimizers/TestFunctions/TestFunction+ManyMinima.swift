internal import Foundation

extension TestFunction {
  /// Himmelblau's four equal minima: (x² + y − 11)² + (x + y² − 7)².
  public static let himmelblau = TestFunction(
    name: "Himmelblau", formula: "(x² + y − 11)² + (x + y² − 7)²", domain: box(5, 2),
    minima: [
      [3, 2], [-2.805118086952745, 3.131312518250573], [-3.779310253377747, -3.283185991286170],
      [3.584428340330492, -1.848126526964404],
    ],
    start: [0, 0]
  ) { p in
    let (x, y) = (p[0], p[1])
    let (a, b) = (x * x + y - 11, x + y * y - 7)
    return (a * a + b * b, [4 * a * x + 2 * b, 2 * a + 4 * b * y])
  }

  /// The camel with three humps, lowest at 0, with two local minima near ±(1.75, −0.87).
  public static let threeHumpCamel = TestFunction(
    name: "three-hump camel", formula: "2x² − 1.05x⁴ + x⁶/6 + xy + y²", domain: box(5, 2),
    minima: [[0, 0]], start: [-1, 1.5]
  ) { p in
    let (x, y) = (p[0], p[1])
    let square = x * x
    return (
      square * (2 - square * (1.05 - square / 6)) + x * y + y * y,
      [x * (4 - square * (4.2 - square)) + y, x + 2 * y]
    )
  }

  /// Styblinski's and Tang's 2ⁿ wells: ½ Σ xᵢ⁴ − 16xᵢ² + 5xᵢ, lowest at xᵢ = −2.9035….
  ///
  /// - Precondition: `dimensions ≥ 1`.
  public static func styblinskiTang(dimensions: Int = 2) -> TestFunction {
    requireDimensions(dimensions, atLeast: 1, of: "Styblinski's and Tang's function")
    return TestFunction(
      name: "Styblinski–Tang", formula: "½ Σ xᵢ⁴ − 16xᵢ² + 5xᵢ", domain: box(5, dimensions),
      minima: [Array(repeating: -2.903534027771177, count: dimensions)],
      minimumValue: -39.16616570377142 * Double(dimensions),
      start: Array(repeating: -1, count: dimensions)
    ) { x in
      (
        0.5 * x.reduce(0) { $0 + $1 * ($1 * ($1 * $1 - 16) + 5) },
        x.map { 0.5 * ($0 * (4 * $0 * $0 - 32) + 5) }
      )
    }
  }

  /// Ackley's funnel with ripples, lowest at 0, where it has a corner; the gradient there is 0.
  ///
  /// - Precondition: `dimensions ≥ 1`.
  public static func ackley(dimensions: Int = 2) -> TestFunction {
    requireDimensions(dimensions, atLeast: 1, of: "Ackley's function")
    return TestFunction(
      name: "Ackley", formula: "20 + e − 20·exp(−0.2·√(Σ xᵢ²/n)) − exp(Σ cos(2πxᵢ)/n)",
      domain: box(32.768, dimensions), minima: [Array(repeating: 0, count: dimensions)],
      start: Array(repeating: 2.5, count: dimensions)
    ) { x in
      let count = Double(x.count)
      let root = (x.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
      let funnel = 20 * exp(-0.2 * root)
      let ripples = exp(x.reduce(0) { $0 + cos(2 * .pi * $1) } / count)
      let gradient = x.map { coordinate in
        let slope = root > 0 ? 0.2 * funnel * coordinate / (root * count) : 0
        return slope + 2 * .pi / count * sin(2 * .pi * coordinate) * ripples
      }
      return (20 + exp(1) - funnel - ripples, gradient)
    }
  }

  /// Rastrigin's egg box: 10n + Σ xᵢ² − 10·cos(2πxᵢ), lowest at 0.
  ///
  /// - Precondition: `dimensions ≥ 1`.
  public static func rastrigin(dimensions: Int = 2) -> TestFunction {
    requireDimensions(dimensions, atLeast: 1, of: "Rastrigin's function")
    return TestFunction(
      name: "Rastrigin", formula: "10n + Σ xᵢ² − 10·cos(2πxᵢ)", domain: box(5.12, dimensions),
      minima: [Array(repeating: 0, count: dimensions)],
      start: Array(repeating: 2.2, count: dimensions)
    ) { x in
      (
        x.reduce(0) { $0 + $1 * $1 + 10 * (1 - cos(2 * .pi * $1)) },
        x.map { 2 * $0 + 20 * .pi * sin(2 * .pi * $0) }
      )
    }
  }

  /// Lévy's waves in a bowl, with wᵢ = 1 + (xᵢ − 1)/4, lowest at (1, …, 1).
  ///
  /// - Precondition: `dimensions ≥ 1`.
  public static func levy(dimensions: Int = 2) -> TestFunction {
    requireDimensions(dimensions, atLeast: 1, of: "Lévy's function")
    return TestFunction(
      name: "Lévy",
      formula: "sin²(πw₁) + Σ (wᵢ − 1)²(1 + 10·sin²(πwᵢ + 1)) + (wₙ − 1)²(1 + sin²(2πwₙ))",
      domain: box(10, dimensions), minima: [Array(repeating: 1, count: dimensions)],
      start: Array(repeating: -3, count: dimensions)
    ) { x in
      let w = x.map { 1 + ($0 - 1) / 4 }
      var gradient = [Double](repeating: 0, count: x.count)
      var value = sin(.pi * w[0]) * sin(.pi * w[0])
      gradient[0] += .pi * sin(2 * .pi * w[0])
      for (index, w) in w.enumerated() {
        let isLast = index == x.count - 1
        let (height, angle) = isLast ? (1.0, 2 * .pi * w) : (10.0, .pi * w + 1)
        let (rest, wave) = (w - 1, 1 + height * sin(angle) * sin(angle))
        value += rest * rest * wave
        gradient[index] +=
          2 * rest * wave + rest * rest * height * (isLast ? 2 : 1) * .pi * sin(2 * angle)
      }
      return (value, gradient.map { $0 / 4 })
    }
  }

  /// The egg holder, with u = y + 47; lowest on the edge of its domain, at (512, 404.23…).
  ///
  /// Its graph has corners along x/2 + u = 0 and x = u; the derivative of |z| there is taken as 0.
  public static let eggholder = TestFunction(
    name: "Eggholder", formula: "−u·sin√|x/2 + u| − x·sin√|x − u|, u = y + 47",
    domain: box(512, 2), minima: [[512, 404.2318051238170]], minimumValue: -959.6406627208507,
    start: [300, 300]
  ) { p in
    let (x, u) = (p[0], p[1] + 47)
    /// sin√|z| and its derivative.
    func wave(_ z: Double) -> (value: Double, slope: Double) {
      let root = z.magnitude.squareRoot()
      return (sin(root), z == 0 ? 0 : cos(root) / (2 * root) * (z < 0 ? -1 : 1))
    }
    let (a, b) = (wave(x / 2 + u), wave(x - u))
    return (
      -u * a.value - x * b.value,
      [-u * a.slope / 2 - b.value - x * b.slope, -a.value - u * a.slope + x * b.slope]
    )
  }
}
