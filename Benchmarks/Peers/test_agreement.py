"""That a wrong answer is noticed: python3 -m unittest discover Benchmarks/Peers"""

import math
import unittest

from harness.agreement import disagreement


class Agreement(unittest.TestCase):
  ours = [3.0, -1.0, 0.5, 2.0]

  def fault(self, operation, index, theirs, size=4):
    answer = list(self.ours)
    answer[index] = theirs
    return disagreement(operation, "float64", size, self.ours, answer)

  def test_the_same_agrees(self):
    for operation in ("gemm", "solve", "qr", "svd", "eigh", "lstsq", "add", "exp", "axpy", "copy"):
      self.assertIsNone(disagreement(operation, "float64", 4, self.ours, list(self.ours)))

  def test_rounding_agrees_and_a_mistake_does_not(self):
    self.assertIsNone(self.fault("gemm", 1, -1.0 + 2**-50))
    self.assertIn("number 1", self.fault("gemm", 1, -1.0 + 1e-9))
    self.assertIsNone(self.fault("exp", 2, 0.5 + 2**-52))
    self.assertIn("number 2", self.fault("exp", 2, 0.5 + 1e-12))

  def test_arithmetic_is_exact(self):
    self.assertIn("number 0", self.fault("add", 0, math.nextafter(3.0, 4.0)))

  def test_a_nan_agrees_with_nothing(self):
    for operation in ("gemm", "add", "exp"):
      self.assertIn("nan", self.fault(operation, 3, math.nan))

  def test_a_missing_number_is_noticed(self):
    self.assertIn("3 numbers", disagreement("svd", "float64", 4, self.ours, self.ours[:3]))

  def test_a_maximum_is_exact_and_a_sum_bounded(self):
    self.assertIn("number 0", disagreement("max", "float64", 4, [0.5], [0.5 + 2**-53]))
    self.assertIsNone(disagreement("sum", "float64", 1000, [12.0], [12.0 + 1e-11]))
    self.assertIn("number 0", disagreement("sum", "float64", 1000, [12.0], [12.0 + 1e-6]))

  def test_sums_of_lines_are_bounded_by_their_length(self):
    for operation in ("row-sums", "column-sums", "norm-inf"):
      ours = [3.0, -1.0]
      self.assertIsNone(disagreement(operation, "float64", 100, ours, [3.0, -1.0 + 1e-14]))
      self.assertIn("number 1", disagreement(operation, "float64", 100, ours, [3.0, -1.0 + 1e-13]))
      self.assertIn("number 0", disagreement(operation, "float64", 100, ours, [math.nan, -1.0]))


if __name__ == "__main__":
  unittest.main()
