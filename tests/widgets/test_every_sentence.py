"""No sentence of the engine reaches an operator in English only."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.engine_sentences import HOLE, sentences
from widgets.escorts.reasons import escort_reason
from widgets.guard_details.reasons import guard_reason
from widgets.language import Language
from widgets.patrols.reasons import patrol_reason
from widgets.shelters.reasons import place_reason
from widgets.supervisor.problem_words import problem_texts
from widgets.words.engine import engine_text
from widgets.words.reasons import reason_text

SAYERS: tuple[Callable[[str], str], ...] = (reason_text, engine_text, problem_texts)
# Who tells the refusals of a room of the field work, beside the words of every alert.
BOARDS: dict[str, Callable[[str], str]] = {
    "escort": escort_reason, "scouts": escort_reason, "check_in": escort_reason,
    "patrol": patrol_reason, "hazard": patrol_reason, "roster.": patrol_reason,
    "guard": guard_reason, "post": guard_reason, "reveal": guard_reason,
    "shelter": place_reason, "locker": place_reason, "opening_hours": place_reason,
}  # fmt: skip
FIELD = ("console/services/field", "console/domain/field")
PLACES = (
    *("console/domain/alerts", "console/domain/roles.py", "console/domain/pace.py"),
    *("console/services/desk", "console/services/engine", "backends/zeromq/doors.py"),
    *(
        "backends/zeromq/guests.py",
        "backends/zeromq/door_watch.py",
        "backends/system/disk_space.py",
        "backends/audit/keeper.py",
        "backends/audit/sealer.py",
    ),
    *("backends/map_data/site_cameras.py", "backends/database/history.py"),
    *("console/services/sound_report.py", "console/services/field/time.py"),
)
# What stands in a hole of a sentence: mostly a number or a name, sometimes a word that is known.
FILLS = (
    *("area", "mended", "passed to an office"),
    "7",
    "+7",
    "accepted",
    "on scene",
    "2",
    "is not registered",
    "ko",
    "agency",
)
# Problems and refusals of messages are told behind a name.
HEADS = ("", "x: ", "malformed: ", "identity: ")
NOT_TOLD = {
    # Words of the engine's own log.
    "console/services/engine/engine.py": (
        *("A step of the engine failed", "One of the engine's watches failed"),
        *(f"An input could not be decided ({HOLE})", "An event could not even be taken plainly"),
    ),
    "backends/database/history.py": (f"PRAGMA cache_size = {HOLE}",),
    # Told with what really stands in them, below, or behind a refusal that is told.
    "console/domain/alerts/agencies.py": (
        f"agencies.{HOLE}: {HOLE} is a text of at most {HOLE} characters",
    ),
    "console/domain/alerts/alert_type_text.py": (
        f"{HOLE} in {HOLE} is longer than {HOLE} characters",
    ),
    "console/services/desk/draft.py": (
        f"{HOLE} (kept: the first {HOLE} of {HOLE} bytes, sha256 {HOLE})",
    ),
    "console/services/desk/losses.py": ("Earlier ones stand in the journal.",),
    "console/services/desk/events.py": (
        *("the boot is older than the newest 1,024", "this device may not report this type"),
    ),
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
        f"This needs a supervisor, and none is registered: {HOLE}.",
    ),
    "console/services/desk/commands.py": ("The engine cannot read this act and changed nothing",),
    "console/services/desk/quiets.py": ("The device",),
    "backends/zeromq/doors.py": ("was revoked or has run out", "is not registered"),
    "backends/zeromq/guests.py": ("an unknown address",),
    "console/services/sound_report.py": (
        *("no sound device", "a sound device that takes no sound"),
        f"{HOLE} at {HOLE}: alerts cannot be heard there",
    ),
    # Words of the journal, and parts of a sentence that is told as a whole.
    "console/services/field/check_ins.py": ("shift over",),
    "console/services/field/patrol_check_ins.py": ("shift over",),
    "console/services/field/scouts.py": ("shift over", "nobody ended the shift"),
    "console/services/field/hazards.py": ("passed to an office", f"{HOLE} told that it is gone."),
    "console/services/field/guards.py": ("the case is closed",),
    "console/domain/field/escort_acts.py": ("set off", "a no-show"),
    "console/domain/field/escort_forms.py": ("meeting place",),
    "console/domain/field/guard_acts.py": ("The guard",),
    # A list of stores is read at the command line, which tells it to an installer.
    "console/services/field/shelter_list.py": (
        *("write lat and lon, or the id of a store of the map", "the map knows no such store"),
        *("the store has no name", "write its name", "the place cannot be read"),
        *("write lat and lon like 37.5610", f"write it like {HOLE}, 24 or closed"),
        *(f"{HOLE} are no hours", f"{HOLE} are no days", f"write them like {HOLE}"),
    ),
    "console/services/field/organisation_list.py": (
        *(f"{HOLE} is no number of members", f"write a number of 0 to {HOLE}", "write its name"),
        *(f"{HOLE} is no kind of organisation", "its kind is not said", "write one of "),
        "the organisation has no name",
    ),
    "console/services/field/list_faults.py": (f"{HOLE} is neither yes nor no", "write y or n"),
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


def _is_told(text: str, sayers: Iterable[Callable[[str], str]] = SAYERS) -> bool:
    filled = [text.replace(HOLE, fill) for fill in FILLS]
    tries = list(product(HEADS, filled, sayers))
    return any(_korean_of(say, head, each) for head, each, say in tries)


def _korean_of(say: Callable[[str], str], head: str, text: str) -> bool:
    told = say(head + text)
    # A head that is told in Korean with the sentence left as it came tells nothing.
    return bool(re.search("[가-힣]", told)) and "{" not in told and text.rstrip(".") not in told


def _boards_of(where: str) -> tuple[Callable[[str], str], ...]:
    file = where.rpartition("/")[2]
    boards = {say for part, say in BOARDS.items() if file.startswith(part)}
    return (engine_text, *(boards or {reason_text}))


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


@pytest.mark.usefixtures("korean")
def test_that_whatever_a_room_of_the_field_may_say_is_known_in_korean_at_its_board() -> None:
    found = list(sentences(*FIELD))
    assert len(found) > 200
    silent = [
        f"{where}: {text.replace(HOLE, '{}')}"
        for where, text in found
        if text not in NOT_TOLD.get(where.partition(":")[0], ())
        and not _is_told(text, _boards_of(where))
    ]
    assert silent == []


@pytest.mark.usefixtures("korean")
def test_that_a_sentence_nobody_knows_is_noticed() -> None:
    assert not _is_told("The moon is made of green cheese.")
    assert not _is_told("The moon is made of green cheese.", (escort_reason, place_reason))


def test_that_nothing_is_excused_that_is_not_said_any_more() -> None:
    said = {(where.partition(":")[0], text) for where, text in sentences(*PLACES, *FIELD)}
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


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize(
    ("say", "text"),
    [
        (problem_texts, "agencies.police: phone is a text of at most 80 characters"),
        (problem_texts, "step 2: words in 'ko' is longer than 400 characters"),
        (
            reason_text,
            (
                "This needs a supervisor, and none is registered: register one with "
                "`sunra seats --seat SEAT --operator NAME --role supervisor`."
            ),
        ),
        (escort_reason, "The meeting place is needed, in at most 80 characters."),
        (patrol_reason, "This hazard was fixed by kim."),
    ],
)
def test_that_what_is_filled_in_with_several_things_is_told_too(
    say: Callable[[str], str], text: str
) -> None:
    assert _korean_of(say, "", text)
