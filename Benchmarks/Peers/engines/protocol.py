"""An engine of the comparison: answers lines as `compare-optimizers timing` does.

| line | answer |
|---|---|
| `describe` | `name`, `python`, `libraries` |
| `prepare gemm float64 32` | `answer`, what the work gives, or `missing` when there is none |
| `time 100` | `seconds` of `repetitions` of the work prepared last, 100 or more |
| `epoch` | the same of the first epoch of a training, and its `accuracy` on the test samples |
"""

import json
import math
import os
import sys


class Refused(Exception):
  """A line that the engine cannot do."""


def serve(engine):
  """Answers every line with what `engine.reply(words)` returns, or with its error."""
  # Libraries print what they like: only this program writes answers.
  answers = os.fdopen(os.dup(1), "w")
  os.dup2(2, 1)
  for line in sys.stdin:
    try:
      reply = engine.reply(line.split())
    except Refused as reason:
      reply = {"error": str(reason)}
    except Exception as error:  # whatever it is, the driver has to be told
      text = str(error).strip().splitlines()
      reply = {"error": f"{line.strip()}: {type(error).__name__}: {text[0] if text else ''}"}
    numbers = reply.get("answer")
    if numbers is not None:
      reply["answer"] = [x if x is None or math.isfinite(x) else str(x) for x in numbers]
    print(json.dumps(reply), file=answers, flush=True)
