import Testing

@testable import NeuralNetworks

@Suite struct BatchPartitionTests {
  func partition(_ sizes: [Int], batchSize: Int, threads: Int) -> BatchPartition {
    BatchPartition(
      sizes: sizes, batchSize: batchSize, threads: threads,
      scalarSize: MemoryLayout<Float>.stride)
  }

  @Test(arguments: [1, 2, 3, 4, 64], [1, 7, 8, 16, 17, 32, 33, 128, 1024, 4096])
  func everyRowHasAMemberAndAPiece(threads: Int, batchSize: Int) {
    for sizes in [[784, 64, 10], [784, 512, 512, 10], [784, 10], [3, 2], [4096, 4096]] {
      let partition = partition(sizes, batchSize: batchSize, threads: threads)
      #expect((1...threads).contains(partition.members))
      #expect(partition.pieceRows >= 1 && partition.pieceRows <= batchSize)
      #expect(partition.members * partition.share(of: batchSize) >= batchSize)
      // Nobody without a row, in a full batch, or without inputs.
      #expect((partition.members - 1) * partition.share(of: batchSize) < batchSize)
      #expect(!partition.sharesInputs || partition.members <= sizes[0])
    }
  }

  @Test func oneThreadHasTheBatchForItself() {
    #expect(
      partition([784, 64, 10], batchSize: 32, threads: 1)
        == BatchPartition(members: 1, pieceRows: 32))
  }

  // 64 rows of 784 + 64 + 10 numbers fit 256 KiB, 128 do not.
  @Test func longBatchesOfSmallModelsGoInPieces() {
    #expect(
      partition([784, 64, 10], batchSize: 4096, threads: 1)
        == BatchPartition(members: 1, pieceRows: 64))
    #expect(partition([784, 512, 512, 10], batchSize: 4096, threads: 1).pieceRows == 4096)
  }

  // 16 rows of 128·128 multiplications are OpenBLAS' limit.
  @Test func threadsShareABatchOfSmallProducts() {
    #expect(
      partition([128, 128, 10], batchSize: 32, threads: 2)
        == BatchPartition(members: 2, pieceRows: 16, sharesInputs: true))
    #expect(
      partition([64, 128, 128], batchSize: 32, threads: 2)
        == BatchPartition(members: 2, pieceRows: 16))
  }

  // Half of 2,047 inputs are 1,023 or 1,024, and rows of 1,024 numbers conflict in the caches.
  @Test func inputsAreNotSharedWhereOneMembersProductIsLeftToOpenBLAS() {
    #expect(!partition([2047, 64, 10], batchSize: 64, threads: 2).sharesInputs)
  }

  @Test func productsOfModelsWithManyParametersAreSharedOneByOne() {
    #expect(partition([784, 512, 512, 10], batchSize: 128, threads: 2).members == 1)
    #expect(partition([1024, 4096, 1024], batchSize: 256, threads: 2).members == 1)
  }

  @Test func littleWorkIsNotShared() {
    #expect(partition([3, 2], batchSize: 32, threads: 2).members == 1)
    #expect(partition([64, 32, 10], batchSize: 64, threads: 2).members == 1)
  }
}
