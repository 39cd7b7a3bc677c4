"""`sunra edge` as a test drives it: lines in, answers out, killed at will.

Keeps what a careful script would: every line is handed over again until it was answered.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tests.support.processes import ROOT, wait_until

MAIN = [sys.executable, str(ROOT / "main.py")]


class EdgeProcess:
    """One run; `answers` grows as they come."""

    def __init__(self, device: Path, spool: Path, *words: str) -> None:
        self.answers: list[dict[str, Any]] = []
        self.process = subprocess.Popen(
            [*MAIN, "edge", "-", "--device", str(device), "--spool", str(spool), *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def write(self, lines: list[dict[str, Any]]) -> None:
        """Hand lines over; a process that is gone takes none."""
        assert self.process.stdin is not None
        try:
            for line in lines:
                self.process.stdin.write(json.dumps(line) + "\n")
            self.process.stdin.flush()
        except OSError:
            return

    def spooled(self) -> set[str]:
        """Ids that were answered as durable."""
        return {each["id"] for each in list(self.answers) if each.get("spooled")}

    def wait_spooled(self, count: int) -> None:
        """Until so many were answered."""
        wait_until(lambda: len(self.spooled()) >= count, f"{count} answers", 30)

    def kill(self) -> set[str]:
        """SIGKILL; every id that was answered."""
        self.process.kill()
        self.close()
        return self.spooled()

    def end(self, timeout_s: float = 60.0) -> tuple[int, str]:
        """End its input and wait for it: exit code and its words."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout_s)
        return self.process.returncode, self.close()

    def close(self) -> str:
        """Collect it; what it said on stderr."""
        self.process.wait(15)
        self._reader.join(10)
        said = ""
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            if stream is self.process.stderr:
                said = stream.read()
            try:
                stream.close()
            except OSError:
                continue
        return said

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith("\n"):
                self.answers.append(json.loads(line))
