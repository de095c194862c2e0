internal import CElementwise

/// The vector instruction set that the element-wise kernels run on.
///
/// Chosen once, from what the processor supports. All sets give the same bits, so forcing a lower
/// one, with the environment variable `DESCENT_INSTRUCTION_SET=baseline|avx2|avx512` or with
/// ``use(_:)``, changes the speed only.
public enum InstructionSet: Int, CaseIterable, Comparable, Sendable {
  /// What every machine of the architecture has: SSE2 on x86-64, NEON on arm64.
  case baseline = 0
  /// 256-bit vectors.
  case avx2 = 1
  /// 512-bit vectors.
  case avx512 = 2

  /// Whether `left` is less capable than `right`.
  public static func < (left: InstructionSet, right: InstructionSet) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The most capable set that this machine supports.
  public static var supported: InstructionSet {
    InstructionSet(descent_supported_instruction_set())
  }

  /// The set in use.
  public static var active: InstructionSet {
    InstructionSet(descent_active_instruction_set())
  }

  /// The set in use before ``use(_:)`` was called for the first time.
  ///
  /// What computes in another order with other vectors goes by it, so that the bits stay the same.
  package static let first = InstructionSet(descent_first_instruction_set())

  /// Uses a set from now on in all threads; one above ``supported`` is lowered to it.
  ///
  /// With ``baseline`` on x86-64, products of large matrices that were fused before are slow.
  public static func use(_ set: InstructionSet) {
    descent_use_instruction_set(descent_instruction_set(UInt32(set.rawValue)))
  }

  private init(_ set: descent_instruction_set) {
    guard let value = InstructionSet(rawValue: Int(set.rawValue)) else {
      fatalError("unknown instruction set \(set.rawValue)")
    }
    self = value
  }
}

extension RealScalar {
  /// The same choice as C spells it.
  static var cScalar: descent_scalar { descent_scalar(UInt32(scalarKind.rawValue)) }
}

extension MatrixScalar {
  /// The real numbers that an element consists of, in memory: of which type, and how many.
  static var realParts: (scalar: descent_scalar, count: Int) {
    switch elementKind {
    case .float32: (DESCENT_FLOAT32, 1)
    case .float64: (DESCENT_FLOAT64, 1)
    case .complex64: (DESCENT_FLOAT32, 2)
    case .complex128: (DESCENT_FLOAT64, 2)
    }
  }
}
