import Descent
import ElementwiseKernels

// The loss over the plane and along the ways, and how much of it can be afforded.
extension LossSlice {
  /// How fine the picture is.
  struct Detail: Equatable, Sendable {
    /// The losses in a row and in a column: odd, so that the middle is one of them.
    var side: Int
    /// The samples that each is taken over, at most.
    var samples: Int
  }

  /// A way with the loss at each of its positions.
  struct Walk: Sendable {
    var way: Way
    var heights: [Double]
  }

  /// From the finest on.
  private static var details: [Detail] {
    [(31, 500), (25, 500), (31, 250), (25, 250), (21, 250), (21, 125), (15, 125), (15, 60)]
      .map(Detail.init)
  }

  /// The multiplications for the whole picture, what a core does in about a second.
  private static var mostWork: Double { 1e10 }

  /// The ways with the real losses along them.
  func walks(samples: Dataset<Scalar>, checkIn: @Sendable () -> Void) -> [Walk] {
    let positions = ways.flatMap(\.positions)
    let fresh = model
    let losses = sideBySide(positions.count, workers: workers) { index in
      checkIn()
      var model = fresh
      return loss(at: AlignedBuffer(positions[index]), of: samples, with: &model)
    }
    var rest = losses[...]
    return ways.map { way in
      defer { rest = rest.dropFirst(way.positions.count) }
      return Walk(way: way, heights: Array(rest.prefix(way.positions.count)))
    }
  }

  /// The finest that keeps the work small.
  var detail: Detail {
    let positions = ways.reduce(0) { $0 + $1.positions.count }
    return Self.details.first { detail in
      let losses = detail.side * detail.side + positions
      let work = Double(losses * detail.samples) * Double(problem.description.parameterCount)
      return work <= Self.mostWork
    } ?? Self.details[Self.details.count - 1]
  }

  /// Samples evenly spread over those for training; all of them where losses are heights above the
  /// lowest loss of all.
  var samples: Dataset<Scalar> {
    let all = problem.training.count
    guard problem.description.lowestLoss == nil, detail.samples < all else {
      return problem.training
    }
    let count = detail.samples
    return problem.training.samples(at: (0..<count).map { $0 * all / count })
  }

  /// A network that can be evaluated.
  private var model: Sequential<Scalar> {
    var model = problem.makeModel(seed: 0)
    model.compile(optimizer: SGD(learningRate: 1), loss: problem.loss)
    return model
  }

  /// The training loss at some parameters, above the lowest one where that is known.
  private func loss(
    at values: AlignedBuffer<Scalar>, of samples: Dataset<Scalar>,
    with model: inout Sequential<Scalar>
  ) -> Double {
    model.parameters.values = values
    guard let score = try? model.evaluate(samples) else { return .nan }
    return problem.description.height(of: score.loss)
  }

  /// The loss over the plane; where it is not finite, the highest that is.
  func grid(
    over frame: PlaneFrame, of plane: PrincipalPlane<Scalar>,
    samples: Dataset<Scalar>, checkIn: @Sendable () -> Void
  ) -> Landscape.Grid {
    let side = detail.side
    let fresh = model
    let rows = sideBySide(side, workers: workers) { row in
      checkIn()
      let points = (0..<side).map { frame.point(column: $0, of: side, row: row, of: side) }
      let positions = plane.positions(of: points)
      var model = fresh
      return points.indices.map { column in
        let start = column * positions.columns
        let values = AlignedBuffer(
          copying: positions.span.extracting(start..<start + positions.columns))
        return loss(at: values, of: samples, with: &model)
      }
    }
    let losses = rows.flatMap { $0 }
    let highest = losses.filter(\.isFinite).max() ?? 0
    return Landscape.Grid(
      columns: side, rows: side,
      heights: losses.map {
        ($0.isFinite ? $0 : highest).rounded(toDigits: FunctionLandscape.digits)
      })
  }
}
