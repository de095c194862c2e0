internal import ElementwiseKernels

/// A function with a known gradient and known minima, to try an optimizer on.
///
/// ```swift
/// let valley = TestFunction.rosenbrock()
/// valley([1.0, 1.0]).value           // 0
/// let minimum = try minimize(
///   valley.callAsFunction, from: [-1.2, 1.0], with: SGD(learningRate: 1e-3, momentum: 0.9),
///   until: .gradientNorm(below: 1e-6))
/// valley.distanceToMinimum(from: minimum.point)    // below 1e-5
/// ```
/// - SeeAlso: M. Jamil, X. Yang, "A literature survey of benchmark functions for global
///   optimization problems", <https://arxiv.org/abs/1308.4008>, 2013.
public struct TestFunction: Sendable {
  /// The name, such as "Rosenbrock".
  public let name: String
  /// The formula, on one line.
  public let formula: String
  /// Where each coordinate usually lies.
  public let domain: [ClosedRange<Double>]
  /// The points of the domain where the value is lowest.
  public let minima: [[Double]]
  /// The value at all of the minima.
  public let minimumValue: Double
  /// Where to start from, in the domain and away from the minima.
  public let start: [Double]
  /// Whether every chord lies above the graph, so that descent cannot end elsewhere.
  public let isConvex: Bool

  private let evaluate: @Sendable ([Double]) -> (value: Double, gradient: [Double])

  init(
    name: String, formula: String, domain: [ClosedRange<Double>], minima: [[Double]],
    minimumValue: Double = 0, start: [Double], isConvex: Bool = false,
    evaluate: @escaping @Sendable ([Double]) -> (value: Double, gradient: [Double])
  ) {
    self.name = name
    self.formula = formula
    self.domain = domain
    self.minima = minima
    self.minimumValue = minimumValue
    self.start = start
    self.isConvex = isConvex
    self.evaluate = evaluate
  }

  /// The number of coordinates.
  public var dimensions: Int { domain.count }

  /// Computes the value and the gradient at a point, both in `Double`, rounded to the scalar type.
  ///
  /// - Precondition: The point has ``dimensions`` coordinates.
  public func callAsFunction<Scalar: RealScalar>(
    _ point: [Scalar]
  ) -> (value: Scalar, gradient: [Scalar]) {
    require(
      point.count == dimensions,
      "\(name) has \(dimensions) coordinates, the point \(point.count)")
    let (value, gradient) = evaluate(point.map { Double($0) })
    return (Scalar(value), gradient.map { Scalar($0) })
  }

  /// The Euclidean distance from a point to the nearest minimum.
  ///
  /// - Precondition: The point has ``dimensions`` coordinates.
  public func distanceToMinimum<Scalar: RealScalar>(from point: [Scalar]) -> Double {
    require(
      point.count == dimensions,
      "\(name) has \(dimensions) coordinates, the point \(point.count)")
    let distances = minima.map { minimum in
      zip(minimum, point).reduce(0.0) { sum, pair in
        let difference = pair.0 - Double(pair.1)
        return sum + difference * difference
      }.squareRoot()
    }
    return distances.min() ?? .infinity
  }

  /// The catalogue: every function, those of any dimension in two.
  public static let all: [TestFunction] = [
    .sphere(), .quadratic(), .booth, .matyas, .rosenbrock(), .beale, .himmelblau, .mcCormick,
    .threeHumpCamel, .goldsteinPrice, .styblinskiTang(), .ackley(), .rastrigin(), .levy(),
    .eggholder, .saddle, .plateau(),
  ]

  /// The same interval for every coordinate.
  static func box(_ bound: Double, _ dimensions: Int) -> [ClosedRange<Double>] {
    Array(repeating: -bound...bound, count: dimensions)
  }

  /// Stops where a function of any dimension is asked for fewer than it needs.
  static func requireDimensions(_ dimensions: Int, atLeast least: Int, of name: StaticString) {
    require(
      dimensions >= least, "\(name) needs at least \(least) dimensions, not \(dimensions)")
  }
}
