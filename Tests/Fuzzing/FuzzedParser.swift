import Descent
import ElementwiseKernels
import Foundation

@testable import CompareOptimizers
@testable import NeuralNetworks

/// A parser of files that may come from anybody.
///
/// Each reads everything that its file holds. What it throws is an answer; a trap, an endless loop
/// or an allocation past a multiple of the file's size is not.
enum FuzzedParser: String, CaseIterable {
  case checkpoint, csv, csvDataset = "csv-dataset", gzip, idx, journal, mapped, npy, npz, results
  case safetensors, weights

  /// The most that an archive is unpacked to, so that a limit of memory means something.
  private static let unpackedSizeLimit = 1 << 20

  /// How many bytes may be allocated for one of a file: four, of which the file is one where all of it is kept.
  private static let multiples = AllocationWatch.Multiples()

  /// How many for a character of a table of `Float`.
  ///
  /// An empty field takes one, and becomes a number of four bytes. Besides it there are the text, four for what
  /// its column is read for, and five for its name, or as many for the numbers of the rows before, from where
  /// they move when there are more than was to be expected. A label of a data set takes some fifty for a row
  /// of five characters: its text, its places in a list, in an index and in an order, and the name of a class.
  private static let floatMultiples = AllocationWatch.Multiples(held: 12)

  /// How many for a character of a table of `Double`, of which a number takes eight bytes.
  ///
  /// An empty field becomes one where the options say so; another has a character, and a separator behind it.
  private static func doubleMultiples(_ options: CSVOptions) -> AllocationWatch.Multiples {
    options.missingValues == .nan ? .init(block: 8, held: 16) : floatMultiples
  }

  /// How many for a character of JSON.
  ///
  /// Of `[0],` the list takes a place of eight bytes and a block of its own, and most other values less: the
  /// columns of a record beside the rows that are made of them seven times the text, with which the bytes of it
  /// and a copy for the checksum are there.
  private static let jsonMultiples = AllocationWatch.Multiples(held: 16)

  /// How many for a byte of a file of weights: a name is a text of its own, in a list and in a set, and is
  /// taken apart to find the order of modules.
  private static let weightsMultiples = AllocationWatch.Multiples(held: 12)

  /// Reads bytes as a file of this kind.
  func read(_ bytes: [UInt8]) {
    switch self {
    case .checkpoint: Self.readCheckpoint(bytes)
    case .csv: Self.readTable(bytes)
    case .csvDataset: Self.readDataset(bytes)
    case .gzip:
      Self.allocating(for: bytes, unpacks: true) {
        _ = try? Gzip.inflate(bytes, limit: Self.unpackedSizeLimit)
      }
    case .idx:
      Self.allocating(for: bytes) {
        _ = try? IDXArray(contentsOf: bytes, unpackedSizeLimit: Self.unpackedSizeLimit)
      }
    case .journal: Self.readJournal(bytes)
    case .mapped: Self.readMapped(bytes)
    case .npy: Self.readMatrices(bytes)
    case .npz: Self.readArchive(bytes)
    case .results: Self.readResults(bytes)
    case .safetensors: Self.readTensors(bytes)
    case .weights: Self.readWeights(bytes)
    }
  }

  /// Reads within what may be allocated for these bytes.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - multiples: How many bytes may be allocated for one of the file's.
  ///   - extra: How many besides.
  ///   - unpacks: Whether the file is packed; one that begins like gzip's always is. What it may be
  ///     unpacked to counts as the file's size then.
  ///   - body: What reads it.
  /// - Returns: What `body` returns.
  private static func allocating<Result>(
    for bytes: [UInt8], within multiples: AllocationWatch.Multiples = Self.multiples,
    besides extra: AllocationWatch.Multiples = .init(block: 0, held: 0), unpacks: Bool = false,
    _ body: () -> Result
  ) -> Result {
    let isPacked = unpacks || bytes.starts(with: [0x1F, 0x8B])
    let size = isPacked ? max(bytes.count, unpackedSizeLimit) : bytes.count
    return AllocationWatch.within(multiples, of: size, besides: extra, body)
  }

  /// The last eight bytes are the checksum of the others, which no mutation finds: it is put right.
  private static func readCheckpoint(_ bytes: [UInt8]) {
    let content = Array(bytes.dropLast(8))
    let sum = checksum(of: content.span)
    let end = (0..<8).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) }
    for file in [bytes, content + end] {
      // A part of it is JSON.
      let record = (try? Safetensors(contentsOf: file))?.metadata["training"]?.utf8.count ?? 0
      let extra = AllocationWatch.Multiples(block: 0, held: jsonMultiples.held * record)
      let found = allocating(for: file, besides: extra) {
        try? Checkpoint<Float>(contentsOf: file, file: "fuzzed")
      }
      // What its numbers do is seen when somebody goes on from them.
      if let found { ResumedTraining.goOn(from: found) }
    }
  }

  /// The first byte chooses the options, the others are the text.
  private static func readTable(_ bytes: [UInt8]) {
    let (options, text) = split(bytes)
    allocating(for: text, within: floatMultiples) {
      _ = try? CSVTable<Float>(contentsOf: text, options: options)
    }
    allocating(for: text, within: doubleMultiples(options)) {
      _ = try? CSVTable<Double>(contentsOf: text, options: options)
    }
    let columns: [CSVColumn] = [.number(2), .named("a")]
    allocating(for: text, within: doubleMultiples(options)) {
      _ = try? CSVTable<Double>(contentsOf: text, columns: columns, options: options)
    }
  }

  private static func readDataset(_ bytes: [UInt8]) {
    let (options, text) = split(bytes)
    let choice = bytes.first ?? 0
    allocating(for: text, within: floatMultiples) {
      _ = try? CSVDataset<Float>(
        contentsOf: text, labels: .number(1),
        classes: choice & 64 == 0 ? .sorted : .inOrderOfAppearance,
        features: choice & 128 == 0 ? nil : [.named("a"), .number(3)], options: options)
    }
    for column: CSVColumn in [.named("a"), .last] {
      allocating(for: text, within: doubleMultiples(options)) {
        _ = try? CSVDataset<Double>(contentsOf: text, values: [column], options: options)
      }
    }
  }

  private static func split(_ bytes: [UInt8]) -> (CSVOptions, [UInt8]) {
    let choice = bytes.first ?? 0
    let separators: [Character?] = [nil, ",", ";", "\t"]
    let headers: [CSVOptions.Header] = [.automatic, .present, .absent, .automatic]
    let options = CSVOptions(
      separator: separators[Int(choice & 3)], header: headers[Int(choice >> 2 & 3)],
      missingValues: choice & 16 == 0 ? .refused : .nan,
      outOfRange: choice & 32 == 0 ? .refused : .infinity, unpackedSizeLimit: unpackedSizeLimit)
    return (options, Array(bytes.dropFirst()))
  }

  /// What is made of an array is not what reading it takes: a byte of it is eight of a Double.
  private static func readMatrices(_ bytes: [UInt8]) {
    let read = allocating(for: bytes) { try? NumericArray(contentsOfNPY: bytes) }
    guard let read else { return }
    _ = try? read.matrix(of: Float.self, .rounded)
    _ = try? read.matrix(of: Double.self, .exact)
  }

  private static func readArchive(_ bytes: [UInt8]) {
    let opened = allocating(for: bytes) {
      try? NPZ(contentsOf: bytes, unpackedSizeLimit: unpackedSizeLimit)
    }
    guard let archive = opened else { return }
    let names = allocating(for: bytes) { archive.names }
    for name in names {
      allocating(for: bytes, unpacks: true) { _ = try? archive.array(name) }
    }
  }

  /// The first byte chooses the format and what the numbers become.
  private static func readMapped(_ bytes: [UInt8]) {
    let choice = bytes.first ?? 0
    let file = Array(bytes.dropFirst())
    let path = MappedInput.path(of: file)
    if choice & 1 == 0 {
      readRows(choice, file) { (divisor) throws(DataFormatError) -> MappedMatrix<Float> in
        try MappedMatrix(contentsOfNPY: path, dividedBy: divisor)
      }
    } else {
      readRows(choice, file) { (divisor) throws(DataFormatError) -> MappedMatrix<Double> in
        try MappedMatrix(contentsOfIDX: path, dividedBy: divisor)
      }
    }
  }

  private static func readRows<Scalar: RealScalar>(
    _ choice: UInt8, _ file: [UInt8],
    _ open: (Scalar) throws(DataFormatError) -> MappedMatrix<Scalar>
  ) {
    let opened = allocating(for: file) { try? open(choice & 2 == 0 ? 1 : 255) }
    guard let rows = opened else { return }
    _ = rows.firstNonFinite()
    _ = rows.contentTerms
    _ = try? rows.rows(rows.rows / 2..<rows.rows).matrix()
  }

  /// Each line ends with the checksum of what is before it, which no mutation finds: it is put right.
  ///
  /// More lines than some take longer, and tell nothing new. What a comparison makes of the records that are
  /// not refused is made of them, for one input in eight: a report takes a hundred times as long as the lines.
  private static func readJournal(_ bytes: [UInt8]) {
    let feed = UInt8(ascii: "\n")
    let lines = bytes.split(separator: feed, maxSplits: 63).prefix(63)
    let sealed = lines.flatMap { line in
      // Room may follow, in which a pause is written.
      let room = line.reversed().prefix { $0 == UInt8(ascii: " ") }
      let object = JournalSeal.withoutSeal(Array(line.dropLast(room.count)))
      return JournalSeal.sealed(object) + room + [feed]
    }
    for file in [Array(lines.joined(separator: [feed])), sealed] {
      let reading = allocating(for: file, within: jsonMultiples) { JournalReading(file) }
      _ = reading.warning(of: "fuzzed")
      let history = reading.history
      for job in history.finished.keys { _ = history.record(of: job) }
      if !history.finished.isEmpty, checksum(of: bytes.span) % 8 == 0 {
        JournaledResults(finished: history.finished).report()
      }
    }
  }

  /// Everything that is made of results is made of those that are not refused.
  private static func readResults(_ bytes: [UInt8]) {
    let data = Data(bytes)
    let decoded = allocating(for: bytes, within: jsonMultiples) {
      try? ResultsJSON.decode(data)
    }
    guard let results = decoded else { return }
    _ = try? ResultsJSON.encode(results)
    _ = ResultsCSV.encode(results)
    let page = HTMLReport(results)
    _ = (page.text, page.figures)
  }

  private static func readTensors(_ bytes: [UInt8]) {
    let opened = allocating(for: bytes) { try? Safetensors(contentsOf: bytes) }
    guard let tensors = opened else { return }
    allocating(for: bytes) {
      var last = ""
      for (name, _) in tensors.metadata { last = name }
      _ = (tensors.metadata[last], tensors.metadata.description)
    }
    for name in tensors.names {
      allocating(for: bytes) { _ = try? tensors.array(name) }
    }
  }

  private static let model = Sequential(inputSize: 3) {
    Dense(2, activation: .relu)
    Dense(1)
  }

  /// The first byte chooses the format, and whose the names are.
  ///
  /// That an archive unpacks to more counts for nothing here: no more may be unpacked than the model has,
  /// and of each array the beginning, for which zlib takes a window.
  private static func readWeights(_ bytes: [UInt8]) {
    let choice = bytes.first ?? 0
    let file = Array(bytes.dropFirst())
    let name = choice & 1 == 0 ? "fuzzed.npz" : "fuzzed.safetensors"
    let conventions: [WeightsConvention] = [
      .keras, .pytorch, .pytorch(modules: ["a", "b"]), .pytorch(modules: ["", "0"]),
    ]
    var model = Self.model
    let window = AllocationWatch.Multiples(block: 128 << 10, held: 128 << 10)
    allocating(for: file, within: weightsMultiples, besides: window) {
      do throws(WeightsError) {
        let weights = try WeightsFile(contentsOf: file, name: name)
        try model.loadWeights(from: weights, convention: conventions[Int(choice >> 1 & 3)])
      } catch {
        _ = error.description
      }
    }
  }
}
