import Descent
import ElementwiseKernels

/// Draws the loss of a network over the plane in which its parameters moved farthest.
struct LossSlice<Scalar: RealScalar>: Sendable {
  /// The parameters of one contender from the start on.
  struct Way: Sendable {
    /// The contender's name.
    var name: String
    /// The step size.
    var learningRate: Double
    /// The parameters at the start and after every so many updates; all finite.
    var positions: [[Scalar]]
  }

  /// The network and its data.
  let problem: NetworkProblem<Scalar>
  /// The ways, all from one start.
  let ways: [Way]
  /// How many updates lie between two positions.
  let stepsPerPoint: Int
  /// How many parts of the work are done at a time.
  let workers: Int

  /// The room around the ways, in shares of the longer side.
  private static var margin: Double { 0.15 }

  /// The picture; nil where no way leads anywhere, or none stays finite.
  ///
  /// A way whose loss is not finite at its end is left out.
  func landscape(checkIn: @Sendable () -> Void) -> Landscape? {
    let samples = samples
    let all = walks(samples: samples, checkIn: checkIn)
    let walks = all.filter { $0.heights.last?.isFinite == true }
    guard let best = walks.min(by: { ($0.heights.last ?? 0) < ($1.heights.last ?? 0) }),
      let center = best.way.positions.last, let start = best.way.positions.first,
      let plane = PrincipalPlane(
        positions: Matrix(walks.flatMap(\.way.positions)), center: center, start: start)
    else { return nil }
    let points = walks.map { plane.coordinates(of: Matrix($0.way.positions)) }
    guard let hull = PlaneFrame(around: points.flatMap { $0 }), hull.side > 0, hull.side.isFinite
    else { return nil }
    let frame = hull.withSides(atLeast: 1.0 / 3).widened(by: Self.margin).withShortEnds
    let grid = grid(over: frame, of: plane, samples: samples, checkIn: checkIn)
    let titles = zip(["1st", "2nd"], plane.shares).map { name, share in
      "\(name) direction (\(NumberText.percent(share, decimals: share < 0.0995 ? 1 : 0)) of the way)"
    }
    let lost = all.filter { $0.heights.last?.isFinite != true }.map(\.way.name)
    return Landscape(
      name: problem.description.name + "-slice-1-2",
      title: problem.description.title + ", a slice of the loss", kind: .slice,
      formula: "L(θ* + x·d₁ + y·d₂), where θ* is the end of the way of \(best.way.name) and d₁, d₂ "
        + "are the first right singular vectors of all differences θ − θ*",
      horizontalTitle: titles[0], verticalTitle: titles[1], horizontal: frame.horizontal,
      vertical: frame.vertical, grid: grid, levels: HeightLevels.levels(through: grid.heights),
      minima: [],
      trajectories: zip(walks, points).map { walk, points in
        Landscape.Trajectory(
          contender: walk.way.name, learningRate: walk.way.learningRate,
          points: points.map(frame.shortened),
          heights: walk.heights.map { $0.rounded(toDigits: FunctionLandscape.digits) })
      }, stepsPerPoint: stepsPerPoint,
      remark: remark(sampleCount: samples.count)
        + (lost.isEmpty ? "" : " \(lost.inWords) diverged with this seed."))
  }

  private func remark(sampleCount: Int) -> String {
    "One more run of each optimizer with seed 1, as the runs that count, looked at every "
      + "\(stepsPerPoint == 1 ? "step" : "\(NumberText.grouped(stepsPerPoint)) steps"); the loss is that of "
      + "\(NumberText.grouped(sampleCount)) training samples, on the plane for the colours, and for "
      + "the points of a way that of the real parameters, which lie beside the plane."
  }
}
