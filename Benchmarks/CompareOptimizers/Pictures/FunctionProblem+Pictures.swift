import Descent

extension FunctionProblem: PicturedProblem {
  func pictures(
    of subjects: [PictureSubject], workers: Int, checkIn: @Sendable () -> Void
  ) -> ProblemPictures {
    checkIn()
    guard function.dimensions == 2 else { return ProblemPictures() }
    let picture = FunctionLandscape(
      function: function, start: .init(x: function.start[0], y: function.start[1]),
      domain: PlaneFrame(function.domain), standardDeviation: standardDeviation,
      mostSteps: steps)
    guard var landscape = picture.landscape(of: subjects) else { return ProblemPictures() }
    landscape.name = name
    landscape.title = description.title
    let extent = landscape.remark.isEmpty ? "" : " " + landscape.remark
    landscape.remark =
      "Each way begins at the usual start of the function and is taken at the learning rate of the "
      + "runs that count"
      + (noise > 0 ? ", with the noise of seed 1 on the gradient." : ".") + extent
    return ProblemPictures(landscapes: [landscape])
  }
}
