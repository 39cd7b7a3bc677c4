"""Being told to stop by the machine: SIGTERM, SIGINT and, on Windows, Ctrl-Break."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stop_on_signals() -> Iterator[threading.Event]:
    """An event that those signals set; the former answers to them come back at the end."""
    stop = threading.Event()

    def told(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    names = ("SIGTERM", "SIGINT", "SIGBREAK")
    kinds = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {kind: signal.signal(kind, told) for kind in kinds}
    try:
        yield stop
    finally:
        for kind, answer in before.items():
            signal.signal(kind, answer)
