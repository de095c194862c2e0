import Optimizers
import TestSupport
import Testing

/// Every documented precondition stops the program that breaks it, with the values in the message.
///
/// The tables beside this file go through the public declarations. The hyper-parameters of a rule go
/// through one check, its `fault`, of which `HyperparameterTests` knows every sentence; here it stops
/// the program once per rule. So do the numbers of the schedules.
@Suite struct TrapTests {
  static let all: [Trap] = [
    rules, states, updates, plans, minimization, schedules, testFunctions, diagnostics,
  ].flatMap { $0 }

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
