import Descent

/// The classic picture for comparisons that have none of a function: an ill-conditioned valley.
struct ValleyLandscape: Sendable {
  let contenders: [ContenderSpecification]
  let search: SearchProtocol

  private static let curvature = 40.0
  private static let steps = 60
  private static let picture = FunctionLandscape(
    function: .quadratic(conditionNumber: curvature), start: .init(x: -9, y: 2.4),
    domain: PlaneFrame([-10...10, -10...10]), mostSteps: steps)

  /// The valley, with each contender at the one of its candidates that ends lowest here.
  var landscape: Landscape? {
    let subjects = contenders.compactMap { contender in
      let optimizers = search.candidates(for: contender).map(contender.optimizer)
      let ends = optimizers.map(Self.picture.finalHeight)
      return zip(optimizers, ends).min { $0.1 < $1.1 }.map { optimizer, _ in
        PictureSubject(name: contender.name, optimizer: optimizer)
      }
    }
    guard var landscape = Self.picture.landscape(of: subjects) else { return nil }
    landscape.name = "valley"
    landscape.title = "An ill-conditioned valley"
    landscape.formula = "½(x² + \(NumberText.short(Self.curvature))y²)"
    landscape.remark =
      "Each optimizer takes \(Self.steps) steps at whichever of its candidates ends lowest here, "
      + "whatever was chosen for the network"
      + (contenders.contains { $0.rate != nil } ? "; a rate that was given stays as it is." : ".")
    return landscape
  }
}
