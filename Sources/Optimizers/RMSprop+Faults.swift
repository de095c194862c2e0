extension RMSprop {
  /// What is wrong with the hyper-parameters, if anything.
  public var fault: String? {
    faultUnlessNonNegative("learningRate", learningRate)
      ?? faultUnlessFraction("rho", rho)
      ?? faultUnlessNonNegative("epsilon", epsilon)
      ?? faultUnlessShare("momentum", momentum)
      ?? faultUnlessNonNegative("weightDecay", weightDecay)
      ?? faultUnlessNonNegative("initialMeanSquare", convention.initialMeanSquare)
      ?? convention.refusal(
        momentum: momentum, centered: centered, nesterov: nesterov, weightDecay: weightDecay,
        biasCorrection: biasCorrection, maximize: maximize)
      ?? (nesterov && momentum == 0 ? "nesterov needs a momentum above 0, but it is 0" : nil)
  }
}
