import BLASKernels
import Testing

@Suite struct BLASConfigurationTests {
  @Test func openBLASNamesItself() {
    #expect(BLASConfiguration.description.hasPrefix("OpenBLAS"))
    #expect(!BLASConfiguration.coreName.isEmpty)
    #expect(BLASConfiguration.threadCount >= 1)
  }

  @Test func theLAPACKProviderIsAFile() throws {
    let provider = try #require(BLASConfiguration.lapackProvider)
    #expect(provider.hasPrefix("/"))
  }

  @Test func noThreadsTrap() async {
    await #expect(processExitsWith: .failure) { BLASConfiguration.threadCount = 0 }
  }

  @Test func theThreadCountCanBeSet() async {
    // In a process of its own: the setting belongs to the whole process.
    await #expect(processExitsWith: .success) {
      BLASConfiguration.threadCount = 1
      precondition(BLASConfiguration.threadCount == 1)
    }
  }
}
