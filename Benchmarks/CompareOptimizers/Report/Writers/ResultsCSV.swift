/// `results.csv`: one row for each epoch of each run, for spreadsheets and data frames.
///
/// As RFC 4180 has it: a header, commas, CRLF, and quotes around a field that needs them. A run
/// that diverged within its first epoch still has a row, with an empty epoch. A value that was not
/// measured is empty; one that is not finite is "NaN", "Infinity" or "-Infinity".
enum ResultsCSV {
  /// The names of the columns.
  static let columns = [
    "problem", "optimizer", "stage", "learning_rate", "rho", "epsilon", "momentum", "seed", "epoch",
    "steps", "seconds", "training_loss", "validation_loss", "validation_accuracy", "test_loss",
    "test_accuracy", "diverged_at_step", "failure",
  ]

  /// The text of the file.
  static func encode(_ results: ComparisonResults) -> String {
    var text = line(columns)
    for problem in results.problems {
      for contender in problem.contenders {
        for trial in contender.trials {
          for row in rows(of: trial, [problem.problem.name, contender.name]) { text += line(row) }
        }
      }
    }
    return text
  }

  private static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\r\n"
  }

  private static func rows(
    of trial: ComparisonResults.Trial, _ names: [String]
  ) -> [[String]] {
    let settings = ["rho", "epsilon", "momentum"].map { name in
      number(trial.settings?.first { $0.name == name }?.value)
    }
    let run =
      names + [trial.stage.rawValue, "\(trial.learningRate)"] + settings + ["\(trial.seed)"]
    let end = [trial.divergedAtStep.map(String.init) ?? "", trial.failure ?? ""]
    let epochs = trial.epochs.isEmpty ? [nil] : trial.epochs.map(Optional.some)
    return epochs.enumerated().map { index, epoch in
      let isLast = index == epochs.count - 1
      return run + fields(of: epoch, trial: isLast ? trial : nil) + end
    }
  }

  /// The fields of one epoch; the last one of a run has its test scores.
  private static func fields(
    of epoch: ComparisonResults.Epoch?, trial: ComparisonResults.Trial?
  ) -> [String] {
    [
      epoch.map { "\($0.number)" } ?? "", epoch.map { "\($0.steps)" } ?? "",
      number(epoch?.seconds), number(epoch?.trainingLoss), number(epoch?.validationLoss),
      number(epoch?.validationAccuracy), number(trial?.testLoss), number(trial?.testAccuracy),
    ]
  }

  private static func number(_ value: Double?) -> String {
    guard let value else { return "" }
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    return "\(value)"
  }

  /// A field in quotes when it holds what would otherwise end it.
  private static func quoted(_ field: String) -> String {
    let ends = field.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0D || byte == 0x0A
    }
    guard ends else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
