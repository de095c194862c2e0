import BLASKernels
import Testing

/// What the numbers mean with which LAPACK reports a failure.
@Suite struct LAPACKStatusTests {
  @Test(arguments: [(5, 29, 25), (1, 40, 40), (7, 7, 1)])
  func aPartIsCounted(first: Int, last: Int, count: Int) {
    let report = LAPACKStatus.failure(index: first * 41 + last)
    #expect(report.countingPart(ofOrder: 40) == .failure(index: count))
  }

  @Test func aCountStaysOne() {
    #expect(LAPACKStatus.failure(index: 40).countingPart(ofOrder: 40) == .failure(index: 40))
    #expect(LAPACKStatus.success.countingPart(ofOrder: 40) == .success)
  }
}
