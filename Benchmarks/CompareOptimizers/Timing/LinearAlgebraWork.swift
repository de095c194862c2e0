import Descent

/// The routines of dense linear algebra, as a user of the package calls them.
///
/// What is timed ends with the factors in hand, as NumPy gives them. Of a matrix that comes out the
/// answer is its product with a fixed vector, and of factors that are not unique what does not
/// depend on the choice.
struct LinearAlgebraWork<Scalar: RealScalar> {
  private let inputs: TimedInputs<Scalar>
  private let probe: [Scalar]

  init(size: Int) {
    inputs = TimedInputs(size: size)
    probe = inputs.vector(seed: 4, count: size)
  }

  /// Every routine by its name, which is NumPy's where it has one.
  static var operations: [String: (LinearAlgebraWork) -> TimedWork] {
    [
      "gemm": \.product, "solve": \.solve, "cholesky": \.cholesky, "qr": \.qr, "svd": \.svd,
      "eigh": \.symmetricEigen, "lstsq": { $0.leastSquares(.singularValues) },
      "lstsq-gelsy": { $0.leastSquares(.completeOrthogonal) },
    ]
  }

  private var product: TimedWork {
    let a = inputs.uniform(rows: inputs.size, columns: inputs.size, seed: 1)
    let b = inputs.uniform(rows: inputs.size, columns: inputs.size, seed: 2)
    return TimedWork(answer: { doubles(a * b * probe) }, work: { discard(a * b) })
  }

  private var solve: TimedWork {
    let a = inputs.general
    let b = inputs.vector(seed: 3, count: inputs.size)
    return TimedWork(answer: { doubles(try a.solve(b)) }, work: { discard(try a.solve(b)) })
  }

  private var cholesky: TimedWork {
    let a = inputs.positiveDefinite
    return TimedWork(
      answer: { doubles(try a.cholesky().lower * probe) },
      work: { discard(try a.cholesky().lower) })
  }

  private var qr: TimedWork {
    let a = inputs.general
    return TimedWork(
      answer: {
        let factors = try a.qr()
        let (q, r) = (factors.q(), factors.r())
        let diagonal = (0..<inputs.size).map { r[$0, $0].magnitude }
        return doubles(diagonal + q * (r * probe) + q.transposed() * (q * probe))
      },
      work: {
        let factors = try a.qr()
        discard(factors.q())
        discard(factors.r())
      })
  }

  private var svd: TimedWork {
    let a = inputs.general
    return TimedWork(
      answer: {
        let factors = try a.svd()
        let (u, vt) = (factors.leftVectors, factors.rightVectorsAdjoint)
        let scaled = zip(factors.singularValues, vt * probe).map { Scalar($0) * $1 }
        let values = factors.singularValues.map { Scalar($0) }
        return doubles(values + u * scaled + u.transposed() * (u * probe))
      },
      work: {
        let factors = try a.svd()
        discard(factors.leftVectors)
        discard(factors.rightVectorsAdjoint)
      })
  }

  private var symmetricEigen: TimedWork {
    let a = inputs.positiveDefinite
    return TimedWork(
      answer: {
        let factors = try a.symmetricEigen()
        let (values, v) = (factors.values.map { Scalar($0) }, factors.vectors)
        let scaled = zip(values, v.transposed() * probe).map { $0 * $1 }
        return doubles(values + v * scaled + v.transposed() * (v * probe))
      },
      work: { discard(try a.symmetricEigen().vectors) })
  }

  private func leastSquares(_ method: LeastSquaresMethod) -> TimedWork {
    let a = inputs.tall
    let b = inputs.vector(seed: 3, count: 2 * inputs.size)
    return TimedWork(
      answer: { doubles(try a.leastSquares(b, method: method).coefficients) },
      work: { discard(try a.leastSquares(b, method: method)) })
  }
}

/// Scalars as the protocol carries them.
func doubles<Scalar: RealScalar>(_ values: [Scalar]) -> [Double] { values.map { Double($0) } }
