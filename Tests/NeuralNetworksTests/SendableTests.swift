import Descent
import Foundation
import TestSupport
import Testing

/// What tasks are handed, and what they may share.
@Suite struct SendableTests {
  /// Does not compile for a type that is not `Sendable`.
  private func requireSendable<Value: Sendable & ~Copyable & ~Escapable>(_: Value.Type) {}

  @Test func numbersAreSendable() {
    requireSendable(AlignedBuffer<Float>.self)
    requireSendable(Matrix<Double>.self)
    requireSendable(MatrixView<Double>.self)
    requireSendable(Permutation.self)
    requireSendable(Polynomial<Double>.self)
    requireSendable(LUFactorization<Double>.self)
    requireSendable(CholeskyFactorization<Double>.self)
    requireSendable(QRFactorization<Float>.self)
    requireSendable(SingularValueDecomposition<Float>.self)
    requireSendable(SymmetricEigendecomposition<Double>.self)
    requireSendable(SeededGenerator.self)
  }

  @Test func filesAreSendable() {
    requireSendable(NPZ.self)
    requireSendable(Safetensors.self)
    requireSendable(SafetensorsHeader.self)
    requireSendable(NumericArray.self)
    requireSendable(IDXArray.self)
    requireSendable(CSVTable<Float>.self)
    requireSendable(CSVDataset<Float>.self)
    requireSendable(CSVOptions.self)
    requireSendable(MappedMatrix<Float>.self)
    requireSendable(MappedDataset<Float>.self)
    requireSendable(Dataset<Float>.self)
    requireSendable(DataFormatError.self)
  }

  @Test func optimizersAreSendable() {
    requireSendable((any Optimizer).self)
    requireSendable(RMSprop.self)
    requireSendable(UpdatePlan<Adam>.self)
    requireSendable(OptimizerState<Float>.self)
    requireSendable(Schedule.self)
    requireSendable(ReduceOnPlateau.self)
    requireSendable(Diagnosis.self)
    requireSendable(TestFunction.self)
  }

  @Test func trainingsAreSendable() {
    requireSendable(Sequential<Float>.self)
    requireSendable((any Layer).self)
    requireSendable(Linear<Float>.self)
    requireSendable(FlatParameters<Float>.self)
    requireSendable(Loss.self)
    requireSendable(Metric.self)
    requireSendable(Validation<Float>.self)
    requireSendable(EarlyStopping.self)
    requireSendable(ProgressDisplay.self)
    requireSendable(Diagnosing.self)
    requireSendable(NonFinitePolicy.self)
    requireSendable(NonFiniteBatch.self)
    requireSendable(BatchRecord.self)
    requireSendable(EpochRecord.self)
    requireSendable(History.self)
    requireSendable(LearningRateSweep.self)
    requireSendable(WeightsConvention.self)
    requireSendable(Checkpoint<Float>.self)
    requireSendable(Checkpointing.self)
    requireSendable(Checkpointing.Interval.self)
    requireSendable(Checkpointing.FailurePolicy.self)
    requireSendable(CheckpointError.self)
    requireSendable(TrainingInterruption.self)
    requireSendable(UnwrittenCheckpoints.self)
  }

  /// One closure is told by both, and neither gets into the other's folder.
  @Test func tasksShareTheirCheckpointing() async throws {
    let training = TrainingCase<Float>.level
    let alone = try training.run()
    let folder = RunFolder()
    let failures = Recorder<CheckpointError>()
    let shared = Checkpointing(
      in: folder.path, every: .steps(3), keepsBestBy: "loss",
      onFailure: .goOn { failures.record($0) })
    let places = ["first", "second"].map { folder.path($0) }
    // No file can be written there.
    let obstacles = places.map { "\($0)/best.safetensors" }
    for obstacle in obstacles {
      try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: true)
    }
    try await withThrowingTaskGroup(of: TrainingOutcome<Float>.self) { group in
      for place in places {
        group.addTask {
          var own = shared
          own.folder = place
          return try training.run(checkpoints: own)
        }
      }
      for try await outcome in group { #expect(outcome == alone) }
    }
    for (place, obstacle) in zip(places, obstacles) {
      #expect(failures.all.contains(.unwritable(file: obstacle, reason: "Is a directory")))
      #expect(try training.run(from: .latest(in: place)) == alone)
    }
  }

  @Test func tasksShareWhatTheyDoAboutNonFiniteBatches() async throws {
    let found = Recorder<NonFiniteBatch>()
    let policy = NonFinitePolicy.skip { found.record($0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          var model = NonFinitePolicyTests.makeLinearModel()
          try model.fit(
            NonFinitePolicyTests.data(), batchSize: 5, shuffles: false, progress: .none,
            onNonFinite: policy)
        }
      }
      try await group.waitForAll()
    }
    let row = NonFinitePolicyTests.spoiltRow
    #expect(found.all.map(\.row) == [row, row])
  }
}
