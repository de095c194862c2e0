import Foundation

/// Why a report cannot be written; described in one line that names the path.
enum ReportError: Error, Equatable, CustomStringConvertible {
  /// Something that is not a folder has the name.
  case notAFolder(path: String)

  /// The folder holds something that no report has, which replacing the folder would destroy.
  case holdsOtherFiles(path: String, name: String)

  /// What the folder holds could be a report, but its results are not there to say so.
  case lacksResults(path: String, name: String)

  /// What the folder holds could be a report, but its results are damaged, or of something else.
  case unknownResults(path: String)

  /// The folder holds the report of other results.
  case holdsOtherResults(path: String)

  /// The folder holds the earlier results with which new ones are to be compared.
  case holdsBaseline(path: String, baseline: String)

  /// The folder was to lie in the one that the program was started in, which is gone.
  case noWorkingDirectory(path: String)

  /// The name of the folder that the program was started in is not UTF-8.
  case notUTF8(path: String)

  /// Nothing can be made where the folder is to lie.
  case noRoom(path: String, parent: String, reason: String)

  /// The system refused.
  case cannotWrite(path: String, reason: String)

  /// The path, and what is wrong with it.
  var description: String {
    switch self {
    case .notAFolder(let path):
      "cannot write the report to \(path): it is a file, not a folder"
    case .holdsOtherFiles(let path, let name):
      "cannot write the report to \(path): the folder holds \(name), which is not part of a report"
    case .lacksResults(let path, let name):
      "cannot write the report to \(path): the folder holds \(name), but its results.json is missing, "
        + "which would tell that it is a report; remove the folder, or choose another --output"
    case .unknownResults(let path):
      "cannot write the report to \(path): the results.json in it is damaged or not that of a report; "
        + "remove the folder, or choose another --output"
    case .holdsOtherResults(let path):
      "cannot write the report to \(path): it holds the report of other results; choose another "
        + "--output"
    case .holdsBaseline(let path, let baseline):
      "cannot write the report to \(path): the --baseline \(baseline) lies there and would be "
        + "replaced; choose another --output"
    case .noWorkingDirectory(let path):
      "cannot write the report to \(path): the working directory has been deleted; change to one that "
        + "exists, or give --output its whole path"
    case .notUTF8(let path):
      "cannot write the report to \(path): the name of the working directory is not UTF-8; change to "
        + "another, or give --output its whole path"
    case .noRoom(let path, let parent, let reason):
      "cannot write the report to \(path): no folder can be made in \(parent): \(reason); "
        + (reason == Self.permissionDenied ? "make that one writable, or " : "")
        + "choose another --output"
    case .cannotWrite(let path, let reason):
      "cannot write the report to \(path): \(reason)"
    }
  }

  /// An error of the system in a few words.
  static func cannotWrite(path: String, _ error: any Error) -> ReportError {
    .cannotWrite(path: path, reason: reason(error))
  }

  private static let permissionDenied = "permission denied"

  /// What the system said, in a few words.
  static func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileWriteNoPermission: permissionDenied
    case .fileWriteVolumeReadOnly: "the file system is read-only"
    case .fileWriteOutOfSpace: "no space is left"
    case .fileNoSuchFile: "there is no such folder"
    case .fileReadNoSuchFile: "there is no such file"
    case .fileWriteFileExists: "a file is in the way"
    case .fileWriteInvalidFileName: "the name is not valid"
    default: systemReason(error)
    }
  }

  /// The system's own number of an error.
  static func systemCode(of error: any Error) -> POSIXErrorCode? {
    let cause = (error as? CocoaError)?.underlying
    // A `POSIXError` from `Data`, an `NSError` from `FileHandle`.
    let code = (cause as? POSIXError)?.code.rawValue ?? (cause as? NSError).map { Int32($0.code) }
    return code.flatMap(POSIXErrorCode.init(rawValue:))
  }

  /// What Foundation has no words for.
  private static func systemReason(_ error: any Error) -> String {
    switch systemCode(of: error) {
    case .EFBIG: return "the file would be larger than is allowed"
    case .EDQUOT: return "the quota is used up"
    case .EIO: return "the disk reports an error"
    case .EBADF: return "it is closed"
    default:
      return error.localizedDescription.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }
}
