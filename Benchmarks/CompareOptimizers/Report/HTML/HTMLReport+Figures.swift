extension HTMLReport {
  /// The contour picture, across the page.
  @MarkupBuilder var valleyFigure: Markup {
    if let valley = results.valley {
      let chart = ContourChart(name: "valley", valley: valley, styles: styles)
      let ratio = NumberText.short(valley.function.conditionNumber)
      figure(
        title: "The way down a valley",
        caption: "\(valley.function.formula): \(ratio) times as curved across as along. Every mark "
          + "is one step, and all start at the same place. \(valley.remark) "
          + valley.trajectories.map(chart.outcome).joined(separator: " ")
      ) {
        chart.drawing(size: .full)
        chart.drawing(size: .compact)
      }
    }
  }

  /// The curves over epochs and over learning rates, two in a row where there is room.
  @MarkupBuilder var curveFigures: Markup {
    let charts = CurveCharts(results, styles: styles)
    let figures: [(chart: LineChart, title: String, caption: String)] = [
      (
        charts.trainingLoss, "Training loss",
        "Mean loss over each epoch. \(bandRemark)"
      ),
      (
        charts.accuracy, "\(charts.hasTestCurve ? "Test" : "Validation") accuracy",
        "After each epoch, on samples that are not trained on. \(bandRemark)"
      ),
      (
        charts.sensitivity, "Sensitivity to the learning rate", sensitivityCaption
      ),
      (
        charts.lossOverTime, "Validation loss over time",
        "After each epoch, against training time. \(bandRemark)"
      ),
    ].filter { !$0.chart.isEmpty }
    Markup.element("div", ["class": "pair"]) {
      for (chart, title, caption) in figures {
        figure(title: title, caption: caption) {
          chart.drawing(size: .wide)
          chart.drawing(size: .compact)
        }
      }
    }
  }

  private var bandRemark: String {
    switch results.contenders.map(\.summary.runs).max() ?? 0 {
    case ...1: "One run each."
    case 2...3: "Line: median of the runs; band: all of them."
    default: "Line: median of the runs; band: the middle half of them."
    }
  }

  private var sensitivityCaption: String {
    let quantity =
      results.settings.criterion == .validationLoss ? "Validation loss" : "Validation accuracy"
    return "\(quantity) after the last epoch for every rate tried. A wide, flat stretch at its "
      + "best is easy to tune. Ring: the rate chosen; cross: runs that diverged."
  }

  @MarkupBuilder private func figure(
    title: String, caption: String, @MarkupBuilder content: () -> Markup
  ) -> Markup {
    Markup.element("figure") {
      Markup.element("figcaption") {
        Markup.element("h2") { title }
        Markup.element("p") { caption }
      }
      content()
    }
  }
}
