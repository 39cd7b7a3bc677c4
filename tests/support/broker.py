"""A real mosquitto on a free port of its own, with what it keeps in the test's folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.processes import free_port, wait_until

MOSQUITTO = shutil.which("mosquitto", path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin")
needs_mosquitto = pytest.mark.skipif(
    MOSQUITTO is None, reason="the program mosquitto is not installed (package mosquitto)"
)


@contextmanager
def broker(folder: Path, port: int = 0, *lines: str) -> Iterator[int]:
    """Run a broker while the context lasts; gives its port. `lines` are more configuration."""
    assert MOSQUITTO is not None
    port = port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    settings = [
        f"listener {port} 127.0.0.1", "persistence true", f"persistence_location {folder}/",
        "autosave_interval 1", *(lines or ("allow_anonymous true",)),
    ]  # fmt: skip
    # Started by root it would become another user, who may not write here.
    settings += ["user root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    path = folder / "mosquitto.conf"
    path.write_text("\n".join(settings) + "\n", encoding="utf-8")
    with (folder / "mosquitto.log").open("a") as log:
        process = subprocess.Popen([MOSQUITTO, "-c", str(path)], stdout=log, stderr=log)
    try:
        wait_until(lambda: _answers(port), "the broker")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
