"""No sentence of the engine reaches an operator in English only."""

import re
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.engine_sentences import HOLE, sentences
from widgets.language import Language
from widgets.supervisor.problem_words import problem_texts
from widgets.words.engine import engine_text
from widgets.words.reasons import reason_text

SAYERS: tuple[Callable[[str], str], ...] = (reason_text, engine_text, problem_texts)
PLACES = (
    *("console/domain/alerts", "console/domain/roles.py", "console/domain/pace.py"),
    *("console/services/desk", "console/services/engine", "backends/zeromq/doors.py"),
    *(
        "backends/zeromq/guests.py",
        "backends/zeromq/door_watch.py",
        "backends/system/disk_space.py",
    ),
    *("backends/map_data/site_cameras.py", "backends/database/history.py"),
    *("console/services/sound_report.py", "console/services/field/time.py"),
)
# What stands in a hole of a sentence: mostly a number or a name, sometimes a word that is known.
FILLS = ("7", "+7", "accepted", "on scene", "2", "is not registered", "ko", "agency")
# Problems and refusals of messages are told behind a name.
HEADS = ("", "x: ", "malformed: ", "identity: ", "type_not_allowed: ")
NOT_TOLD = {
    # Words of the journal only: who reads it reads the kind of the line beside them.
    "console/domain/alerts/timers.py": (
        f"{HOLE} did nothing for {HOLE}.",
        f"It was that of {HOLE}.",
        f"Step {HOLE}: no answer.",
    ),
    "console/services/desk/clock_jumps.py": (f"The engine's computer clock was set by {HOLE} s.",),
    # Parts of a sentence that is told as a whole.
    "console/domain/roles.py": (
        "register one with `sunra seats --seat SEAT --operator NAME --role supervisor`",
    ),
    "console/services/desk/commands.py": ("The engine cannot read this act and changed nothing",),
    "console/services/desk/quiets.py": ("The device",),
    "backends/zeromq/doors.py": ("was revoked or has run out", "is not registered"),
    "backends/zeromq/guests.py": ("an unknown address",),
    "console/services/sound_report.py": (
        *("no sound device", "a sound device that takes no sound"),
    ),
    # Answers to a device or to a console that broke the rules of the link: for their logs.
    "console/services/desk/desk.py": ("this device is not registered",),
    "console/services/engine/outbox.py": ("Say hello first.",),
}
SLIP = "a step of the screen at s1 failed: what it shows may lack something"


@pytest.fixture
def korean(qapp: QApplication) -> Iterator[None]:
    used = Language("ko", qapp)
    yield
    used.close()


def _is_told(text: str) -> bool:
    tries = {head + text.replace(HOLE, fill) for head, fill in product(HEADS, FILLS)}
    return any(_korean_of(say, each) for each in tries for say in SAYERS)


def _korean_of(say: Callable[[str], str], text: str) -> bool:
    told = say(text)
    return bool(re.search("[가-힣]", told)) and "{" not in told


@pytest.mark.usefixtures("korean")
def test_that_whatever_the_engine_may_say_is_known_in_korean() -> None:
    found = list(sentences(*PLACES))
    assert len(found) > 120
    silent = [
        f"{where}: {text.replace(HOLE, '{}')}"
        for where, text in found
        if text not in NOT_TOLD.get(where.partition(":")[0], ()) and not _is_told(text)
    ]
    assert silent == []


def test_that_nothing_is_excused_that_is_not_said_any_more() -> None:
    said = {(where.partition(":")[0], text) for where, text in sentences(*PLACES)}
    excused = {(file, text) for file, texts in NOT_TOLD.items() for text in texts}
    assert excused <= said


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize(
    "text",
    [
        "Boot 3: messages 7, 9 to 12 are missing. Boot 4: message 1 is missing.",
        "Boot 3: message 7 is missing. Earlier ones stand in the journal.",
        "knocked with a key that is not registered (212 times)",
        f"no sound device at s1: alerts cannot be heard there {SLIP}",
        "malformed: Expected `float` <= 1.0 - at `$.data.x` (kept: the first 5 of 9 bytes)",
        "Only 12 MiB are free on the disk of the data folder: make room.",
    ],
)
def test_that_what_is_put_together_is_told_too(text: str) -> None:
    told = engine_text(text)
    assert re.search("[가-힣]", told)
    assert not re.search(r"missing|knocked|failed|Only|journal", told)
