import Descent
import Foundation

/// Reads results from a file.
enum ResultsFile {
  /// Its name in the folder of a report.
  static let name = "results.json"

  /// The results of a `results.json`, or of the folder of a report.
  ///
  /// - Throws: `ResultsFileError` that names the file.
  static func read(_ path: String) throws(ResultsFileError) -> ComparisonResults {
    try readWithBytes(path).results
  }

  /// The file that a path means: itself, or the results in the folder of a report.
  static func file(at path: String) -> String {
    // The name of nothing is not that of the folder in which it is said.
    guard !path.isEmpty else { return path }
    // A link to a folder is none by itself.
    let place = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let values = try? place.resourceValues(forKeys: [.isDirectoryKey])
    return values?.isDirectory == true ? path + "/" + name : path
  }

  /// The results, and the bytes that they were read from.
  ///
  /// - Throws: `ResultsFileError` that names the file.
  static func readWithBytes(
    _ path: String
  ) throws(ResultsFileError) -> (results: ComparisonResults, bytes: Data) {
    ReportLeftovers.putBack(at: path)
    let file = file(at: path)
    let bytes: [UInt8]
    do throws(DataFormatError) {
      bytes = try fileBytes(contentsOf: file)
    } catch {
      throw .unreadable(error)
    }
    do {
      let data = Data(bytes)
      return (try ResultsJSON.decode(data), data)
    } catch {
      throw .unusable(path: file, error)
    }
  }
}

/// Why a file gives no results; described in one line that names it.
enum ResultsFileError: Error, Equatable, CustomStringConvertible {
  /// It is missing, may not be read, or is no file.
  case unreadable(DataFormatError)
  case unusable(path: String, ResultsError)

  var description: String {
    switch self {
    case .unreadable(let error): "\(error)"
    case .unusable(let path, let error): DataFormatError.line(path, "\(error)")
    }
  }
}
