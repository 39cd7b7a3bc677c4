"""Which engine a console takes for its own, by its card, its port and its lock."""

import json
import socket
from pathlib import Path

from backends.system.engine_process import running_engine
from backends.system.installation import Installation


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


def test_that_a_look_at_a_lock_leaves_it_free(tmp_path: Path) -> None:
    folder = Installation(tmp_path)
    assert not folder.is_held("engine")
    with folder.lock("engine", holder="An engine"):
        assert folder.is_held("engine")
    assert not folder.is_held("engine")
