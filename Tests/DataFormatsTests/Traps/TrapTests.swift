import TestSupport
import Testing

/// Every documented precondition stops the program that breaks it, with the values in the message.
///
/// The tables beside this file go through the public declarations, each with a call per condition.
@Suite struct TrapTests {
  static let all: [Trap] = [arrays, writers, csv, datasets, mapped].flatMap { $0 }

  // One after the other: a process each, all at once, would crowd the machine.
  @Test(.serialized, arguments: zip(all.indices, all))
  func stops(_ index: Int, _ trap: Trap) async {
    let (fileID, filePath, line, column) = trap.place
    let place = SourceLocation(fileID: fileID, filePath: filePath, line: line, column: column)
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent], sourceLocation: place
    ) { [index] in try TrapTests.all[index].call() }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(trap.message), sourceLocation: place)
  }
}
