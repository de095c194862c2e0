import Foundation

/// Everything one comparison found out, and how: what the report, the table and the files are
/// made from.
///
/// A plain value. It is coded as `results.json`, so a report can be drawn again from that file.
struct ComparisonResults: Codable, Sendable {
  /// What `results.json` calls itself; tells one of our folders from somebody else's.
  static let format = "descent.compare-optimizers"

  /// The version of the file format that this version writes.
  static let formatVersion = 3

  /// The versions that it reads.
  ///
  /// In version 2 a target counted as reached when it was touched once.
  static let readableVersions = 2...formatVersion

  /// The name of the file format, always the static ``format`` in what this version writes.
  var format = Self.format

  /// The version of the file format.
  var formatVersion = Self.formatVersion

  /// Who did better over all problems.
  var verdict: Verdict

  /// The machine and the software.
  var environment: Environment

  /// What was asked for.
  var settings: Settings

  /// One entry for each problem, in the order in which they were named.
  var problems: [ProblemResults]

  /// How often each contender is near the best; nil when there is one problem only.
  var profile: Profile?

  /// What an update costs; nil when it was not measured.
  var updateCosts: UpdateCosts?

  /// Warnings that a reader needs to judge all of the numbers, one sentence each.
  var notes: [String] = []
}

extension ComparisonResults {
  /// The names of the contenders, in the order in which they are shown.
  var contenderNames: [String] { problems.first?.contenders.map(\.name) ?? [] }

  /// The outcome in one sentence, and the numbers behind it.
  struct Verdict: Codable, Sendable {
    /// One sentence with the numbers in it: the headline of the report.
    var sentence: String

    /// Further sentences that a careful reader wants: what is not clear, what speaks against it.
    var remarks: [String] = []

    /// The name of the contender that did better; nil when none did.
    var winner: String?

    /// Up to four figures shown large beneath the sentence.
    var highlights: [Highlight] = []
  }

  /// One number worth showing large.
  struct Highlight: Codable, Sendable {
    /// How a value is written.
    enum Kind: String, Codable, Sendable {
      /// A fraction written as per cent: 0.975 is "97.5%".
      case percent
      /// A fraction written as percentage points with its sign: 0.012 is "+1.2 points".
      case points
      /// A factor: 2.3 is "2.3×".
      case ratio
      /// A time in seconds.
      case seconds
      /// A whole number.
      case count
      /// Any other number, to three significant digits.
      case number
    }

    /// What the number is, in a few words.
    var label: String

    /// The number, in the unit of `kind`.
    var value: Double

    /// How the number is written.
    var kind: Kind

    /// A few words beneath the number, such as "SGD took 4.1 s".
    var remark: String = ""
  }
}
