public import ElementwiseKernels
import Foundation

extension NoiseGenerator {
  // Tests are not always optimized: those that call it get a loop of their type from here.
  /// Returns numbers in ±1 with a full significand.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public mutating func reals<Scalar: RealScalar>(
    _ count: Int, as type: Scalar.Type = Scalar.self
  ) -> [Scalar] {
    (0..<count).map { _ in Scalar(2 * nextUniform() - 1) }
  }

  /// Returns whole numbers in −8...8, of which moderate sums and products are exact.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public mutating func wholeNumbers<Scalar: RealScalar>(
    _ count: Int, as type: Scalar.Type = Scalar.self
  ) -> [Scalar] {
    (0..<count).map { _ in Scalar(Int((next() >> 33) % 17) - 8) }
  }
}

/// The first index at which two lists differ in bits, or where the shorter one ends, or nil.
///
/// All NaN count as one; +0 and −0 differ.
@_specialize(where Scalar == Float, Actual == [Float], Expected == [Float])
@_specialize(where Scalar == Double, Actual == [Double], Expected == [Double])
public func firstDifference<
  Scalar: RealScalar, Actual: Collection<Scalar>, Expected: Collection<Scalar>
>(_ actual: Actual, _ expected: Expected) -> Int? {
  var index = 0
  for (actual, expected) in zip(actual, expected) {
    let isSame =
      actual == expected ? actual.sign == expected.sign : actual.isNaN && expected.isNaN
    if !isSame { return index }
    index += 1
  }
  return actual.count == expected.count ? nil : index
}

/// The set in use is global, and tests run side by side: one at a time may change it.
private let instructionSetLock = NSRecursiveLock()

/// Runs a body once on every instruction set of this machine.
public func onEveryInstructionSet(_ body: (InstructionSet) throws -> Void) rethrows {
  instructionSetLock.lock()
  defer { instructionSetLock.unlock() }
  let active = InstructionSet.active
  defer { InstructionSet.use(active) }
  for set in InstructionSet.allCases where set <= .supported {
    InstructionSet.use(set)
    try body(set)
  }
}

/// Counts around the width of every vector and every unrolled loop, for 4- and 8-byte scalars.
public let countsAroundVectors = [
  0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 15, 16, 17, 19, 31, 32, 33, 35, 63, 64, 65, 67, 127, 128, 129,
  131, 257, 1023, 1025,
]
