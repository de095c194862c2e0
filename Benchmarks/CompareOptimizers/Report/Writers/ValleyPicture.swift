/// `valley.svg`: the contour picture as a file of its own, to show in other pages.
struct ValleyPicture: Sendable {
  /// The whole file.
  let text: String

  /// Draws the picture; nil when no valley was descended.
  init?(_ results: ComparisonResults) {
    guard let valley = results.valley else { return nil }
    let chart = ContourChart(name: "valley", valley: valley, styles: results.styles)
    let bandCount = valley.levels.count + 1
    let sheet = StyleSheet.colours(bandCount: bandCount) + .charts(bandCount: bandCount)
    text = chart.drawing(size: .full, standingAloneWith: sheet).source + "\n"
  }
}
