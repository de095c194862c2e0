internal import BLASKernels

/// How the rows of a batch are split: among threads, and into pieces that go through the network
/// together.
///
/// There are two ways to use several threads. OpenBLAS shares each large product among its own. Small
/// products it leaves to the thread that asks: then the batch is shared instead, and every member of
/// a team takes its rows through all layers. The count of OpenBLAS' threads, which belongs to the
/// whole process, stays as it is either way.
struct BatchPartition: Equatable, Sendable {
  /// How many threads share a batch.
  let members: Int
  /// How many rows a member takes through the network together.
  let pieceRows: Int

  /// More pieces than this cost more in gradients added up than they save.
  private static let mostPieces = 4
  /// Smaller pieces, and smaller shares of a batch, use the processor's vectors badly.
  private static let leastRows = 8
  /// With fewer multiplications per batch the threads would wait for each other more than they work.
  private static let leastSharedMultiplications = 400_000

  /// As suits a network.
  ///
  /// - Parameters:
  ///   - sizes: The width of the data and of each layer's output.
  ///   - batchSize: The rows of a full batch.
  ///   - threads: How many threads there may be.
  init(sizes: [Int], batchSize: Int, threads: Int) {
    let products = zip(sizes, sizes.dropFirst()).map { $0 * $1 }
    let members = min(threads, batchSize / Self.leastRows)
    let rows = Self.rowsPerThread(products)
    if members > 1, rows >= Self.leastRows,
      products.reduce(0, +) * batchSize >= Self.leastSharedMultiplications,
      Self.share(of: batchSize, members: members) <= Self.mostPieces * rows
    {
      self.init(
        members: members, pieceRows: min(rows, Self.share(of: batchSize, members: members)))
    } else {
      self.init(members: 1, pieceRows: Self.pieceRows(products, batchSize: batchSize))
    }
  }

  /// As told.
  init(members: Int, pieceRows: Int) {
    self.members = members
    self.pieceRows = pieceRows
  }

  /// The most rows of a batch that one member gets.
  func share(of batchSize: Int) -> Int { Self.share(of: batchSize, members: members) }

  private static func share(of batchSize: Int, members: Int) -> Int {
    (batchSize + members - 1) / members
  }

  /// The most rows, a power of two, with which OpenBLAS leaves all products to the calling thread.
  private static func rowsPerThread(_ products: [Int]) -> Int {
    guard let first = products.first else { return 1 }
    // The kernels that do not pack take no part in the gradient of a layer's input, which the first
    // layer does not have.
    let others = products.dropFirst().max() ?? 0
    let limit =
      BLASConfiguration.hasSmallProducts
      ? BLASConfiguration.smallProductLimit : BLASConfiguration.singleThreadLimit
    var rows = 1
    while rows * 2 * first <= limit, rows * 2 * others <= BLASConfiguration.singleThreadLimit {
      rows *= 2
    }
    return rows
  }

  /// How many rows a single thread takes through the network together.
  ///
  /// Some kernels of OpenBLAS multiply small matrices without packing them first. Where they exist
  /// a batch in a few such pieces takes less time than the batch in whole; `throughput` shows it.
  private static func pieceRows(_ products: [Int], batchSize: Int) -> Int {
    guard BLASConfiguration.hasSmallProducts else { return batchSize }
    let widest = products.max() ?? 1
    var rows = 1
    while rows * 2 * widest <= BLASConfiguration.smallProductLimit { rows *= 2 }
    return rows >= leastRows && batchSize <= mostPieces * rows ? min(rows, batchSize) : batchSize
  }
}
