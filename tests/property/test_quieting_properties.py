"""No sequence of acts keeps a life-safety alert out of the queue (R-ALM-05, O5)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from console.domain.alerts.alert import Alert, Visibility
from console.domain.alerts.lifecycle import Refused, Report, raise_alert
from console.domain.alerts.quieting import (
    OutOfService,
    Quiet,
    Shelf,
    Suppression,
    ended,
    out_of_service,
    shelf,
    suppression,
    visibility_of,
)
from console.services.catalogue import read_catalogue

START = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)
CATALOGUE = read_catalogue()
TYPES = sorted(CATALOGUE.types)
SOURCES = ("CAM-1", "BELL-2", "WATCH-3")

types = st.sampled_from(TYPES)
sources = st.sampled_from(SOURCES)
spans = st.integers(-3_600, 40 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
words = st.sampled_from(["", " ", "wire work", "repair"])
people = st.sampled_from(["", "OP-01", "SV-01"])


def alert(kind: str, source: str) -> Alert:
    report = Report(kind, CATALOGUE.type_of(kind), source, None, "active", START, START)
    return raise_alert(1, report)


@st.composite
def quiets(draw: st.DrawFn) -> Quiet | Refused:
    until = START + draw(spans)
    match draw(st.integers(0, 2)):
        case 0:
            one = alert(draw(types), draw(sources))
            kind = CATALOGUE.type_of(one.type)
            return shelf("S", one, kind, draw(words), "OP-01", START, until)
        case 1:
            rule = Suppression(
                "R", draw(types), draw(st.none() | sources), draw(words),
                draw(people), draw(people), START, until,
            )  # fmt: skip
            return suppression(rule, CATALOGUE)
        case _:
            entry = OutOfService(
                "O", draw(sources), draw(words), draw(people), "SV-01", START, until
            )
            return out_of_service(entry)


@given(st.lists(quiets(), max_size=12), types, sources, spans)
def test_that_no_quiet_hides_a_life_safety_alert_r_alm_05(
    made: list[Quiet | Refused], kind: str, source: str, later: timedelta
) -> None:
    standing = [each for each in made if not isinstance(each, Refused)]
    one = alert(kind, source)
    seen = visibility_of(one, CATALOGUE.type_of(kind), standing, START + later)
    if CATALOGUE.type_of(kind).is_life:
        assert seen is Visibility.NORMAL
    if seen is not Visibility.NORMAL:
        now = START + later
        assert any(each.covers(one) and now < each.until for each in standing)


@given(st.lists(quiets(), max_size=12))
def test_that_every_quiet_that_stands_has_a_reason_an_author_and_an_end(
    made: list[Quiet | Refused],
) -> None:
    for each in made:
        if isinstance(each, Refused):
            assert each.reason.endswith(".")
            continue
        assert each.reason.strip()
        assert START < each.until <= START + timedelta(days=92)
        if isinstance(each, Suppression):
            assert each.author != each.approver
        if isinstance(each, Shelf):
            assert not CATALOGUE.type_of(each.type).is_life
            assert each.until <= START + timedelta(hours=8)


@given(quiets())
def test_that_a_quiet_returns_the_alert_by_itself_at_its_end_r_alm_06(
    made: Quiet | Refused,
) -> None:
    if isinstance(made, Refused):
        return
    kind = made.type if isinstance(made, Shelf | Suppression) else "device.fault"
    source = made.source or "CAM-1"
    one = alert(kind, source)
    before, after = made.until - timedelta(seconds=1), made.until
    assert visibility_of(one, CATALOGUE.type_of(kind), [made], before) is not Visibility.NORMAL
    assert visibility_of(one, CATALOGUE.type_of(kind), [made], after) is Visibility.NORMAL
    assert ended([made], after) == [made]


def test_that_even_a_quiet_that_should_not_exist_hides_no_life_safety_alert_r_alm_05() -> None:
    forged: list[Quiet] = [
        Shelf("S", "BELL-2", "bell.pressed", None, "x", "OP-01", START, START + timedelta(hours=1)),
        Suppression("R", "bell.pressed", None, "x", "A", "B", START, START + timedelta(hours=1)),
        OutOfService("O", "BELL-2", "x", "A", "SV-01", START, START + timedelta(hours=1)),
    ]
    one = alert("bell.pressed", "BELL-2")
    assert visibility_of(one, CATALOGUE.type_of(one.type), forged, START) is Visibility.NORMAL
