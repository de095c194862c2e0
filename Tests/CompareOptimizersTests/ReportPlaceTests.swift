import Foundation
import Testing

@testable import CompareOptimizers

/// Where a report may go by other names than its own.
@Suite struct ReportPlaceTests {
  private func inWorkshop(_ work: (URL) throws -> Void) throws {
    let manager = FileManager.default
    let workshop = manager.temporaryDirectory
      .appendingPathComponent("report-place-\(UUID().uuidString)", isDirectory: true)
    try manager.createDirectory(at: workshop, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: workshop) }
    try work(workshop)
  }

  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// An earlier report, or an empty folder, is replaced where the link or the dots lead.
  @Test(arguments: ["link", "real/.", "real/../real", "link/"])
  func theFolderBehindAnotherNameIsReplaced(_ name: String) throws {
    try inWorkshop { workshop in
      let real = workshop.appendingPathComponent("real", isDirectory: true)
      try FileManager.default.createDirectory(at: real, withIntermediateDirectories: false)
      try FileManager.default.createSymbolicLink(
        at: workshop.appendingPathComponent("link"), withDestinationURL: real)
      for _ in 0..<2 {
        let folder = ReportFolder(path: workshop.path + "/" + name)
        try folder.check()
        try folder.write(SampleComparison.results())
        #expect(try names(in: real) == ReportFolder.fileNames)
        #expect(try names(in: workshop) == ["link", "real"])
      }
    }
  }

  @Test func aNewFolderMayLieBehindALink() throws {
    try inWorkshop { workshop in
      let real = workshop.appendingPathComponent("real", isDirectory: true)
      try FileManager.default.createDirectory(at: real, withIntermediateDirectories: false)
      try FileManager.default.createSymbolicLink(
        at: workshop.appendingPathComponent("link"), withDestinationURL: real)
      let folder = ReportFolder(path: workshop.path + "/link/report")
      try folder.check()
      try folder.write(SampleComparison.results())
      #expect(try names(in: real.appendingPathComponent("report")) == ReportFolder.fileNames)
    }
  }
}
