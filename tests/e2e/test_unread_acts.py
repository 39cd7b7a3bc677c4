"""A console newer than the engine, and events that bring no place, at a running engine."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import cast

from backends.commands.parts import records_of
from backends.database.seat_journal import SqlSeatJournal
from backends.map_data.site_cameras import camera_places
from console.ports.messages import CommandKind
from tests.e2e.conftest import EngineProcess
from tests.support.linked_console import LinkedConsole
from tests.support.raw_device import RawDevice


def test_that_an_act_of_a_newer_console_is_refused_once_and_on_record_on_both_sides(
    engine: EngineProcess, device: Callable[..., RawDevice], tmp_path: Path
) -> None:
    camera, place = next(iter(camera_places(tmp_path / "no", tmp_path / "none").items()))
    bell = device("bell-1")
    bell.event("bell.pressed", data={"cameras": [camera]})
    console = LinkedConsole(engine.data, engine.card, "seat-a", tmp_path)
    try:
        console.until(lambda it: bool(it.alerts), "the alert")
        answer = console.ask(cast("CommandKind", "teleport"), 1, text="from another version")
        assert answer.state == "refused"
        assert answer.reason.startswith("The engine cannot read this act and changed nothing: ")
        # What comes after it is not held up.
        assert console.ask("note", 1, text="still here").state == "accepted"
    finally:
        console.link.close()
    journal = SqlSeatJournal(tmp_path / "seat-a.db", bytes(32))
    waiting = journal.unconfirmed()
    journal.close()
    assert waiting == []
    with records_of(Namespace(data=engine.data)) as reader:
        refused = [each for each in reader.journal_lines() if each.kind == "command_refused"]
    assert [each.subject for each in refused] == [f"command:{answer.action}"]
    (alert,) = engine.alerts()
    assert alert["place"] == {"lat": place.lat, "lon": place.lon, "accuracy_m": None}
    assert alert["handling"]["placed_by"] == camera
