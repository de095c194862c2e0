"""The comparison of training: python3 -m unittest discover Benchmarks/Peers"""

import math
import subprocess
import sys
import time
import unittest

from harness import engine, programs, rounds, table, training_peers, training_table
from harness.engine import EngineError
from harness.training_agreement import disagreement


class Agreement(unittest.TestCase):
  def test_a_loss_may_differ_by_a_thousandth(self):
    self.assertIsNone(disagreement("train-A", [0.5, 0.6], [0.5009]))
    self.assertIn("loss 0", disagreement("train-A", [0.5, 0.6], [0.5011]))

  def test_a_peer_is_compared_with_the_rule_that_it_has(self):
    self.assertIsNone(disagreement("train-A", [0.5, 0.6], [None, 0.6]))
    self.assertIn("loss 1", disagreement("train-A", [0.5, 0.6], [None, 0.5]))

  def test_a_peer_has_one_of_the_rules(self):
    for answer in ([], [None], [None, None], [0.5, 0.6, 0.7]):
      self.assertIn("numbers", disagreement("train-A", [0.5, 0.6], answer))

  def test_parameters_are_all_compared(self):
    self.assertIsNone(disagreement("update-sgd", [0.5, -0.25], [0.5, -0.25 + 1e-6]))
    self.assertIn("parameter 1", disagreement("update-sgd", [0.5, -0.25], [0.5, -0.25 + 1e-5]))
    self.assertIn("1 numbers", disagreement("update-sgd", [0.5, -0.25], [0.5]))

  def test_a_nan_agrees_with_nothing(self):
    self.assertIn("nan", disagreement("train-A", [0.5], [math.nan]))
    self.assertIn("nan", disagreement("update-sgd", [math.nan], [0.5]))


class Portions:
  """An engine that works in portions, a millisecond for each repetition."""

  def __init__(self, portion):
    self.portion, self.turns = portion, []

  def time(self, repetitions):
    done = -(-repetitions // self.portion) * self.portion
    self.turns.append(done)
    return done * 1e-3, done

  def seconds(self, repetitions):
    seconds, done = self.time(repetitions)
    return seconds / done


class TableOfPairs(unittest.TestCase):
  def test_a_ratio_is_to_the_turns_beside(self):
    row = {
      "operation": "sgd", "size": 10, "seconds": {"Descent": {"median": 2e-3}, "peer": {"median": 6e-3}}}
    self.assertTrue(list(table.lines([row], ["Descent", "peer"]))[-1].endswith(" 3.00"))
    row["beside"] = {"peer": {"median": 4e-3}}
    self.assertTrue(list(table.lines([row], ["Descent", "peer"]))[-1].endswith(" 1.50"))


class Rounds(unittest.TestCase):
  effort = rounds.Effort(0.1, 5, 9, 3.0)

  def test_portions_do_not_change_the_time_of_one(self):
    engines = [Portions(1), Portions(64), Portions(1000)]
    spreads, count = rounds.measure(engines, self.effort)
    for engine in engines:
      self.assertAlmostEqual(spreads[engine]["median"], 1e-3)
    # The longest turn is a second: three would be affordable, five are the least.
    self.assertEqual(count, 5)
    self.assertEqual([e.turns[-1] for e in engines], [100, 128, 1000])

  def test_few_short_turns_take_all_rounds(self):
    self.assertEqual(rounds.measure([Portions(1)], self.effort)[1], 9)


class Waiting(unittest.TestCase):
  code = "import sys\nfor line in sys.stdin: print('{}', flush=True)"

  def is_stopped(self, engine):
    """Whether the process has come to rest, which it does in its own time."""
    for _ in range(500):
      state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(engine.process.pid)], capture_output=True, text=True).stdout
      if state.startswith("T"):
        return True
      time.sleep(0.01)
    return False

  def test_an_engine_rests_until_it_is_asked(self):
    started = engine.Engine("one", [sys.executable, "-c", self.code], 1)
    for _ in range(3):
      self.assertEqual(started.ask("anything"), {})
      self.assertTrue(self.is_stopped(started))
    started.close()
    self.assertEqual(started.process.returncode, 0)
    started.process.stdout.close()

  def test_an_engine_that_ends_says_so(self):
    ended = engine.Engine("one", [sys.executable, "-c", "input()"], 1)
    with self.assertRaisesRegex(engine.EngineError, "one ended at: anything"):
      ended.ask("anything")
    ended.process.stdin.close()
    ended.process.stdout.close()
    ended.process.wait()


class Programs(unittest.TestCase):
  def command(self, code):
    return [sys.executable, "-c", code]

  def test_a_program_is_timed_and_weighed(self):
    code = "held = bytearray(200_000_000); print('epoch 1'); print(0.75)"
    run = programs.run("one", self.command(code), 1, None)
    self.assertEqual(run["accuracy"], 0.75)
    self.assertGreater(run["seconds"], 0)
    self.assertTrue(200e6 < run["peak bytes"] < 400e6, run)

  def test_a_program_that_fails_is_left_out_and_the_rest_goes_on(self):
    commands = {"good": self.command("print(0.5)"), "bad": self.command("raise SystemExit(3)")}
    medians, faults = programs.measure(commands, 3, 1, None)
    self.assertEqual(list(medians), ["good"])
    self.assertIn("bad ended with 3", faults["bad"])

  def test_a_program_that_says_nothing_fails(self):
    with self.assertRaises(EngineError):
      programs.run("silent", self.command("pass"), 1, None)


class Peers(unittest.TestCase):
  def test_every_package_is_pinned(self):
    for name, framework in training_peers.FRAMEWORKS.items():
      self.assertEqual(len(training_peers.pins(framework.packages)), len(framework.packages), name)

  def test_pytorch_is_asked_for_without_cuda_first(self):
    *first, last = training_peers.attempts(["torch==1.0", "numpy==2.0"])
    self.assertEqual(last, ["torch==1.0", "numpy==2.0"])
    self.assertTrue(all(choice == ["torch==1.0+cpu", "numpy==2.0"] for choice in first))


class Table(unittest.TestCase):
  def test_the_ratio_is_the_peers_time_over_ours(self):
    def spread(seconds):
      return {"median": seconds, "lower": seconds, "upper": seconds}

    row = {
      "operation": "A", "size": 32, "accuracy": {"Descent": 0.95},
      "seconds": {"Descent": spread(40e-6), "Peer": spread(80e-6)},
      "peak bytes": {"Descent": 268_000_000, "Peer": None}}
    *_, ours, peer = training_table.lines(row)
    self.assertEqual(ours.split(), ["Descent", "40", "800,000", "1.00", "268", "0.9500"])
    self.assertEqual(peer.split(), ["Peer", "80", "400,000", "2.00", "-", "-"])


if __name__ == "__main__":
  unittest.main()
