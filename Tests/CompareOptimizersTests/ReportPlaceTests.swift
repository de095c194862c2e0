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

  /// Where the report of earlier results goes when the user names no folder.
  @Test func redrawnReportsReplaceTheirOwnResultsOnly() throws {
    try inWorkshop { workshop in
      let results = SampleComparison.results(
        of: [SampleComparison.sgd], on: [.rosenbrock], seeds: 2)
      let report = ReportFolder(path: workshop.path + "/report")
      try report.write(results, writesEvents: true)
      // The report that the file is part of, by the name of the file or of the folder.
      for path in ["report/results.json", "report", "report/"] {
        let place = ReportFolder.place(forReportOf: workshop.path + "/" + path)
        #expect(place.page == report.page, "\(path)")
        #expect(place.hasEvents)
        #expect(throws: Never.self) { try place.requireNoOther(than: results) }
      }
      // A file that lies elsewhere has its report beside it.
      let manager = FileManager.default
      let json = workshop.appendingPathComponent("report/results.json")
      for name in ["results.json", "old.v1.json"] {
        try manager.copyItem(at: json, to: workshop.appendingPathComponent(name))
        let place = ReportFolder.place(forReportOf: workshop.path + "/" + name)
        let stem = name.dropLast(".json".count)
        #expect(place.page == workshop.path + "/\(stem)-report/report.html")
        #expect(!place.hasEvents)
      }
      // A folder with anything else in it is no report.
      try Data().write(to: workshop.appendingPathComponent("report/letter.txt"))
      #expect(
        ReportFolder.place(forReportOf: workshop.path + "/report/results.json").page
          == workshop.path + "/report/results-report/report.html")
      // Other results stay, and so do some that cannot be read.
      var other = results
      other.settings.commandLine += " --seeds 3"
      for earlier in [try ResultsJSON.encode(other), Data("{}".utf8)] {
        try earlier.write(to: json)
        #expect(throws: ReportError.holdsOtherResults(path: report.path)) {
          try report.requireNoOther(than: results)
        }
      }
    }
  }

  @Test func aFolderHoldsTheResultsThatLieInIt() throws {
    try inWorkshop { workshop in
      let report = ReportFolder(path: workshop.path + "/report")
      try report.write(SampleComparison.results(of: [SampleComparison.sgd], seeds: 2))
      try FileManager.default.createSymbolicLink(
        at: workshop.appendingPathComponent("link"),
        withDestinationURL: workshop.appendingPathComponent("report"))
      for path in ["report", "report/results.json", "link", "link/results.json", "./report/"] {
        #expect(ReportFolder(path: report.path).holds(workshop.path + "/" + path), "\(path)")
      }
      #expect(!ReportFolder(path: workshop.path + "/other").holds(report.path))
      #expect(!ReportFolder(path: workshop.path).holds(report.path + "/results.json"))
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
