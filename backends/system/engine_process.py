"""Finding, starting and stopping the engine process that belongs to a data folder.

The engine outlives a console that crashes: it runs in its own process group, and the next console
on the same folder adopts it. The last console that leaves in order stops the engine last.
"""

import json
import logging
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage
from typing import Any

import psutil

from backends.system.installation import Installation, read_json
from console.domain.errors import EnvironmentFault

READY_WITHIN_S = 30.0
STOP_WITHIN_S = 10.0
LOOK_EVERY_S = 1.0
_NO_ROOM_BYTES = 256 * 1024

_log = logging.getLogger("startup")


@dataclass(frozen=True, slots=True)
class EngineCard:
    """How to reach a running engine. `child` is true when a console started it."""

    pid: int
    door: str
    seats: str
    server_key: str
    child: bool

    @classmethod
    def of(cls, value: dict[str, Any]) -> "EngineCard | None":
        """The card in a JSON object, or None where it is not one."""
        try:
            return cls(
                int(value["pid"]),
                str(value["door"]),
                str(value["seats"]),
                str(value["server_key"]),
                bool(value.get("child", False)),
            )
        except (KeyError, TypeError, ValueError):
            return None


def answers(endpoint: str, *, within_s: float = 1.0) -> bool:
    """Whether somebody accepts TCP connections at a `tcp://host:port` endpoint."""
    host, _, port = endpoint.removeprefix("tcp://").rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=within_s):
            return True
    except (OSError, ValueError):
        return False


def running_engine(folder: Installation) -> EngineCard | None:
    """The engine that runs on the folder now, if one does.

    An engine that was killed leaves its card behind, and its port may be another's by now; but its
    lock went with it.
    """
    value = read_json(folder.engine_card)
    card = EngineCard.of(value) if value else None
    return card if card and answers(card.seats) and folder.is_held("engine") else None


def await_engine(folder: Installation, stop: threading.Event) -> EngineCard | None:
    """Wait for an engine to run on the folder; None when `stop` was set first."""
    while not stop.wait(0.2):
        card = running_engine(folder)
        if card:
            return card
    return None


class EngineKeeper:
    """Keeps a child engine running: one that died is started again at the same endpoints.

    A plain thread of its own looks once a second. An engine that nobody's console started (a
    service) is left alone. `command` is an engine with --child, without its endpoints.
    """

    def __init__(
        self, folder: Installation, command: Sequence[str], card: EngineCard, seat: str
    ) -> None:
        self._folder, self._command = folder, command
        self._card, self._seat = card, seat
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="engine-keeper", daemon=True)
        if card.child:
            self._thread.start()

    def close(self) -> None:
        """Stop looking, then stop the child in order, unless another seat's console has it too."""
        self._stop.set()
        if self._card.child:
            self._thread.join()
            if not self._folder.has_console_beside(self._seat):
                stop_engine(self._card)

    def _watch(self) -> None:
        pause_s = LOOK_EVERY_S
        while not self._stop.wait(pause_s):
            if _is_alive(self._card.pid):
                continue
            try:
                self._card = running_engine(self._folder) or self._start()
                pause_s = LOOK_EVERY_S
                _log.info("the engine had ended and was started again")
            except EnvironmentFault as fault:
                pause_s = min(30.0, pause_s * 2)
                _log.error("the engine ended and cannot be started: %s", fault.sentence)

    def _start(self) -> EngineCard:
        endpoints = (self._card.door, self._card.seats)
        return start_engine(self._folder, [*self._command, *_at(endpoints)])


def engine_of(
    folder: Installation,
    command: Sequence[str],
    endpoints: tuple[str, str],
    stack: ExitStack,
    seat: str,
) -> EngineCard:
    """The engine that runs on the folder, else a child at `endpoints` (door, seats).

    A child, also one that an earlier console left behind, is kept alive and is stopped when `stack`
    unwinds and no console but that of `seat` works on the folder.
    """
    card = running_engine(folder) or start_engine(folder, [*command, *_at(endpoints)])
    stack.callback(EngineKeeper(folder, command, card, seat).close)
    return card


def _at(endpoints: tuple[str, str]) -> list[str]:
    return ["--door", endpoints[0], "--seats", endpoints[1]]


def _is_alive(pid: int) -> bool:
    """Whether the process runs; a dead child of ours is reaped on the way."""
    try:
        engine = psutil.Process(pid)
        engine.wait(0)
    except psutil.TimeoutExpired:
        return True
    except psutil.NoSuchProcess:
        return False
    return False


def start_engine(folder: Installation, command: Sequence[str]) -> EngineCard:
    """Start `command` (an engine with --child) and wait until it accepts.

    Raises EnvironmentFault with the engine's own sentence when it could not start.
    """
    log = folder.logs / "engine.log"
    with log.open("ab") as errors:
        start = errors.tell()
        process = subprocess.Popen(  # noqa: S603 -- our own interpreter and program
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, **_detached()
        )
    card = _wait_ready(process)
    if card is None:
        raise EnvironmentFault(_last_sentence(log, start), remedy=f"the engine's log is {log}")
    return card


def _wait_ready(process: "subprocess.Popen[bytes]") -> EngineCard | None:
    """Its card, or None when it ended or said nothing within `READY_WITHIN_S`: then it is ended."""
    # What it says has no time limit of its own: an engine that hangs is ended from beside.
    assert process.stdout is not None
    patience = threading.Timer(READY_WITHIN_S, process.kill)
    patience.start()
    try:
        card = _card_said(process.stdout.readline(), process.pid)
    finally:
        patience.cancel()
        process.stdout.close()
    if card is None:
        process.kill()
        process.wait()
    return card


def _card_said(line: bytes, pid: int) -> EngineCard | None:
    try:
        return EngineCard.of({"pid": pid, "child": True, **json.loads(line)})
    except (ValueError, TypeError):
        return None


def _detached() -> dict[str, Any]:
    """A process group of its own, so that Ctrl-C at the console does not end the engine."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _last_sentence(log: Path, start: int) -> str:
    """What the engine said last, as the core of a sentence."""
    lines = log.read_bytes()[start:].decode("utf-8", "replace").strip().splitlines()
    said = lines[-1].removeprefix("sunra: ").rstrip(".") if lines else ""
    if not said and disk_usage(log.parent).free < _NO_ROOM_BYTES:
        return "The disk is full, so that the engine cannot start"
    return said or "The engine ended at once without a word"


def stop_engine(card: EngineCard) -> bool:
    """Ask the engine to stop in order; True when it did within `STOP_WITHIN_S` seconds."""
    try:
        engine = psutil.Process(card.pid)
        _ask_to_stop(engine)
        engine.wait(STOP_WITHIN_S)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return False
    return True


def _ask_to_stop(engine: psutil.Process) -> None:
    if sys.platform == "win32":
        try:
            engine.send_signal(signal.CTRL_BREAK_EVENT)
        except OSError:
            # Only who shares its text console can ask; an engine loses nothing when it is killed.
            engine.kill()
    else:
        engine.terminate()
