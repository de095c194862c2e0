"""Writes tensorboard.json: events, and the event file that TensorBoard's own writer makes of them.

    python -m pip install -r requirements.txt
    python generate.py
"""

import io
import json
import pathlib

from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import crc32c, masked_crc32c
from tensorboard.summary.writer.record_writer import RecordWriter

HERE = pathlib.Path(__file__).parent

START = 1763740800.25

EVENTS = [
    # tag, value, step, wall time
    ("loss/training", 2.302585, 0, 1763740801.0),
    ("loss/training", 0.1, 1, 1763740801.5),
    ("loss/training", 0.0, 127, 1763740802.125),
    ("loss/training", -0.0, 128, 1763740802.25),
    ("accuracy/validation", 0.9765625, 16384, 1763740803.0),
    ("accuracy/validation", float("nan"), 2**31, 1763740804.0),
    ("accuracy/validation", float("inf"), 2**53 + 1, 1763740805.0),
    ("accuracy/validation", float("-inf"), 2**63 - 1, 1763740806.0),
    ("Verlust/ünïcode 日本", 1e-45, 3, 0.0),
    ("t" * 300, 3.4028234663852886e38, 4, 1e-3),
    ("loss/training", 1e30, -1, -1.0),
]

CHECKSUMS = [
    b"",
    b"a",
    b"123456789",
    bytes(32),
    b"\xff" * 32,
    bytes(range(32)),
    bytes(range(31, -1, -1)),
    bytes(range(256)) * 5,
]


def main():
    buffer = io.BytesIO()
    writer = RecordWriter(buffer)
    first = event_pb2.Event(
        wall_time=START,
        file_version="brain.Event:2",
        source_metadata=event_pb2.SourceMetadata(writer="compare-optimizers"),
    )
    writer.write(first.SerializeToString())
    for tag, value, step, wall_time in EVENTS:
        scalar = summary_pb2.Summary.Value(tag=tag, simple_value=value)
        event = event_pb2.Event(
            wall_time=wall_time, step=step, summary=summary_pb2.Summary(value=[scalar])
        )
        writer.write(event.SerializeToString())
    content = {
        "start": START,
        "events": [
            {"tag": tag, "value": str(value), "step": step, "wallTime": wall_time}
            for tag, value, step, wall_time in EVENTS
        ],
        "file": buffer.getvalue().hex(),
        "checksums": [
            {"bytes": data.hex(), "plain": crc32c(data), "masked": masked_crc32c(data)}
            for data in CHECKSUMS
        ],
    }
    text = json.dumps(content, indent=1, ensure_ascii=True)
    (HERE / "tensorboard.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
