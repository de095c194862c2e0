internal import ElementwiseKernels
internal import Synchronization

/// The routines that say themselves how much workspace they want.
enum LAPACKRoutine: UInt8 {
  case geev, gees, gehrd, gelqf, gelsd, gelsy, geqp3, geqrf, gesdd, gesvd, getri
  case orghr, orglq, orgqr, ormlq, ormqr, syevd, syevr, sygvd, sytrf

  /// The name without its letter, for messages.
  var name: StaticString {
    switch self {
    case .geev: "geev"
    case .gees: "gees"
    case .gehrd: "gehrd"
    case .gelqf: "gelqf"
    case .gelsd: "gelsd"
    case .gelsy: "gelsy"
    case .geqp3: "geqp3"
    case .geqrf: "geqrf"
    case .gesdd: "gesdd"
    case .gesvd: "gesvd"
    case .getri: "getri"
    case .orghr: "orghr"
    case .orglq: "orglq"
    case .orgqr: "orgqr"
    case .ormlq: "ormlq"
    case .ormqr: "ormqr"
    case .syevd: "syevd"
    case .syevr: "syevr"
    case .sygvd: "sygvd"
    case .sytrf: "sytrf"
    }
  }
}

/// Asks how much workspace a routine wants for a shape.
///
/// To ask takes LAPACK up to as long as to decompose a matrix of order 4, so what it answered about
/// small shapes is remembered, once for the process. The answer depends on nothing but the
/// question.
struct WorkspaceQuestion {
  let routine: LAPACKRoutine
  let kind: ElementKind
  /// The numbers of the shape, in the order of the routine's arguments.
  let shape: (Int32, Int32, Int32)
  /// What else is asked of the routine, as a number below 64 of the wrapper's choice.
  let option: UInt8

  init(
    _ routine: LAPACKRoutine, _ kind: ElementKind, _ m: Int32, _ n: Int32 = 0, _ k: Int32 = 0,
    option: UInt8 = 0
  ) {
    self.routine = routine
    self.kind = kind
    shape = (m, n, k)
    self.option = option
  }

  /// The size that the routine wants, from memory or by asking it.
  func answer(by call: (Workspaces) -> Int32) -> Int {
    guard let key, let slot = unsafe Self.slot(for: key) else { return unsafe asked(call) }
    let known = unsafe slot.pointee.load(ordering: .relaxed)
    if known >> Self.sizeBits == key { return Int(known & Self.greatestSize) }
    let count = unsafe asked(call)
    if count <= Self.greatestSize {
      unsafe slot.pointee.store(key << Self.sizeBits | UInt64(count), ordering: .relaxed)
    }
    return count
  }

  private func asked(_ call: (Workspaces) -> Int32) -> Int {
    let (info, wanted) = unsafe withUnsafeTemporaryAllocation(byteCount: 192, alignment: 64) {
      memory in
      let info = unsafe call(
        Workspaces(
          scalars: part(of: memory, from: 0), scalarCount: -1, reals: part(of: memory, from: 64),
          realCount: -1, integers: pointer(memory, 128), integerCount: -1,
          extra: UnsafeMutableRawBufferPointer(start: nil, count: 0)))
      // A complex routine writes the size into the real part.
      return switch kind {
      // A size beyond 2²⁴ need not be a Float: what was rounded down would be too small.
      case .float32, .complex64: (info, roundedUp(unsafe memory.load(as: Float.self)))
      case .float64, .complex128: (info, Int(unsafe memory.load(as: Double.self)))
      }
    }
    guard LAPACKStatus(info: info, from: routine.name) == .success else {
      fatalError("\(routine.name) does not say how much workspace it wants")
    }
    require(wanted <= Int32.max, "\(routine.name) wants a workspace of \(wanted) elements")
    return max(1, wanted)
  }

  private func roundedUp(_ wanted: Float) -> Int { Int(wanted >= 0x1p24 ? wanted.nextUp : wanted) }

  // MARK: - Memory

  /// The question as a number of 37 bits, if the shape is small.
  private var key: UInt64? {
    guard (shape.0 | shape.1 | shape.2) & ~0xFF == 0 else { return nil }
    let numbers = UInt64(shape.0) << 16 | UInt64(shape.1) << 8 | UInt64(shape.2)
    // No question is 0, which is what an empty slot holds.
    let name = UInt64(routine.rawValue + 1) << 2 | UInt64(kind.rawValue)
    return name << 30 | UInt64(option) << 24 | numbers
  }

  private static let sizeBits: UInt64 = 27
  private static let greatestSize: UInt64 = 1 << sizeBits - 1
  private static let slotBits: UInt64 = 10

  private typealias Slot = UnsafeMutablePointer<Atomic<UInt64>>

  /// Key and size in one word each, so that threads see both or neither; a new answer takes the
  /// place of another with the same hash.
  private nonisolated(unsafe) static let slots: Slot = {
    let count = 1 << Int(slotBits)
    let slots = Slot.allocate(capacity: count)
    for index in 0..<count { unsafe (slots + index).initialize(to: Atomic(0)) }
    return unsafe slots
  }()

  private static func slot(for key: UInt64) -> Slot? {
    // The multiplier is 2⁶⁴ divided by the golden ratio.
    unsafe slots + Int((key &* 0x9E37_79B9_7F4A_7C15) >> (64 - slotBits))
  }
}
