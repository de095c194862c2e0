import ArgumentParser
import Foundation

extension ParsableCommand {
  /// Runs work whose errors are the world's: one line on standard error, and exit status 1.
  ///
  /// - Throws: `ExitCode.failure` after the line was written.
  func reportingFailures(_ work: () throws -> Void) throws {
    do {
      try work()
    } catch let exit as ExitCode {
      throw exit
    } catch {
      let line = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
      try? FileHandle.standardError.write(contentsOf: Data("error: \(line)\n".utf8))
      throw ExitCode.failure
    }
  }
}
