import Foundation

extension StringProtocol {
  /// The entries of a list with commas between, without the blanks around them; an entry may be empty.
  var listedWords: [String] {
    split(separator: ",", omittingEmptySubsequences: false).map(\.withoutBlanks)
  }

  /// The text without blanks at its ends.
  var withoutBlanks: String { trimmingCharacters(in: .whitespaces) }
}
