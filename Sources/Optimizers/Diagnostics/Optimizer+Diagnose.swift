internal import ElementwiseKernels

extension Optimizer {
  /// Looks at what the last step did, range by range.
  ///
  /// ```swift
  /// let before = theta
  /// optimizer.update(&theta, gradient: gradient, state: &state)
  /// print(optimizer.diagnose(values: theta, before: before, gradient: gradient, state: state))
  /// ```
  /// Training pays nothing for it: all is computed when asked, in `Double`, from what is there.
  ///
  /// - Parameters:
  ///   - values: θ after the step.
  ///   - before: θ before the step, for the ratio of update to weights; without it there is none.
  ///   - gradient: What the step was taken against.
  ///   - state: What the step left.
  ///   - ranges: What to look at, one by one; all parameters as one range when left out.
  /// - Returns: Per range, the effective steps, how far ε decides, the size of the update, and
  ///   what is not finite.
  /// - Precondition: Values, values before, gradient and state have the same count, and this rule
  ///   made the state. The ranges end within the parameters, do not overlap, and have names of
  ///   their own.
  /// - Complexity: O(n) on average.
  public func diagnose<Values: ScalarBuffer, Gradient: ScalarBuffer<Values.Scalar>>(
    values: Values, before: Values? = nil, gradient: Gradient,
    state: OptimizerState<Values.Scalar>, ranges: [ParameterRange]? = nil
  ) -> Diagnosis {
    checkCounts(values: values.count, gradient: gradient.count, state: state.count)
    if let before {
      require(
        before.count == values.count,
        "\(values.count) parameters cannot have had \(before.count) values before")
    }
    do {
      _ = try state.checked(for: self, count: values.count)
    } catch {
      fatalError("\(error)")
    }
    let all = values.count == 0 ? [] : [ParameterRange(name: "all", range: 0..<values.count)]
    let ranges = ranges ?? all
    checkRanges(ranges, count: values.count)
    return values.withSpan { values in
      gradient.withSpan { gradient in
        guard let before else {
          return diagnose(
            values: values, before: Span(), gradient: gradient, state: state, ranges: ranges)
        }
        return before.withSpan {
          diagnose(values: values, before: $0, gradient: gradient, state: state, ranges: ranges)
        }
      }
    }
  }

  /// The same over spans; `before` is empty where it is not known.
  private func diagnose<Scalar: RealScalar>(
    values: Span<Scalar>, before: Span<Scalar>, gradient: Span<Scalar>,
    state: OptimizerState<Scalar>, ranges: [ParameterRange]
  ) -> Diagnosis {
    var all = RangeNorms()
    var parts: [RangeDiagnosis] = []
    for range in ranges {
      let norms = RangeNorms(
        of: range.range, values: values, before: before, gradient: gradient)
      all.add(norms)
      let steps = effectiveSteps(of: state, in: range.range)
      parts.append(
        RangeDiagnosis(
          name: range.name, range: range.range, valueRMS: norms.values.rootMeanSquare,
          gradientRMS: norms.gradient.rootMeanSquare,
          updateRatio: norms.update.ratio(to: norms.before),
          steps: steps.map { StepDistribution($0.sizes) },
          epsilonShare: steps?.epsilonDominatedCount.map {
            Double($0) / Double(range.range.count)
          },
          nonFinite: nonFiniteFindings(
            in: range, values: values, gradient: gradient, state: state, step: state.step)))
    }
    let plan = self as? any RuleSurroundings
    let wasSkipped = plan?.hasSkipped(gradient, in: state) ?? false
    let findings = parts.flatMap(\.nonFinite)
    return Diagnosis(
      rule: Self.name, convention: conventionName, learningRate: learningRate, step: state.step,
      updateRatio: all.update.ratio(to: all.before), valueRMS: all.values.rootMeanSquare,
      wasSkipped: wasSkipped, ranges: parts,
      firstNonFinite: (wasSkipped ? findings.separated.applied : findings).first(
        of: state.moments, gradientLast: all.isPending))
  }

  /// What the rule tells of its steps, or nil when it does not or has not taken any.
  private func effectiveSteps<Scalar: RealScalar>(
    of state: OptimizerState<Scalar>, in range: Range<Int>
  ) -> EffectiveSteps? {
    guard state.step > 0, let rule = self as? any EffectiveStepReporting else { return nil }
    let steps = rule.effectiveSteps(of: state, in: range)
    require(
      steps.sizes.count == range.count,
      "\(Self.name) told \(steps.sizes.count) effective steps for \(range.count) parameters")
    return steps
  }
}
