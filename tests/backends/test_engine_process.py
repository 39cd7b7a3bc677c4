"""Which engine a console takes for its own, and what a full disk says in its way."""

import json
import shutil
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from backends.database.faults import as_fault
from backends.system.engine_process import engine_of, running_engine
from backends.system.installation import Installation, write_json
from console.domain.errors import EnvironmentFault
from tests.support.processes import is_running


def test_that_the_card_of_a_killed_engine_is_not_taken_for_an_engine(tmp_path: Path) -> None:
    """After a power cut the card is still there, and something else may have the port."""
    folder = Installation(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as other:
        seats = f"tcp://127.0.0.1:{other.getsockname()[1]}"
        card = {"pid": 4_000_000, "door": seats, "seats": seats, "server_key": "k"}
        folder.engine_card.write_text(json.dumps(card), "utf-8")
        assert running_engine(folder) is None
        with folder.lock("engine", holder="An engine"):
            found = running_engine(folder)
            assert found is not None
            assert found.seats == seats
        assert running_engine(folder) is None


@pytest.mark.parametrize("beside", [True, False])
def test_that_the_engine_stays_while_another_seat_works_with_it(
    tmp_path: Path, *, beside: bool
) -> None:
    """A second console at the same engine closed it under the first one's hands."""
    folder = Installation(tmp_path)
    with ExitStack() as stack:
        port = stack.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
        sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
        engine = stack.enter_context(subprocess.Popen(sleeper))
        stack.callback(engine.kill)
        seats = f"tcp://127.0.0.1:{port}"
        card = {"pid": engine.pid, "door": seats, "seats": seats, "server_key": "k", "child": True}
        folder.engine_card.write_text(json.dumps(card), "utf-8")
        stack.enter_context(folder.lock("engine", holder="An engine"))
        if beside:
            stack.enter_context(folder.open_console("seat-2"))
        with ExitStack() as console:
            console.enter_context(folder.open_console("seat-1"))
            assert engine_of(folder, [], (seats, seats), console, "seat-1").pid == engine.pid
        assert is_running(engine.pid) == beside


def test_that_a_look_at_a_lock_leaves_it_free(tmp_path: Path) -> None:
    folder = Installation(tmp_path)
    assert not folder.is_held("engine")
    with folder.lock("engine", holder="An engine"):
        assert folder.is_held("engine")
    assert not folder.is_held("engine")


def test_that_a_card_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match=r"Nothing can be written here.*make room"):
        write_json(tmp_path / "gone" / "engine.json", {"pid": 1})


def test_that_a_database_without_room_for_its_log_says_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = OperationalError("INSERT", {}, Exception("disk I/O error"))
    told = str(as_fault(error, tmp_path / "sunra.db"))
    assert "refused to read or write" in told
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=4_096))
    assert "The disk is full" in str(as_fault(error, tmp_path / "sunra.db"))
