extension ContenderSpecification {
  /// Whether two make the same updates in every run, however they are written.
  ///
  /// Told by their formulas and by the settings that enter these. So a convention counts for what it
  /// changes: PyTorch's RMSprop is the textbook's with ρ = 0.99, and Keras', with ε inside the root, is
  /// another. One that is given what the other searches is another, too.
  func isTwin(of other: ContenderSpecification, in search: SearchProtocol) -> Bool {
    let searched = search.settingsSearched(of: self)
    return rate == other.rate && searched == search.settingsSearched(of: other)
      && formula(searching: searched) == other.formula(searching: searched)
      && settings(without: searched) == other.settings(without: searched)
  }

  /// What enters the formula as it is.
  private func settings(
    without searched: Set<SearchedSetting>
  ) -> [ComparisonResults.Hyperparameter] {
    let symbols = searched.map(\.symbol)
    return hyperparameters.filter { $0.name != "convention" && !symbols.contains($0.name) }
  }
}
