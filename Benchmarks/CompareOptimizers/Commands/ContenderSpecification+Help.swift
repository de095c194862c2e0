import Descent

extension ContenderSpecification {
  /// Which conventions each rule has, as one paragraph.
  static var conventionHelp: String {
    let rules = [
      ("rmsprop", RMSprop.Convention.all.map(\.name)), ("sgd", SGD.Convention.all.map(\.name)),
      ("adam", Adam.Convention.all.map(\.name)), ("adamw", AdamW.Convention.all.map(\.name)),
      ("nadam", NAdam.Convention.all.map(\.name)), ("adamax", Adamax.Convention.all.map(\.name)),
      ("adagrad", Adagrad.Convention.all.map(\.name)),
      ("adadelta", Adadelta.Convention.all.map(\.name)), ("lion", Lion.Convention.all.map(\.name)),
    ]
    // Rules with the same conventions share a place.
    var places: [(words: [String], conventions: [String])] = []
    for (word, conventions) in rules {
      if let index = places.firstIndex(where: { $0.conventions == conventions }) {
        places[index].words.append(word)
      } else {
        places.append(([word], conventions))
      }
    }
    let list = places.map {
      "\($0.words.joined(separator: ", ")): \($0.conventions.joined(separator: ", "))"
    }
    return "Conventions of \(list.joined(separator: "; of ")). The others have none."
  }
}
