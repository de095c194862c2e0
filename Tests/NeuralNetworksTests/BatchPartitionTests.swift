import Testing

@testable import NeuralNetworks

@Suite struct BatchPartitionTests {
  @Test(arguments: [1, 2, 3, 4, 64], [1, 7, 8, 16, 17, 32, 33, 128, 1024, 4096])
  func everyRowHasAMemberAndAPiece(threads: Int, batchSize: Int) {
    for sizes in [[784, 64, 10], [784, 512, 512, 10], [784, 10], [3, 2], [4096, 4096]] {
      let partition = BatchPartition(sizes: sizes, batchSize: batchSize, threads: threads)
      #expect((1...threads).contains(partition.members))
      #expect(partition.pieceRows >= 1 && partition.pieceRows <= batchSize)
      #expect(partition.members * partition.share(of: batchSize) >= batchSize)
      // Nobody without a row, in a full batch.
      #expect((partition.members - 1) * partition.share(of: batchSize) < batchSize)
    }
  }

  @Test func oneThreadHasTheBatchForItself() {
    #expect(BatchPartition(sizes: [784, 64, 10], batchSize: 32, threads: 1).members == 1)
  }

  // 8 rows of 128·128 multiplications stay below both of OpenBLAS' limits.
  @Test func threadsShareABatchOfSmallProducts() {
    let partition = BatchPartition(sizes: [128, 128, 10], batchSize: 32, threads: 2)
    #expect(partition == BatchPartition(members: 2, pieceRows: 16))
  }

  @Test func largeProductsAreLeftToOpenBLAS() {
    #expect(BatchPartition(sizes: [784, 512, 512, 10], batchSize: 128, threads: 2).members == 1)
    #expect(BatchPartition(sizes: [1024, 4096, 1024], batchSize: 256, threads: 2).members == 1)
  }

  @Test func littleWorkIsNotShared() {
    #expect(BatchPartition(sizes: [3, 2], batchSize: 32, threads: 2).members == 1)
    #expect(BatchPartition(sizes: [64, 32, 10], batchSize: 64, threads: 2).members == 1)
  }
}
