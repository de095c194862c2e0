internal import BLASKernels
internal import ElementwiseKernels

// LAPACK factors the transpose: in memory, that of a row-major matrix is the matrix in column-major
// order. A square one is transposed where it lies, and back; another goes into a second matrix.
extension QRFactorization {
  /// Replaces a matrix in column-major order with factors as LAPACK leaves them.
  typealias Routine = (
    _ rows: Int, _ columns: Int, _ elements: inout MutableSpan<Scalar>,
    _ factors: inout MutableSpan<Scalar>, _ workspace: LAPACKWorkspace?
  ) -> Void

  /// Factors a matrix, in its own memory if no copy shares it.
  init(_ matrix: consuming Matrix<Scalar>, by routine: Routine) {
    self.init(taking: consume matrix)
    if rows == columns {
      factors.formTranspose()
      factorTransposed(by: routine)
    } else {
      var columnMajor = factors.transposed()
      factor(through: &columnMajor, by: routine)
    }
  }

  /// Factors another matrix in the memory that there is.
  mutating func refactor(_ matrix: Matrix<Scalar>, by routine: Routine) {
    memory.keepWorkspace()
    if matrix.rows == matrix.columns {
      factors.copyTranspose(of: matrix)
      factorTransposed(by: routine)
    } else {
      var columnMajor = memory.takeSpare(rows: matrix.columns, columns: matrix.rows)
      columnMajor.copyTranspose(of: matrix)
      factors.takeShape(rows: matrix.rows, columns: matrix.columns)
      factor(through: &columnMajor, by: routine)
      memory.keep(consume columnMajor)
    }
  }

  /// Factors a matrix whose memory becomes that of the factors, and the other way round.
  mutating func factorInPlace(_ matrix: inout Matrix<Scalar>, by routine: Routine) {
    memory.keepWorkspace()
    swap(&factors, &matrix)
    if rows == columns {
      factors.formTranspose()
      factorTransposed(by: routine)
    } else {
      matrix.copyTranspose(of: factors)
      factor(through: &matrix, by: routine)
    }
    matrix.takeShape(rows: rows, columns: columns)
  }

  /// Replaces the elements of a square Aᵀ with the factors of A.
  private mutating func factorTransposed(by routine: Routine) {
    let (order, workspace) = (factors.rows, memory.workspace)
    reflectionFactors.makeUnwritten(order)
    func run(
      _ factors: inout Matrix<Scalar>, _ reflectionFactors: inout AlignedBuffer<Scalar>
    ) {
      var elements = factors.mutableSpan
      var target = reflectionFactors.mutableSpan
      routine(order, order, &elements, &target, workspace)
    }
    run(&factors, &reflectionFactors)
    factors.formTranspose()
    conjugateFactors(&reflectionFactors)
  }

  /// Replaces A with its factors, through Aᵀ.
  private mutating func factor(through columnMajor: inout Matrix<Scalar>, by routine: Routine) {
    let (rows, columns, workspace) = (rows, columns, memory.workspace)
    reflectionFactors.makeUnwritten(Swift.min(rows, columns))
    do {
      var elements = columnMajor.mutableSpan
      var target = reflectionFactors.mutableSpan
      routine(rows, columns, &elements, &target, workspace)
    }
    factors.copyTranspose(of: columnMajor)
    conjugateFactors(&reflectionFactors)
  }

  /// Translates τ between the two orders.
  ///
  /// The same reflections stand in the same places in both, but the factor that belongs to a
  /// row-major one is conjugated: there Q is the transpose of LAPACK's Q, not the adjoint.
  func conjugateFactors(_ factors: inout AlignedBuffer<Scalar>) {
    factors.withMutableSpan { conjugate(&$0) }
  }
}
