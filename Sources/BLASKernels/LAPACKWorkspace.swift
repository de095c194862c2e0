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
  let count = workspaceCount(answer[0].realPart, for: routine)
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

/// The size that a routine wrote as a number of its own type.
private func workspaceCount<Real: RealScalar>(_ wanted: Real, for routine: StaticString) -> Int {
  // A size beyond 2²⁴ need not be a Float: what was rounded down would be too small.
  let count = max(1, Int(wanted >= 0x1p24 ? wanted.nextUp : wanted))
  require(count <= Int32.max, "\(routine) wants a workspace of \(count) elements")
  return count
}

/// The memory that a routine with more than one workspace works in.
@unsafe struct Workspaces {
  /// Numbers of the matrix' type; the count is −1 where the routine is only asked.
  let scalars: UnsafeMutableRawBufferPointer
  let scalarCount: Int32
  /// Real numbers, which the routines for complex matrices want besides.
  let reals: UnsafeMutableRawBufferPointer
  let realCount: Int32
  /// Indices.
  let integers: UnsafeMutablePointer<Int32>?
  let integerCount: Int32
}

/// Calls a routine twice: to ask how much it wants of each workspace, and to run it.
///
/// - Parameters:
///   - type: What the matrix is made of.
///   - reals: How many real numbers the routine wants at least; many routines do not say.
///   - integers: How many integers it wants at least.
///   - routine: The name of the routine without its letter, for messages.
///   - call: Runs the routine.
/// - Returns: What the second call had to say.
func withWorkspaces<Scalar: MatrixScalar>(
  of type: Scalar.Type, reals: Int = 1, integers: Int = 1, for routine: StaticString,
  _ call: (Workspaces) -> Int32
) -> LAPACKStatus {
  var work = AlignedBuffer<Scalar>(zeros: 1)
  var realWork = AlignedBuffer<Scalar.RealPart>(zeros: 1)
  var integerWork: [Int32] = [0]
  let question = unsafe run(call, &work, &realWork, &integerWork, asks: true)
  guard LAPACKStatus(info: question, from: routine) == .success else {
    fatalError("\(routine) does not say how much workspace it wants")
  }
  let realCount = max(reals, workspaceCount(realWork[0], for: routine))
  let integerCount = max(integers, Int(integerWork[0]))
  require(
    realCount <= Int32.max && integerCount <= Int32.max,
    "\(routine) wants workspaces of \(realCount) real numbers and \(integerCount) integers")
  work = AlignedBuffer(zeros: workspaceCount(work[0].realPart, for: routine))
  realWork = AlignedBuffer(zeros: realCount)
  integerWork = [Int32](repeating: 0, count: integerCount)
  let info = unsafe run(call, &work, &realWork, &integerWork, asks: false)
  return LAPACKStatus(info: info, from: routine)
}

private func run<Scalar: MatrixScalar>(
  _ call: (Workspaces) -> Int32, _ work: inout AlignedBuffer<Scalar>,
  _ reals: inout AlignedBuffer<Scalar.RealPart>, _ integers: inout [Int32], asks: Bool
) -> Int32 {
  let (scalarCount, realCount) = (Int32(work.count), Int32(reals.count))
  let integerCount = Int32(integers.count)
  var workSpan = work.mutableSpan
  var realSpan = reals.mutableSpan
  return unsafe workSpan.withElementBytes { work in
    unsafe realSpan.withElementBytes { reals in
      unsafe integers.withUnsafeMutableBufferPointer { integers in
        unsafe call(
          Workspaces(
            scalars: work, scalarCount: asks ? -1 : scalarCount, reals: reals,
            realCount: asks ? -1 : realCount, integers: integers.baseAddress,
            integerCount: asks ? -1 : integerCount))
      }
    }
  }
}

extension CChar {
  /// A letter as LAPACK's options are spelled.
  init(letter: Unicode.Scalar) { self = CChar(letter.value) }
}
