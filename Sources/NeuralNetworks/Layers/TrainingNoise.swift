/// Where the random numbers of a layer come from in training.
///
/// They are counted, not drawn one after the other: each is a function of the model's seed, the batch,
/// the layer, and the place of an element in the batch. So they are the same however a batch is split
/// among threads, and a model that is trained twice from one seed has the same bits.
/// - SeeAlso: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA
///   2014, for the mixing of bits (SplitMix64).
public struct TrainingNoise: Sendable {
  private let key: UInt64
  /// The row of the batch that the layer sees first.
  public let firstRow: Int

  /// The numbers of one batch.
  ///
  /// - Parameters:
  ///   - seed: The seed of the model.
  ///   - batch: How many batches there were before.
  init(seed: UInt64, batch: UInt64) {
    key = Self.mixed(Self.mixed(seed) &+ batch)
    firstRow = 0
  }

  private init(key: UInt64, firstRow: Int) {
    self.key = key
    self.firstRow = firstRow
  }

  /// The numbers of one layer, for rows from `firstRow` of the batch on.
  func forLayer(_ index: Int, firstRow: Int) -> TrainingNoise {
    TrainingNoise(key: Self.mixed(key ^ UInt64(index + 1)), firstRow: firstRow)
  }

  /// 64 random bits for an element.
  ///
  /// - Parameters:
  ///   - row: The row among those that the layer sees.
  ///   - column: The column, less than 2³².
  /// - Returns: The bits, uniform and independent of those of other elements.
  @inlinable
  public func bits(row: Int, column: Int) -> UInt64 {
    Self.mixed(start(row: row) &+ UInt64(truncatingIfNeeded: column) &* 0x9E37_79B9_7F4A_7C15)
  }

  /// The counter of a row's first element.
  @usableFromInline
  func start(row: Int) -> UInt64 {
    Self.mixed(key &+ UInt64(truncatingIfNeeded: firstRow + row))
  }

  /// The last step of SplitMix64.
  @usableFromInline
  static func mixed(_ counter: UInt64) -> UInt64 {
    var bits = counter &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
