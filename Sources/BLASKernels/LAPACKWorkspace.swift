internal import COpenBLAS
internal import ElementwiseKernels

/// Calls a routine twice: to ask how much workspace it wants, and to run it.
///
/// - Parameters:
///   - type: What the workspace is made of.
///   - routine: The name of the routine without its letter, for messages.
///   - call: Runs the routine with a workspace of `size` elements; with −1 the routine writes the
///     size that it wants into the first one.
/// - Returns: What the second call had to say.
func withWorkspace<Scalar: MatrixScalar>(
  of type: Scalar.Type, for routine: StaticString,
  _ call: (_ work: UnsafeMutableRawBufferPointer, _ size: Int32) -> Int32
) -> LAPACKStatus {
  var answer = AlignedBuffer<Scalar>(zeros: 1)
  let question = unsafe run(call, in: &answer, size: -1)
  guard LAPACKStatus(info: question, from: routine) == .success else {
    fatalError("\(routine) does not say how much workspace it wants")
  }
  // A size beyond 2²⁴ need not be a Float: what was rounded down would be too small.
  let wanted = answer[0].realPart
  let count = max(1, Int(wanted >= 0x1p24 ? wanted.nextUp : wanted))
  require(count <= Int32.max, "\(routine) wants a workspace of \(count) elements")
  var work = AlignedBuffer<Scalar>(zeros: count)
  return unsafe LAPACKStatus(info: run(call, in: &work, size: Int32(count)), from: routine)
}

private func run<Scalar: MatrixScalar>(
  _ call: (_ work: UnsafeMutableRawBufferPointer, _ size: Int32) -> Int32,
  in buffer: inout AlignedBuffer<Scalar>, size: Int32
) -> Int32 {
  var work = buffer.mutableSpan
  return unsafe work.withElementBytes { work in unsafe call(work, size) }
}
