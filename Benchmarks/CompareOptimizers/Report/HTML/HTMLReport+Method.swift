import Foundation

extension HTMLReport {
  /// How the numbers came about, in enough detail to repeat them.
  @MarkupBuilder var method: Markup {
    Markup.element("section", ["aria-labelledby": "method"]) {
      Markup.element("h2", ["id": "method"]) { "How this was measured" }
      Markup.element("p", ["class": "lead"]) { protocolText }
      Markup.element("h3") { "Command" }
      Markup.element("pre") { Markup.element("code") { results.settings.commandLine } }
      Markup.element("h3") { "Optimizers and every default" }
      rules
      Markup.element("div", ["class": "facts"]) {
        facts("Data and model", problemFacts)
        facts("Budget", settingsFacts)
        facts("Machine", environmentFacts)
      }
    }
    Markup.element("footer") {
      Markup.element("p") {
        "Written by compare-optimizers of Descent, revision \(results.environment.revision). "
          + "The same numbers are in results.json, and each epoch of each run in results.csv."
      }
    }
  }

  private var protocolText: String {
    let settings = results.settings
    let measure =
      settings.criterion == .validationLoss
      ? "lowest validation loss" : "highest validation accuracy"
    let search =
      settings.searchSeeds.isEmpty
      ? "Learning rates were given, not searched. "
      : "Each optimizer was given the same number of learning rates to try; the one with the "
        + "\(measure) after the last epoch was chosen, and the test split was not looked at. "
    return search
      + "For each seed all optimizers begin with the same weights and see the same batches in the "
      + "same order. Nothing is clipped or scheduled, and weights decay only where a rule below says "
      + "so. A run whose loss becomes NaN or "
      + "infinite counts as diverged, with infinite loss, and is not left out of any median. "
      + settings.clock
  }

  /// The update rules with their hyper-parameters.
  @MarkupBuilder private var rules: Markup {
    let columns = ["Update rule", "Hyper-parameters", "Learning rates tried"]
    Markup.element(
      "table", ["class": "rules", "role": "table", "aria-label": "Optimizers and every default"]
    ) {
      Markup.element("thead", ["role": "rowgroup"]) {
        Markup.element("tr", ["role": "row"]) {
          for column in ["Optimizer"] + columns {
            Markup.element("th", ["role": "columnheader", "scope": "col"]) { column }
          }
        }
      }
      Markup.element("tbody", ["role": "rowgroup"]) {
        for contender in results.contenders {
          Markup.element("tr", ["role": "row"]) {
            Markup.element("th", ["role": "rowheader", "scope": "row"]) { contender.name }
            Markup.element("td", ["role": "cell", "data-label": columns[0]]) {
              Markup.element("span", ["class": "rule"]) { contender.rule }
            }
            Markup.element("td", ["role": "cell", "data-label": columns[1]]) {
              contender.hyperparameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
            }
            Markup.element("td", ["role": "cell", "data-label": columns[2]]) {
              contender.learningRates.map(NumberText.short).joined(separator: ", ")
            }
          }
        }
      }
    }
  }

  @MarkupBuilder private func facts(_ title: String, _ facts: [(String, String)]) -> Markup {
    Markup.element("div") {
      Markup.element("h3") { title }
      Markup.element("dl") {
        for (name, value) in facts {
          Markup.element("dt") { name }
          Markup.element("dd") { value }
        }
      }
    }
  }

  private var problemFacts: [(String, String)] {
    let problem = results.problem
    return [
      ("Data", problem.data),
      (
        "Split",
        "\(NumberText.grouped(problem.trainingCount)) to train on, "
          + "\(NumberText.grouped(problem.validationCount)) to choose by, "
          + "\(NumberText.grouped(problem.testCount)) to test on"
      ),
      ("Features", problem.preprocessing),
      ("Model", "\(problem.model), \(problem.activations)"),
      ("Parameters", NumberText.grouped(problem.parameterCount)),
      ("First weights", problem.initialization),
      ("Loss", problem.loss),
      ("Arithmetic", problem.scalar),
    ]
  }

  private var settingsFacts: [(String, String)] {
    let settings = results.settings
    let runs = results.contenders.map(\.trials.count).reduce(0, +)
    return [
      ("Epochs", NumberText.grouped(settings.epochs)),
      ("Batch size", NumberText.grouped(settings.batchSize)),
      ("Seeds", settings.seeds.map(String.init).joined(separator: ", ")),
      (
        "Search seeds",
        settings.searchSeeds.isEmpty
          ? "none" : settings.searchSeeds.map(String.init).joined(separator: ", ")
      ),
      ("Target", "\(NumberText.shortPercent(settings.targetAccuracy)) of the validation split"),
      ("Runs in all", NumberText.grouped(runs)),
    ]
  }

  private var environmentFacts: [(String, String)] {
    let environment = results.environment
    return [
      ("Date", environment.date.formatted(.iso8601)),
      ("Revision", environment.revision),
      ("Processor", environment.processor),
      ("Cores", "\(environment.logicalCores), \(environment.threads) used"),
      ("Instructions", environment.instructionSet),
      ("BLAS", environment.blasLibrary),
      ("BLAS core", environment.blasCore),
      ("System", environment.operatingSystem),
      ("Swift", environment.swiftVersion),
    ]
  }
}
