"""What the detail panel says of differences, times, verdicts and motion."""

from dataclasses import replace
from datetime import timedelta

from console.domain.alerts.alert import Attention, Condition, Disposition, Work
from console.domain.alerts.handling import Handling, Verdict, Verified
from console.domain.alerts.stamps import stamps_of
from console.domain.places.geo import Place
from console.domain.unit import UnitPosition
from console.services.catalogue import read_catalogue
from tests.support.seat_doubles import START, alert
from widgets.detail.card_words import Past, basis_text, card_of
from widgets.detail.differences import MOST, Acknowledged, difference
from widgets.detail.time_line import stamp_word, timeline_of
from widgets.models.motion import Motions

CATALOGUE = read_catalogue()
SOS = alert(7, "sos.app", CATALOGUE, unit="app-31", text="at the gate")
SEEN = replace(
    SOS, attention=Attention.ACKNOWLEDGED, acknowledged_facts=1, acknowledged_by="kim",
    acknowledged_at=START,
)  # fmt: skip
NEWER = replace(SEEN, attention=Attention.UNACKNOWLEDGED, facts=3, text="inside now")


def test_that_news_after_an_acknowledgement_has_a_line_of_its_own() -> None:
    """O14."""
    seen = Acknowledged()
    seen.take([SEEN])
    moved = replace(NEWER, condition=Condition.ACTIVE, place=Place(37.549, 127.0521))
    seen.take([moved])
    line = difference(moved, seen.of(7))
    assert "kim acknowledged" in line
    for part in ("2 more reports", "Still active", "now says: inside now", "moved "):
        assert part in line, part


def test_that_the_line_survives_a_restart_of_the_console() -> None:
    cleared = replace(NEWER, cleared_at=START + timedelta(seconds=9))
    line = difference(cleared, None)
    assert "2 more reports" in line
    assert "Cleared" in line


def test_that_there_is_no_line_without_news_or_without_an_acknowledgement() -> None:
    assert difference(SEEN, None) == ""
    assert difference(SOS, None) == ""
    older = replace(SEEN, acknowledged_facts=2, facts=2)
    assert "now says" not in difference(replace(NEWER, acknowledged_facts=2), SEEN)
    assert difference(older, SEEN) == ""


def test_that_what_was_acknowledged_is_kept_within_bounds() -> None:
    seen = Acknowledged()
    seen.take(replace(SEEN, number=n) for n in range(MOST + 10))
    assert seen.of(0) is None
    assert seen.of(MOST) is not None
    seen.take([replace(SEEN, number=MOST, work=Work.CLOSED)])
    assert seen.of(MOST) is None


def test_that_all_fifteen_times_are_told_or_named_as_missing() -> None:
    """R-ARC-01."""
    lines = timeline_of(SOS)
    text = "\n".join(f"{line.caption} {line.value}" for line in lines)
    assert len(stamps_of(SOS)) == 15
    for name in stamps_of(SOS):
        assert stamp_word(name) in text, name
    assert lines[-1].caption == "Not known"


def test_that_a_time_that_contradicts_another_is_marked_and_not_corrected() -> None:
    early = replace(SOS, handling=Handling(displayed_at=SOS.raised - timedelta(seconds=30),
                                           durable_at=SOS.raised))  # fmt: skip
    marked = [line for line in timeline_of(early) if line.tone == "warning"]
    assert [line.value.split(" · ")[0] for line in marked] == ["Shown"]
    assert "-30.0 s" in marked[0].value


def test_that_a_verdict_tells_its_ground_in_the_rooms_words() -> None:
    assert basis_text("picture Seongsu 01 (SD-0001)") == "picture of Seongsu 01 (SD-0001)"
    assert basis_text("outcome: test") == "by the outcome: Test"
    assert basis_text("a patrol saw it") == "a patrol saw it"
    said = Verified(Verdict.FALSE, "kim", START, "call-back 00:12")
    shown = card_of(replace(SOS, handling=Handling(verified=said)), None, None, Past(), START)
    assert "False" in shown[0].value
    assert "call-back (00:12)" in shown[0].value


def test_that_the_past_counts_outcomes_and_leaves_the_alert_itself_out() -> None:
    ended = (Disposition.TRUE, Disposition.FALSE_NUISANCE, Disposition.TEST, None)
    past = tuple(replace(SOS, number=n, disposition=each) for n, each in enumerate(ended, start=1))
    lines = card_of(SOS, None, None, Past((SOS, *past), more=True, known=True), START)
    text = "\n".join(line.value for line in lines)
    assert "4+ alerts: 1 real, 2 false or test, 1 other" in text
    alone = card_of(SOS, None, None, Past((SOS,), known=True), START)
    assert alone[-1].value == "none before this one"


def test_that_a_unit_stays_until_it_is_farther_than_its_fixes_are_wrong() -> None:
    motions, place = Motions(), Place(37.546, 127.05)
    first = UnitPosition("app-31", "app", START, START, place)
    motions.take([first])
    near = replace(first, time=START + timedelta(minutes=1), place=Place(37.54605, 127.05))
    motions.take([near])
    assert (motions.stays["app-31"].since, motions.stays["app-31"].began) == (START, False)
    blurred = replace(near, place=Place(37.5464, 127.05, accuracy_m=80.0))
    motions.take([blurred])
    assert motions.stays["app-31"].since == START
    away = replace(near, place=Place(37.5464, 127.05))
    motions.take([away])
    assert (motions.stays["app-31"].since, motions.stays["app-31"].began) == (away.time, True)
    motions.take([], whole=True)
    assert not motions.stays


def test_that_an_old_fix_is_marked_and_never_passed_off_as_standing_still() -> None:
    """R-ALM-17."""
    old = START - timedelta(minutes=4)
    fix = UnitPosition("app-31", "app", old, old, Place(37.546, 127.05), speed_mps=1.0)
    (line,) = [
        each for each in card_of(SOS, fix, None, Past(), START) if each.caption == "Last motion"
    ]
    assert line.tone == "warning"
    assert "fix 04:00 old" in line.value
