/// Numbers that any language makes alike, so that every engine works on the same ones.
///
/// Number i of a seed s is the splitmix64 mixture of s·2³² + i + 1 steps of the golden ratio, of
/// which 53 bits become a number in [−1, 1). Nothing is carried from one to the next, so that
/// array languages make them without a loop; `Benchmarks/Peers/engines/repeatable.py` is the same in NumPy.
enum RepeatableNumbers {
  /// The first `count` numbers of a seed.
  static func uniform(seed: UInt64, count: Int) -> [Double] {
    (0..<count).map { index in
      var bits = ((seed << 32) &+ UInt64(index) &+ 1) &* 0x9E37_79B9_7F4A_7C15
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      bits ^= bits >> 31
      return Double(bits >> 11) * 0x1p-52 - 1
    }
  }
}
