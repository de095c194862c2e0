import ElementwiseKernels
import TestSupport
import Testing

@Suite struct SearchesTests {
  @Test(arguments: countsAroundVectors + [5000])
  func finiteNumbersAreNotFound(count: Int) {
    var values = [Double](repeating: .greatestFiniteMagnitude, count: count)
    if count > 2 { values[2] = .leastNonzeroMagnitude }
    onEveryInstructionSet { _ in
      #expect(nonFiniteElements(of: values.span).count == 0)
      #expect(nonFiniteElements(of: values.span).first == nil)
    }
  }

  @Test(arguments: [1, 16, 17, 1024, 1025, 5000])
  func everyNonFiniteNumberIsCountedAndTheFirstFound(count: Int) {
    for place in [0, count / 2, count - 1] {
      var values = [Float](repeating: 1, count: count)
      let found: [Float] = [.nan, .infinity, -.infinity]
      for (offset, value) in found.enumerated() where place + offset < count {
        values[place + offset] = value
      }
      onEveryInstructionSet { set in
        let elements = nonFiniteElements(of: values.span)
        #expect(elements.count == min(3, count - place), "\(set)")
        #expect(elements.first == place, "\(set)")
      }
    }
  }

  @Test(arguments: [1, 17, 1025]) func infinitiesHideNoNaN(count: Int) {
    var values = [Double](repeating: 1, count: count)
    #expect(firstNaN(of: values.span) == nil)
    values[0] = .infinity
    #expect(firstNaN(of: values.span) == nil)
    for place in [count - 1, count / 2] {
      values[place] = .nan
      #expect(firstNaN(of: values.span) == place)
    }
  }
}
