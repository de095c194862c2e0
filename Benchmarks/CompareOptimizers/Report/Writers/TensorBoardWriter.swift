import Foundation

/// Writes the scalars of one run to an event file that TensorBoard shows: `tensorboard --logdir`.
///
/// ```swift
/// let writer = try TensorBoardWriter(folder: "tensorboard", run: "RMSprop/seed 3")
/// try writer.add(tag: "loss/training", value: 0.31, step: 120)
/// try writer.close()
/// ```
/// The file is `<folder>/<run>/events.out.tfevents.<second>.compare-optimizers`. A run may be opened
/// again, which adds a file to it; TensorBoard shows both as one.
///
/// Events are gathered and written some hundreds at a time. A program that is killed loses the last
/// of them; what is in the file stays readable.
final class TensorBoardWriter {
  /// The event file.
  let path: String

  private let file: FileHandle
  private var pending: [UInt8] = []
  private var isClosed = false

  /// The bytes that are gathered before they are written.
  private static let pendingLimit = 32 << 10

  /// Creates the folder of a run and an event file in it.
  ///
  /// - Parameters:
  ///   - folder: The folder of all runs, which need not exist.
  ///   - run: The name of the run; a slash in it makes TensorBoard group runs. It never leads out of
  ///     the folder.
  ///   - wallTime: When the run begins, in seconds since 1970.
  /// - Throws: `ReportError` when the folder or the file cannot be made.
  init(
    folder: String, run: String, wallTime: Double = Date().timeIntervalSince1970
  ) throws(ReportError) {
    let runFolder = URL(fileURLWithPath: folder, isDirectory: true)
      .appendingPathComponent(Self.folderName(of: run), isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: runFolder, withIntermediateDirectories: true)
      (path, file) = try Self.createFile(in: runFolder, second: Int(wallTime))
    } catch {
      throw .cannotWrite(path: runFolder.path, error)
    }
    let start = TensorBoardEvent(
      fileVersion: "brain.Event:2", writer: "compare-optimizers", wallTime: wallTime)
    pending += TensorBoardRecord.framed(start.bytes)
    try flush()
  }

  deinit {
    // Whoever wants to know whether that worked closes the writer.
    if !isClosed { try? close() }
  }

  /// Adds a number of the run; TensorBoard keeps it as a Float.
  ///
  /// - Parameters:
  ///   - tag: What the number is; the part before a slash is the group of its chart.
  ///   - value: The number, which may be infinite or NaN.
  ///   - step: Where it belongs on the axis.
  ///   - wallTime: When it was measured, in seconds since 1970.
  /// - Throws: `ReportError` when events cannot be written.
  /// - Precondition: The writer is not closed.
  func add(
    tag: String, value: Double, step: Int, wallTime: Double = Date().timeIntervalSince1970
  ) throws(ReportError) {
    precondition(!isClosed, "\(tag) comes after the event file \(path) was closed")
    let event = TensorBoardEvent(tag: tag, value: Float(value), step: step, wallTime: wallTime)
    pending += TensorBoardRecord.framed(event.bytes)
    if pending.count >= Self.pendingLimit { try flush() }
  }

  /// Writes what was gathered, so that TensorBoard can show it.
  ///
  /// - Throws: `ReportError` when it cannot.
  func flush() throws(ReportError) {
    do {
      try file.write(contentsOf: pending)
      pending = []
    } catch {
      throw .cannotWrite(path: path, error)
    }
  }

  /// Writes what was gathered and closes the file; doing it again does nothing.
  ///
  /// - Throws: `ReportError` when it cannot.
  func close() throws(ReportError) {
    guard !isClosed else { return }
    try flush()
    isClosed = true
    do {
      try file.close()
    } catch {
      throw .cannotWrite(path: path, error)
    }
  }

  /// Creates a file that was not there, whose name says when.
  private static func createFile(
    in folder: URL, second: Int
  ) throws -> (path: String, file: FileHandle) {
    let digits = String(second)
    let name =
      "events.out.tfevents." + String(repeating: "0", count: max(0, 10 - digits.count)) + digits
      + ".compare-optimizers"
    for number in 0... {
      let place = folder.appendingPathComponent(number == 0 ? name : "\(name).\(number)")
      do {
        try Data().write(to: place, options: .withoutOverwriting)
      } catch CocoaError.fileWriteFileExists {
        continue
      }
      return (path: place.path, file: try FileHandle(forWritingTo: place))
    }
    fatalError("the numbers have an end")
  }

  /// The folder of a run below that of all runs: each part of the name, without what would lead out.
  static func folderName(of run: String) -> String {
    let parts = run.split(separator: "/").map { part in
      let visible = part.unicodeScalars.map { scalar in
        scalar.properties.generalCategory == .control || scalar == "\\" ? "_" : String(scalar)
      }
      let name = visible.joined()
      return name.allSatisfy { $0 == "." } ? "_" : name
    }
    return parts.isEmpty ? "run" : parts.joined(separator: "/")
  }
}
