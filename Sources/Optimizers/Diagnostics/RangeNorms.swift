internal import ElementwiseKernels

/// The norms of a range, or of several together.
struct RangeNorms {
  /// θ after the step.
  var values = Norm()
  /// θ before the step.
  var before = Norm()
  /// The change from before to after.
  var update = Norm()
  /// ∂loss/∂θ.
  var gradient = Norm()
  /// Whether a gradient that is not finite has left its value finite: nobody has applied it.
  var isPending = false

  /// Nothing so far.
  init() {}

  /// Goes through a range; `before` is empty where it is not known.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  init<Scalar: RealScalar>(
    of range: Range<Int>, values: Span<Scalar>, before: Span<Scalar>, gradient: Span<Scalar>
  ) {
    for index in range {
      let (value, slope) = (Double(values[index]), Double(gradient[index]))
      self.values.add(value)
      self.gradient.add(slope)
      if !slope.isFinite && value.isFinite { isPending = true }
      if !before.isEmpty {
        let before = Double(before[index])
        self.before.add(before)
        update.add(value - before)
      }
    }
  }

  /// Takes in the norms of another range.
  mutating func add(_ other: RangeNorms) {
    values.add(other.values)
    before.add(other.before)
    update.add(other.update)
    gradient.add(other.gradient)
    isPending = isPending || other.isPending
  }
}
