import Testing

@testable import CompareOptimizers

/// What the built program says of arguments that are at fault, and of plans that are.
@Suite(.enabled(if: BuiltCommand.url != nil, BuiltCommand.absence))
struct CommandArgumentTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  @Test(arguments: [
    (["--batch-size", "0"], "--batch-size must be at least 1, but is 0"),
    (["--epochs", "0"], "--epochs must be at least 1, but is 0"),
    (["--seeds", "-1"], "--seeds must be at least 1, but is -1"),
    (["--search-seeds", "0"], "--search-seeds must be at least 1, but is 0"),
    (["--threads", "0"], "--threads must be at least 1, but is 0"),
    (["throughput", "--threads", "0"], "--threads must be from 1 to 256, but is 0"),
    (["throughput", "--threads", "9999999999"], "--threads must be from 1 to 256"),
    (["throughput", "--parameters", "0"], "--parameters must be from 1 to 268,435,456, but is 0"),
    (["--epochs", "9223372036854775807"], "--epochs can be at most 1,000,000"),
    (["--epochs", "99999999999999999999"], "'99999999999999999999' is invalid for '--epochs"),
    (["--seeds", "1001"], "--seeds can be at most 1,000, but is 1001"),
    (["--search-seeds", "9223372036854775807"], "--search-seeds can be at most 1,000"),
    (["--target", "1"], "--target must lie between 0 and 1"),
    (["--target", "nan"], "--target must lie between 0 and 1"),
    (["--model", "abc"], "not 'abc'"),
    (["--baseline", ""], "--baseline is empty; it is to name a results.json, or the folder of"),
    (["--rates", "1e-5..1e39"], "--rates can go from 1e-30 to 1e30, but is 1e-5..1e39"),
    (["--rates", "1e-300..1e300"], "--rates can go from 1e-30 to 1e30"),
    (["--rates", "1e-5...1"], "--rates needs two ends above 0"),
    (["--rates", "-1..1"], "--rates needs two ends above 0, the smaller one first, as 1e-5..1,"),
    (["--model", "-5"], "--model is written as widths such as 784-64-10"),
    (["--sweep", "-1"], "--sweep is written as rho=0.9,0.99 or epsilon=1e-8..1e-2, not '-1'"),
    (["--label", "-1"], "--label has no effect on digits"),
    (["--optimizers", "sgd:rate=1e39,adam"], "'sgd:rate=1e39': rate cannot be '1e39'"),
    (["--problem", "rosenbrock:noise=1e308"], "noise cannot be '1e308'"),
    (["--problem", "linear:condition=1e17"], "condition cannot be '1e17'"),
    (["--model", "64-100000000-10"], "each from 1 to 1,048,576"),
    (["--optimizers", "adamm"], "unknown optimizer 'adamm'; did you mean 'adam'? (there are"),
    (["--problem", "diggits"], "unknown problem 'diggits'; did you mean 'digits'?"),
    (["--steps", "0"], "--steps must be at least 1, but is 0"),
    (["--trials", "0"], "--trials must be at least 1, but is 0"),
    (["--rates", "1"], "--rates is written as 1e-5..1, not '1'"),
    (["--rates", "1..0.1"], "--rates needs two ends above 0, the smaller one first"),
    (["--search", "gird"], "did you mean 'grid'?"),
    (["--search", "grid", "--sweep", "rho=0.9,0.99"], "--sweep needs a random search"),
    (["--sweep", "rho=0.9", "--sweep", "rho=0.8"], "--sweep rho is given twice"),
    (["--sweep", "rho=0.9,0.90"], "--sweep rho lists 0.9 twice"),
    (["--pictures", "--no-pictures"], "--pictures and --no-pictures contradict each other"),
    (["--optimizers", "adam:convention=kears"], "did you mean 'keras'?"),
    (["--reference", "adagrad"], "--reference 'adagrad' is not among --optimizers"),
    (["--optimizers", "sgd,sgd"], "--optimizers lists SGD twice"),
    (["--problem", "digits", "--data", "x"], "--data has no effect on digits: it is for mnist"),
    (["--steps", "9"], "--steps has no effect on digits: it is for test functions"),
    (["--optimizers", "sgd:rate=0.1", "--rates", "1e-3..1"], "--rates has no effect: every"),
    (["--data"], "--data"), (["--colour"], "--colour"),
    (["other"], "unknown command 'other'"), (["--seeds", "1", "digits"], "write --problem digits"),
    (["--seeds", "3", "--seeds", "4"], "--seeds is given twice"),
    (["repot", "results.json"], "unknown command 'repot'; did you mean 'report'?"),
    (["doctor", "--seeds", "1"], "--seeds"),
    (["--workers", "2"], "unknown option '--workers'; here it is called --threads"),
    (["throughput", "--jobs=2"], "unknown option '--jobs'; here it is called --threads"),
  ])
  func `arguments at fault`(arguments: [String], message: String) throws {
    try scratch.expectFailure(arguments, saying: message, status: 64)
  }

  @Test(arguments: [
    (["--model", "10-10"], "must begin with 64 and end with 10"),
    (["--model", "64-1000000-1000000-10"], "training 64-1000000-1000000-10 takes about"),
    (
      ["--epochs", "1000000"],
      "the 184 runs have 184,000,000 epochs in all, more than the 1,000,000"
    ),
    (["--baseline", "none.json"], "none.json: cannot be read: No such file or directory"),
    (["report", "none.json"], "none.json: cannot be read: No such file or directory"),
    (["report", ""], ": cannot be read: no file named"),
    (["--seeds", "1000", "--epochs", "900"], "that can be recorded; lower --epochs"),
  ])
  func `plans that cannot be carried out`(arguments: [String], message: String) throws {
    try scratch.expectFailure(arguments, saying: message, status: 1)
  }

  @Test func `a problem whose files nobody named`() throws {
    let outcome = try BuiltCommand.run(
      ["--problem", "mnist"], in: scratch.path, with: ["MNIST_DIR": ""])
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.hasPrefix("error: the problem 'mnist' needs the four MNIST files"),
      "\(outcome.errors)")
  }
}
