internal import COpenBLAS
internal import ElementwiseKernels

/// Stops the program unless a column-major matrix without gaps fills its span.
@inline(__always)
func checkColumnMajor(rows: Int, columns: Int, _ available: Int) {
  checkDense("The transpose of A", rows: columns, columns: rows, available)
}

/// Stops the program unless there are as many pivots as steps.
@inline(__always)
func checkPivots(_ wanted: Int, _ available: Int) {
  require(available == wanted, "\(available) pivots for \(wanted) steps")
}

/// Runs a condition estimator of LAPACK with as much scratch as the greediest of them wants.
///
/// - Parameters:
///   - n: The order of the matrix; without rows the answer is 1.
///   - type: What the matrix is made of.
///   - routine: The name of the routine without its letter, for messages.
///   - call: Runs the routine with 4·n elements to work in, 16·n bytes more for integers or reals,
///     and the place of the answer.
/// - Returns: What the routine estimates for 1 / (‖A‖·‖A⁻¹‖).
func estimateCondition<Scalar: MatrixScalar>(
  order n: Int, of type: Scalar.Type, by routine: StaticString,
  _ call: (
    _ work: UnsafeMutableRawBufferPointer, _ extra: UnsafeMutableRawBufferPointer,
    _ answer: UnsafeMutableRawBufferPointer
  ) -> Int32
) -> Scalar.RealPart {
  if n == 0 { return 1 }
  let extraStart = 64 + aligned(4 * n * MemoryLayout<Scalar>.stride)
  return unsafe withScratch(extraStart + 16 * n, in: nil) { memory in
    unsafe checkSuccess(
      call(part(of: memory, from: 64), part(of: memory, from: extraStart), memory), of: routine)
    return unsafe memory.load(as: Scalar.RealPart.self)
  }
}

/// Stops the program unless a routine that cannot fail on data did its work.
func checkSuccess(_ info: Int32, of routine: StaticString) {
  guard LAPACKStatus(info: info, from: routine) == .success else {
    fatalError("\(routine) reports a fault that it does not have")
  }
}
