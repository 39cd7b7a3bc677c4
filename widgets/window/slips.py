"""Notes what went wrong inside the windows: exceptions that left a slot or an override.

Qt goes on after such an exception, and so would a screen that lacks what the failed step was to
show. GUI thread; swallows nothing: each goes on to the hook that was there before (the log).
"""

import sys
from collections.abc import Callable
from types import TracebackType
from typing import TypeAlias

Hook: TypeAlias = Callable[[type[BaseException], BaseException, TracebackType | None], object]


class Slips:
    """`start()` and `stop()` bracket the windows' life; `take()` says what is new."""

    def __init__(self) -> None:
        self._before: Hook | None = None
        self._untold = ""

    def start(self) -> None:
        """Begin to note."""
        if self._before is None:
            self._before, sys.excepthook = sys.excepthook, self.note

    def stop(self) -> None:
        """Put the hook back that was there before; safe to call twice."""
        if self._before is not None and sys.excepthook == self.note:
            sys.excepthook = self._before
        self._before = None

    def take(self) -> str:
        """Where the newest slip since the last call happened, as "file.function"; "" for none."""
        untold, self._untold = self._untold, ""
        return untold

    def note(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """An exception that nobody caught."""
        if issubclass(kind, Exception):
            self._untold = _where(trace) or kind.__name__
        hook = self._before or sys.__excepthook__
        hook(kind, error, trace)


def _where(trace: TracebackType | None) -> str:
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    module = str(trace.tb_frame.f_globals.get("__name__", "?")).rpartition(".")[2]
    return f"{module}.{trace.tb_frame.f_code.co_qualname}"
