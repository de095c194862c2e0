/// A call that a precondition forbids, and what the program says when it stops there.
public struct Trap: Sendable, CustomStringConvertible {
  /// What the message holds: as a rule all of it, with the values that were wrong.
  public let message: String
  /// The call.
  public let call: @Sendable () throws -> Void
  /// Where the trap is written down.
  public let place: (fileID: String, filePath: String, line: Int, column: Int)

  /// Writes down a trap.
  public init(
    _ message: String, fileID: String = #fileID, filePath: String = #filePath, line: Int = #line,
    column: Int = #column, _ call: @escaping @Sendable () throws -> Void
  ) {
    self.message = message
    self.call = call
    place = (fileID, filePath, line, column)
  }

  /// The message.
  public var description: String { message }
}
