internal import ElementwiseKernels
internal import LinearAlgebra
internal import Optimizers

extension Checkpoint {
  /// Where NaN or an infinity would spoil a training that goes on from here, or nil: the first block of
  /// the weights, or else of a moment.
  ///
  /// - Complexity: O(n), one pass over the weights and each moment.
  var nonFinitePlace: (block: String, moment: String?)? {
    if let index = nonFiniteElements(of: values.span).first {
      return (blockName(at: index), nil)
    }
    for place in demands.finite {
      let first = optimizerState.withMoment(at: place) { nonFiniteElements(of: $0).first }
      if let first { return (blockName(at: first), optimizerState.moments[place]) }
    }
    for place in demands.withoutNaN {
      let first = optimizerState.withMoment(at: place) { firstNaN(of: $0) }
      if let first { return (blockName(at: first), optimizerState.moments[place]) }
    }
    return nil
  }

  private func blockName(at index: Int) -> String {
    blocks.first { $0.range.contains(index) }?.name ?? "parameter \(index)"
  }
}
