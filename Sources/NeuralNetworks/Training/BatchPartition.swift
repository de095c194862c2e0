internal import BLASKernels

/// How the rows of a batch are split: among threads, and into pieces that go through the network
/// together.
///
/// The products of models with many parameters are shared one by one. With few parameters the batch
/// is shared instead: every member of a team takes its rows through all layers, or through all but the
/// first one's product, which is shared by its inputs. These products run in tiles or are so small that
/// OpenBLAS leaves them to the thread that asks; the count of OpenBLAS' threads, which belongs to the
/// whole process, stays as it is.
struct BatchPartition: Equatable, Sendable {
  /// How many threads share a batch.
  let members: Int
  /// How many rows a member takes through the network together.
  let pieceRows: Int
  /// Whether the members share the product of the first layer by its inputs, and all else by rows.
  let sharesInputs: Bool

  /// Smaller pieces, and smaller shares of a batch, use the processor's vectors badly.
  private static let leastRows = 8
  /// More pieces than this, made smaller for the products' sake, would gain nothing.
  private static let mostPieces = 4
  /// Pieces of fewer rows than this are not worth their additions to the gradient.
  private static let fewestPieceRows = 32
  /// With fewer multiplications per batch the threads would wait for each other more than they work.
  private static let leastSharedMultiplications = 400_000
  /// Every member has a gradient of its own: with more parameters adding them up costs too much.
  private static let mostSharedParameters = 1 << 18
  /// The rows of a piece, with all that the layers make of them, and the gradient that every piece
  /// adds to, each stay in a part of the second-level cache.
  private static let cachedRowBytes = 256 << 10
  private static let cachedGradientBytes = 512 << 10
  /// A member with fewer inputs would do without long rows.
  private static let leastInputs = 64

  /// As suits a network.
  ///
  /// - Parameters:
  ///   - sizes: The width of the data and of each layer's output.
  ///   - batchSize: The rows of a full batch.
  ///   - threads: How many threads there may be.
  ///   - scalarSize: The bytes of a scalar.
  init(sizes: [Int], batchSize: Int, threads: Int, scalarSize: Int) {
    let products = zip(sizes, sizes.dropFirst()).map { $0 * $1 }
    let parameters = products.reduce(0, +)
    let members = min(threads, batchSize / Self.leastRows)
    if members > 1, parameters <= Self.mostSharedParameters,
      parameters * batchSize >= Self.leastSharedMultiplications
    {
      let share = Self.share(of: batchSize, members: members)
      var piece = Self.pieceRows(
        sizes, parameters: parameters, share: share, scalarSize: scalarSize)
      while piece > Self.leastRows, share <= Self.mostPieces / 2 * piece,
        !Self.leavesProductsToCaller(sizes, rows: piece, scalarSize: scalarSize)
      {
        piece = (piece + 1) / 2
      }
      if Self.leavesProductsToCaller(sizes, rows: piece, scalarSize: scalarSize) {
        let sharesInputs =
          piece == share && products[0] * 2 >= parameters
          && sizes[0] >= Self.leastInputs * members
          && batchSize * sizes[0] * scalarSize <= Self.cachedRowBytes * members
          // Some members may have one input more than others.
          && [sizes[0] / members, (sizes[0] + members - 1) / members].allSatisfy {
            Self.leavesProductsToCaller([$0, sizes[1]], rows: batchSize, scalarSize: scalarSize)
          }
        self.init(members: members, pieceRows: piece, sharesInputs: sharesInputs)
        return
      }
    }
    self.init(
      members: 1,
      pieceRows: Self.pieceRows(
        sizes, parameters: parameters, share: batchSize, scalarSize: scalarSize))
  }

  /// As told.
  init(members: Int, pieceRows: Int, sharesInputs: Bool = false) {
    self.members = members
    self.pieceRows = pieceRows
    self.sharesInputs = sharesInputs
  }

  /// The most rows of a batch that one member gets.
  func share(of batchSize: Int) -> Int { Self.share(of: batchSize, members: members) }

  private static func share(of batchSize: Int, members: Int) -> Int {
    (batchSize + members - 1) / members
  }

  /// As many rows as stay in the cache on their way through the network and back, if the gradient
  /// stays there too; otherwise all.
  private static func pieceRows(
    _ sizes: [Int], parameters: Int, share: Int, scalarSize: Int
  ) -> Int {
    guard parameters * scalarSize <= cachedGradientBytes else { return share }
    let rowBytes = sizes.reduce(0, +) * scalarSize
    var rows = fewestPieceRows
    while rows * 2 * rowBytes <= cachedRowBytes { rows *= 2 }
    return share >= 2 * rows ? rows : share
  }

  /// Whether OpenBLAS leaves all products of rows with the layers to the calling thread.
  private static func leavesProductsToCaller(
    _ sizes: [Int], rows: Int, scalarSize: Int
  ) -> Bool {
    zip(sizes, sizes.dropFirst()).enumerated().allSatisfy { layer, shape in
      let (inputs, units) = shape
      func isLeft(
        _ a: MatrixOperation, _ b: MatrixOperation, _ m: Int, _ n: Int, _ k: Int
      ) -> Bool {
        BLASConfiguration.leavesProductToCaller(
          a, b, rows: m, columns: n, inner: k, scalarSize: scalarSize)
      }
      return isLeft(.none, .none, rows, units, inputs)
        && isLeft(.transpose, .none, inputs, units, rows)
        // Nobody asks for the gradient of the data.
        && (layer == 0 || isLeft(.none, .transpose, rows, inputs, units))
    }
  }
}
