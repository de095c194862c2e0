import Descent

extension NetworkProblem: PicturedProblem {
  /// The seed of the runs that are looked at: the first of those that count.
  private static var seed: UInt64 { 1 }

  func pictures(
    of subjects: [PictureSubject], workers: Int, checkIn: @Sendable () -> Void
  ) -> ProblemPictures {
    let model = makeModel(seed: Self.seed)
    let steps = description.epochs * description.stepsPerEpoch
    let agenda = RunDiary<Scalar>.Agenda(
      steps: steps, runs: subjects.count, parts: model.parameterRanges)
    let runs = sideBySide(subjects.count, workers: workers) { index in
      run(of: subjects[index].optimizer, from: model, agenda, checkIn: checkIn)
    }
    var pictures = ProblemPictures()
    pictures.effectiveSteps = zip(subjects, runs).flatMap { subject, run in
      series(of: run.diary, contender: subject.name)
    }
    let ends = runs.indices.filter { runs[$0].isWhole }
    if agenda.showsWays(ofSteps: steps), !ends.isEmpty {
      let slice = LossSlice(
        problem: self,
        ways: ends.map {
          LossSlice.Way(
            name: subjects[$0].name, learningRate: subjects[$0].optimizer.learningRate,
            positions: runs[$0].diary.copies)
        }, stepsPerPoint: agenda.stepsPerCopy, workers: workers)
      pictures.landscapes = [slice.landscape(checkIn: checkIn)].compactMap { $0 }
    }
    let lost = runs.indices.filter { !runs[$0].isWhole }.map { subjects[$0].name }
    if !lost.isEmpty {
      pictures.notes.append(
        "The pictures leave out \(lost.inWords), which diverged with seed \(Self.seed).")
    }
    return pictures
  }

  /// A run that somebody looked at.
  private struct ObservedRun: Sendable {
    let diary: RunDiary<Scalar>
    /// Whether it came to its end.
    let isWhole: Bool
  }

  /// Trains as a run that counts does, without its evaluations.
  private func run(
    of optimizer: some Optimizer, from model: Sequential<Scalar>, _ agenda: RunDiary<Scalar>.Agenda,
    checkIn: @Sendable () -> Void
  ) -> ObservedRun {
    var model = model
    let diary = RunDiary(agenda, start: Array(model.parameters.values))
    model.compile(optimizer: ObservedRule(optimizer, diary: diary), loss: loss)
    do {
      // Its closures are optional, and so escape as far as the compiler can see.
      try withoutActuallyEscaping(checkIn) { checkIn in
        _ = try model.fit(
          training, epochs: description.epochs, batchSize: description.batchSize,
          progress: .none, onBatch: { _ in checkIn() })
      }
    } catch {
      return ObservedRun(diary: diary, isWhole: false)
    }
    let isFinite = diary.copies.last?.allSatisfy { Double($0).isFinite } ?? false
    return ObservedRun(diary: diary, isWhole: isFinite)
  }

  /// How far each part moved, as far as a run came.
  private func series(
    of diary: RunDiary<Scalar>, contender: String
  ) -> [ComparisonResults.StepSeries] {
    let measurements = Dictionary(grouping: diary.measurements, by: \.part)
    return diary.agenda.parts.enumerated().compactMap { index, part in
      let points = (measurements[index] ?? []).compactMap { measurement in
        measurement.sizes.map { sizes in
          ComparisonResults.StepSeries.Point(
            step: measurement.step, lowerQuartile: sizes.lowerQuartile.rounded(toDigits: 4),
            median: sizes.median.rounded(toDigits: 4),
            upperQuartile: sizes.upperQuartile.rounded(toDigits: 4),
            updateRatio: measurement.updateRatio?.rounded(toDigits: 4))
        }
      }
      guard !points.isEmpty else { return nil }
      return .init(contender: contender, part: part.name, points: points)
    }
  }
}
