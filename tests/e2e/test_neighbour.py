"""Two districts, two engines: an escort is ours until theirs say yes (O9)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from backends.commands.neighbour import stand
from backends.system.engine_process import running_engine
from backends.system.installation import Installation
from tests.e2e.conftest import EngineProcess
from tests.support.linked_console import LinkedConsole
from tests.support.processes import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]
OURS, THEIRS = "성동구", "광진구"


class District:
    """One engine with a seat at it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.engine = EngineProcess(folder / "data")
        self.engine.start()
        self.seat = LinkedConsole(self.engine.data, self.engine.card, "seat-a", folder)

    def act(self, subject: str, act: str, text: str = "", **form: object) -> str:
        return self.ask(subject, act, form, text)

    def ask(self, subject: str, act: str, form: dict[str, Any], text: str = "") -> str:
        content = msgspec.json.encode(form).decode()
        said = self.seat.ask("field", 0, subject=subject, choice=act, text=text, content=content)
        return said.reason if said.state == "accepted" else f"no: {said.reason}"

    def escort(self, number: str) -> dict[str, Any]:
        self.seat.listen()
        record = self.seat.fields.get(("escort", number))
        return msgspec.json.decode(record.content) if record is not None else {"step": ""}

    def until(self, number: str, step: str) -> None:
        # After a lost engine: half a minute at most to connect again, and as long to send again.
        wait_until(lambda: self.escort(number)["step"] == step, f"escort {number} {step}", 80.0)

    def handovers(self) -> list[dict[str, Any]]:
        return [each for each in self.engine.alerts() if each["type"] == "escort.handover"]

    def close(self) -> None:
        self.seat.link.close()
        if self.engine.is_running():
            self.engine.kill()


@contextmanager
def border(home: District, there: District, *, names: tuple[str, str]) -> Iterator[None]:
    """`home`'s side of the border: our device at their engine, in a thread of its own."""
    own, other = names
    card = there.engine.enrol(own, "partner")
    file = home.folder / "partner.json"
    file.write_text(msgspec.json.encode(card).decode(), encoding="utf-8")
    file.chmod(0o600)
    folder, stop = Installation(home.engine.data), threading.Event()
    engine = running_engine(folder)
    assert engine is not None
    words = (folder, engine, other, (file, home.folder / "spool"), stop)
    thread = threading.Thread(target=stand, args=words, name=f"border-{other}")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)


@pytest.fixture
def districts(tmp_path: Path) -> Iterator[tuple[District, District]]:
    ours, theirs = District(tmp_path / "ours"), District(tmp_path / "theirs")
    try:
        with (
            border(ours, theirs, names=(OURS, THEIRS)),
            border(theirs, ours, names=(THEIRS, OURS)),
        ):
            yield ours, theirs
    finally:
        ours.close()
        theirs.close()


def booked(ours: District) -> str:
    meet_at = datetime.now(UTC) + timedelta(minutes=40)
    border = [37.561, 127.05]
    form: dict[str, Any] = {
        "area": "행당동", "meet_at": meet_at, "meet_name": "역", "way": [[37.56, 127.03], border],
        "crossing": border, "neighbour": THEIRS,
    }  # fmt: skip
    return ours.ask("escort:", "request", form)


def test_that_an_escort_is_ours_until_the_neighbours_engine_has_a_team_for_it_o9(
    districts: tuple[District, District],
) -> None:
    ours, theirs = districts
    first = booked(ours)
    assert ours.act(f"escort:{first}", "offer", to=THEIRS) == ""
    theirs.until("1", "requested")
    assert ours.escort(first)["step"] == "requested"
    team: dict[str, Any] = {"name": "1조", "unit": "their-scout", "areas": ["행당동"], "members": 2}
    until = datetime.now(UTC) + timedelta(hours=3)
    assert theirs.ask("scout_team:", "on", {**team, "on_until": until, "every_s": 0}) == "1"
    assert theirs.act("escort:1", "match") == ""
    ours.until(first, "handed_over")
    assert ours.escort(first)["hand_over"]["accepted_by"].endswith(" 1")

    second = booked(ours)
    assert ours.act(f"escort:{second}", "offer", to=THEIRS) == ""
    theirs.until("2", "requested")
    assert theirs.act("escort:2", "cancel", text="no team") == ""
    wait_until(lambda: ours.escort(second)["hand_over"] is None, "the answer", 40.0)
    assert ours.escort(second)["step"] == "requested"
    wait_until(lambda: len(ours.handovers()) == 1, "the alert of a refusal", 40.0)

    theirs.engine.kill()
    assert ours.act(f"escort:{second}", "offer", to=THEIRS) == ""
    assert ours.escort(second)["step"] == "requested"
    theirs.engine.start()
    theirs.until("3", "requested")
    assert ours.act(f"escort:{second}", "withdraw") == ""
    theirs.until("3", "cancelled")
    assert ours.escort(second)["step"] == "requested"


@pytest.mark.soak
def test_that_an_offer_nobody_answers_rings_here_after_two_minutes_over_a_kill_o9(
    districts: tuple[District, District],
) -> None:
    ours, theirs = districts
    number = booked(ours)
    theirs.engine.kill()  # the cable out in the middle of the offer
    assert ours.act(f"escort:{number}", "offer", to=THEIRS) == ""
    ours.engine.kill()
    ours.engine.start()
    assert ours.handovers() == []
    wait_until(lambda: len(ours.handovers()) == 1, "the alert of two minutes' silence", 180.0)
    assert ours.escort(number)["step"] == "requested"
    assert ours.escort(number)["hand_over"]["rung"] == 1
    assert ours.act(f"escort:{number}", "withdraw") == ""
    wait_until(
        lambda: [each["condition"] for each in ours.handovers()] == ["cleared"], "its end", 40.0
    )
