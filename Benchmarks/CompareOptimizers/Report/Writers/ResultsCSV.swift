/// `results.csv`: one row for each epoch of each run, for spreadsheets and data frames.
///
/// As RFC 4180 has it: a header, commas, CRLF, and quotes around a field that needs them. A run
/// that diverged within its first epoch still has a row, with an empty epoch. A value that was not
/// measured is empty; one that is not finite is "NaN", "Infinity" or "-Infinity".
enum ResultsCSV {
  /// The names of the columns.
  static let columns = [
    "optimizer", "stage", "learning_rate", "seed", "epoch", "steps", "seconds", "training_loss",
    "validation_loss", "validation_accuracy", "test_loss", "test_accuracy", "diverged_at_step",
  ]

  /// The text of the file.
  static func encode(_ results: ComparisonResults) -> String {
    var lines = [columns]
    for contender in results.contenders {
      for trial in contender.trials {
        let run = [
          contender.name, trial.stage.rawValue, "\(trial.learningRate)", "\(trial.seed)",
        ]
        let diverged = trial.divergedAtStep.map(String.init) ?? ""
        let epochs = trial.epochs.isEmpty ? [nil] : trial.epochs.map(Optional.some)
        for (index, epoch) in epochs.enumerated() {
          let isLast = index == epochs.count - 1
          lines.append(run + fields(of: epoch, trial: isLast ? trial : nil) + [diverged])
        }
      }
    }
    return lines.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  /// The fields of one epoch; its last one may take the test scores from the run.
  private static func fields(
    of epoch: ComparisonResults.Epoch?, trial: ComparisonResults.Trial?
  ) -> [String] {
    [
      epoch.map { "\($0.number)" } ?? "", epoch.map { "\($0.steps)" } ?? "",
      number(epoch?.seconds), number(epoch?.trainingLoss), number(epoch?.validationLoss),
      number(epoch?.validationAccuracy), number(epoch?.testLoss ?? trial?.testLoss),
      number(epoch?.testAccuracy ?? trial?.testAccuracy),
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
    guard field.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return field
    }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
