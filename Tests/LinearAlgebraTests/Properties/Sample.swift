import LinearAlgebra
import TestSupport

/// One seeded matrix of a class, with what the properties need besides.
struct Sample<Scalar: TestScalar>: CustomStringConvertible {
  let kind: MatrixClass
  let seed: UInt64
  /// A, m×n.
  let a: Matrix<Scalar>
  /// B, m×2, random.
  let b: Matrix<Scalar>
  /// A Hermitian matrix of the class, if A is square.
  let hermitian: Matrix<Scalar>
  /// A positive definite one, if A is square.
  let definite: Matrix<Scalar>

  init(_ kind: MatrixClass, rows m: Int, columns n: Int, seed: UInt64) {
    (self.kind, self.seed) = (kind, seed)
    var source = MatrixSource(
      noise: NoiseGenerator(seed: seed), isComplex: Scalar.isComplex, epsilon: Scalar.epsilon)
    a = converted(source.matrix(kind, m, n))
    b = converted(source.random(m, 2))
    let order = m == n ? n : 0
    hermitian = converted(source.hermitian(kind, order))
    let root = source.matrix(kind, order, order)
    var gram = root * root.adjoint()
    for i in 0..<order {
      gram[i, i] = Complex(gram[i, i].real + 0x1p-6 * frobeniusNorm(root) * frobeniusNorm(root))
      for j in 0..<i { gram[j, i] = gram[i, j].conjugate }
    }
    definite = converted(gram)
  }

  var rows: Int { a.rows }
  var columns: Int { a.columns }
  var isSquare: Bool { rows == columns }
  /// The rank of a rank-deficient matrix, or the full one.
  var rank: Int {
    let least = min(rows, columns)
    return kind == .rankDeficient && least > 0 ? max(1, least / 2) : least
  }

  /// γₖ = k·u / (1 − k·u); complex operations are taken for four roundings (Higham, lemma 3.5).
  func gamma(_ k: Int) -> Double {
    let roundings = Double(k) * (Scalar.isComplex ? 4 : 1) * roundingUnit(Scalar.self)
    return roundings / (1 - roundings)
  }

  /// 30·max(m, n)·ε·`norm`, as ``spectralBound(_:_:_:)``.
  func bound(_ norm: Double) -> Double { spectralBound(max(rows, columns), norm, Scalar.self) }

  var description: String {
    "\(kind) \(rows)×\(columns) of \(Scalar.self), seed \(seed)"
  }
}

/// How far the checks of many samples came to their bounds.
struct Findings {
  /// The greatest error over its bound, by what was checked.
  private(set) var ratios: [String: Double] = [:]
  /// What did not hold.
  private(set) var faults: [String] = []
  var place = ""

  /// Notes a fault unless the error is within its bound; NaN is not.
  mutating func check(_ what: String, _ error: Double, within bound: Double) {
    // Nothing at all may be off by nothing at all.
    if !(error <= bound) { faults.append("\(what): \(error) > \(bound), \(place)") }
    if error > 0 { ratios[what] = max(ratios[what] ?? 0, error / bound) }
  }

  /// Notes a fault unless something holds.
  mutating func check(_ what: String, _ holds: Bool) {
    if !holds { faults.append("\(what), \(place)") }
    ratios[what] = max(ratios[what] ?? 0, 0)
  }

  /// Notes a fault unless a body throws this error.
  mutating func check<Result>(
    _ what: String, throws expected: LinearAlgebraError, _ body: () throws -> Result
  ) {
    do {
      _ = try body()
      check("\(what) throws", false)
    } catch {
      check("\(what) throws \(expected)", error as? LinearAlgebraError == expected)
    }
  }
}

/// A law that holds for the factors of every matrix.
struct Property<Scalar: TestScalar> {
  let name: String
  let check: (Sample<Scalar>, inout Findings) throws -> Void

  init(_ name: String, _ check: @escaping (Sample<Scalar>, inout Findings) throws -> Void) {
    (self.name, self.check) = (name, check)
  }
}
