"""Prints what TensorBoard's reader finds in a folder of runs, as JSON.

    python check_written.py FOLDER
"""

import json
import pathlib
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

SCALARS = "scalars"


def main():
    folder = pathlib.Path(sys.argv[1])
    runs = {}
    for path in sorted({file.parent for file in folder.rglob("*tfevents*")}):
        # Zero keeps all scalars instead of a sample of them.
        accumulator = EventAccumulator(str(path), size_guidance={SCALARS: 0, "tensors": 0})
        accumulator.Reload()
        tags = accumulator.Tags()
        scalars = {
            tag: [[event.step, event.value, event.wall_time] for event in accumulator.Scalars(tag)]
            for tag in tags[SCALARS]
        }
        for tag in tags["tensors"]:
            scalars[tag] = [
                [event.step, float(event.tensor_proto.float_val[0]), event.wall_time]
                for event in accumulator.Tensors(tag)
            ]
        runs[str(path.relative_to(folder))] = scalars
    json.dump(runs, sys.stdout)


if __name__ == "__main__":
    main()
