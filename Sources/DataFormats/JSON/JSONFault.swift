/// The first place where bytes stop being JSON.
package struct JSONFault: Error, Equatable {
  /// What is wrong there.
  package enum Kind: Equatable, Sendable {
    /// The bytes end before everything is closed, as in a file that was cut off.
    case endsEarly
    /// Something stands where something else should.
    case unexpected(String, insteadOf: String)
    /// More objects and lists are one inside another than anybody needs.
    case nestedTooDeeply
  }

  /// What is wrong.
  package let kind: Kind

  /// How many bytes come before it.
  package let offset: Int

  /// The line, from 1.
  package let line: Int

  /// The character of the line, from 1, as editors count them.
  package let column: Int

  /// What it belongs to, such as "problems.0.contenders"; empty at the outside.
  package let path: String

  /// Finds the first fault of a text; nil for one that is JSON.
  package init?(in bytes: [UInt8]) {
    var scan = JSONScan(bytes)
    guard let kind = scan.firstFault() else { return nil }
    self.kind = kind
    offset = scan.index
    path = scan.path
    let before = bytes[..<scan.index]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    column = 1 + before[start...].count { !UTF8.isContinuation($0) }
  }
}

extension JSONFault: CustomStringConvertible {
  /// "line 2, column 17, in problems.0.contenders: '}' instead of a value".
  package var description: String {
    let place = "line \(line), column \(column)" + (path.isEmpty ? "" : ", in \(path)")
    return switch kind {
    case .endsEarly: "\(place): the text ends too early"
    case .unexpected(let found, let wanted): "\(place): \(found) instead of \(wanted)"
    case .nestedTooDeeply:
      "\(place): more than \(JSONScan.deepestNesting) objects and lists, one inside another"
    }
  }
}
