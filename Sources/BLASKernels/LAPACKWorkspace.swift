internal import ElementwiseKernels

/// Memory for LAPACK to work in, kept from one call to the next.
///
/// It only grows, and is never cleared: LAPACK reads nothing there that it has not written. What is
/// small enough lies in the thread's own scratch memory instead.
///
/// - Precondition: One call at a time uses it.
package final class LAPACKWorkspace: @unchecked Sendable {
  private var memory = AlignedBuffer<Double>(unwritten: 0)

  /// Creates a workspace without memory.
  package init() {}

  fileprivate func lend<Result>(
    _ byteCount: Int, _ body: (UnsafeMutableRawBufferPointer) -> Result
  ) -> Result {
    let count = (byteCount + 7) / 8
    if memory.count < count { memory = AlignedBuffer(unwritten: count) }
    return memory.withMutableSpan { unsafe $0.withElementBytes(body) }
  }
}

/// Lends scratch memory: the thread's own, or that of a workspace, or what is freed again at once.
///
/// - Precondition: `body` asks for no scratch memory itself.
func withScratch<Result>(
  _ byteCount: Int, in workspace: LAPACKWorkspace?,
  _ body: (UnsafeMutableRawBufferPointer) -> Result
) -> Result {
  if byteCount <= threadScratchByteCount { return unsafe withThreadScratch(body) }
  if let workspace { return unsafe workspace.lend(byteCount, body) }
  var memory = AlignedBuffer<Double>(unwritten: (byteCount + 7) / 8)
  return memory.withMutableSpan { unsafe $0.withElementBytes(body) }
}

/// The memory that a routine works in.
@unsafe struct Workspaces {
  /// Numbers of the matrix' type; the count is −1 where the routine is only asked.
  let scalars: UnsafeMutableRawBufferPointer
  let scalarCount: Int32
  /// Real numbers, which the routines for complex matrices want besides.
  let reals: UnsafeMutableRawBufferPointer
  let realCount: Int32
  /// Indices.
  let integers: UnsafeMutablePointer<Int32>
  let integerCount: Int32
  /// Numbers of the matrix' type for the wrapper itself; none where the routine is only asked.
  let extra: UnsafeMutableRawBufferPointer

  /// Whether the routine is only asked how much it wants.
  var asks: Bool { unsafe scalarCount < 0 }
}

/// How much a routine gets of each workspace, in elements.
struct WorkspaceSizes {
  /// Real numbers: what the routine's documentation asks for.
  var reals = 0
  /// Integers, likewise.
  var integers = 0
  /// Numbers of the matrix' type for the wrapper.
  var extra = 0
}

/// Calls a routine: to ask how many scalars it wants, unless that is known, and to run it.
///
/// - Parameters:
///   - question: Which routine, for which shape.
///   - sizes: How much it gets of the other workspaces.
///   - workspace: Memory that is kept, or nil.
///   - call: Runs the routine.
/// - Returns: What the last call had to say.
func withWorkspaces(
  _ question: WorkspaceQuestion, _ sizes: WorkspaceSizes = WorkspaceSizes(),
  in workspace: LAPACKWorkspace?, _ call: (Workspaces) -> Int32
) -> LAPACKStatus {
  let scalarCount = unsafe question.answer(by: call)
  let (reals, integers) = (max(1, sizes.reals), max(1, sizes.integers))
  require(
    reals <= Int32.max && integers <= Int32.max,
    "\(question.routine) wants workspaces of \(reals) real numbers and \(integers) integers")
  let (scalarSize, realSize) = question.kind.byteCounts
  let realStart = aligned(scalarCount * scalarSize)
  let integerStart = realStart + aligned(reals * realSize)
  let extraStart = integerStart + aligned(integers * 4)
  let info = unsafe withScratch(extraStart + sizes.extra * scalarSize, in: workspace) { memory in
    unsafe call(
      Workspaces(
        scalars: part(of: memory, from: 0), scalarCount: Int32(scalarCount),
        reals: part(of: memory, from: realStart), realCount: Int32(reals),
        integers: pointer(memory, integerStart), integerCount: Int32(integers),
        extra: part(of: memory, from: extraStart)))
  }
  return LAPACKStatus(info: info, from: question.routine.name)
}

/// Calls a routine with one workspace: to ask how much it wants, unless that is known, and to run
/// it.
func withWorkspace(
  _ question: WorkspaceQuestion, in workspace: LAPACKWorkspace?,
  _ call: (_ work: UnsafeMutableRawBufferPointer, _ size: Int32) -> Int32
) -> LAPACKStatus {
  unsafe withWorkspaces(question, in: workspace) { w in unsafe call(w.scalars, w.scalarCount) }
}

/// A count of bytes, rounded up so that what follows lies on a cache line of its own.
func aligned(_ byteCount: Int) -> Int { (byteCount + 63) & ~63 }

/// The bytes from a place on.
func part(
  of memory: UnsafeMutableRawBufferPointer, from start: Int
) -> UnsafeMutableRawBufferPointer {
  unsafe UnsafeMutableRawBufferPointer(rebasing: memory[start...])
}

/// The integers from a byte on.
func pointer(
  _ memory: UnsafeMutableRawBufferPointer, _ start: Int
) -> UnsafeMutablePointer<Int32> {
  guard let base = memory.baseAddress else { fatalError("a workspace without memory") }
  return unsafe (base + start).assumingMemoryBound(to: Int32.self)
}

extension ElementKind {
  /// The bytes of an element, and of its real part.
  var byteCounts: (scalar: Int, real: Int) {
    switch self {
    case .float32: (4, 4)
    case .float64: (8, 8)
    case .complex64: (8, 4)
    case .complex128: (16, 8)
    }
  }
}

extension CChar {
  /// A letter as LAPACK's options are spelled.
  @inline(__always)
  init(letter: Unicode.Scalar) { self = CChar(truncatingIfNeeded: letter.value) }
}
