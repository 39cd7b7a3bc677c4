"""Guard details as an engine would have them at night, for the board's tests. No real person."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from console.domain.alerts.lifecycle import Refused
from console.domain.field.guard import Basis, Case, Guard, Happening, Risk, Session
from console.domain.field.guard_acts import (
    Rota,
    add_posts,
    extend,
    happened,
    on_post,
    open_case,
    start_session,
)
from console.domain.field.guard_looks import look
from console.domain.field.post import KST, planned
from console.domain.field.record import FieldRecord
from console.ports.seat_link import QueueNews
from console.services.field.guards import GuardCases, GuardRoll
from console.wire.field_codec import field_text

# Three nights into a session; 23:03:20 in Seoul.
NOW = datetime(2026, 11, 21, 23, 3, 20, tzinfo=KST)
FIRST = date(2026, 11, 19)


def _sure(case: Case | Refused) -> Case:
    assert isinstance(case, Case), case
    return case


def case_of(
    code: str, risk: Risk, basis: Basis, nights: Mapping[int, tuple[str, ...]], on: tuple[str, ...]
) -> Case:
    """A case of 14 nights from FIRST, 20:00 to 06:00; `nights` are who is rostered when."""
    opened = datetime.combine(FIRST, time(10), tzinfo=KST)
    case = _sure(
        open_case(
            code, risk, "kim", opened, station="성동경찰서", watches=("W-1",), cameras=("CAM-1",)
        )
    )
    session = Session(0, basis, FIRST, 14, time(20))
    case = _sure(start_session(case, session, "kim", opened))
    for night, guards in nights.items():
        start = datetime.combine(FIRST + timedelta(days=night), time(20), tzinfo=KST)
        made = [
            planned(f"{code}-{night}-{g}", g, start, start + timedelta(hours=10)) for g in guards
        ]
        posts = [each for each in made if not isinstance(each, Refused)]
        case = _sure(add_posts(case, posts, Rota(), "kim", opened))
    for night in range(3):
        came = datetime.combine(FIRST + timedelta(days=night), time(19, 55), tzinfo=KST)
        for guard in nights.get(night, ()) if night < 2 else on:
            case = _sure(on_post(case, guard, guard, came))
    return look(case, (), NOW)[0]


def cases() -> dict[str, Case]:
    """One covered, one with a gap now and gaps to come, one that begins tomorrow, one closed."""
    full = dict.fromkeys(range(14), ("G-11", "G-12"))
    holes = {**dict.fromkeys(range(6), ("G-21", "G-22")), 3: ("G-21",), 8: ("G-23",)}
    first = case_of("GD-2026-031", Risk.VERY_HIGH, Basis.VERY_HIGH_RISK, full, ("G-11", "G-12"))
    second = case_of("GD-2026-034", Risk.VERY_HIGH, Basis.RELEASE, holes, ("G-21",))
    line = "골목 입구에서 접근, 경호원이 막음"
    second = _sure(happened(second, Happening.APPROACH, "kim", NOW, line, 4_118))
    third = _sure(open_case("GD-2026-035", Risk.HIGH, "lee", NOW))
    more = _sure(extend(first, 7, "위험 지속", "lee", NOW))
    people = ("home", "order", "other_party", "person", "phone")
    return {
        "1": _with(more, people),
        "2": _with(second, people),
        "3": third,
    }


def _with(case: Case, people: tuple[str, ...]) -> Case:
    return replace(case, personal=people)


def records() -> tuple[FieldRecord, ...]:
    """The same as the engine sends them."""
    kind, roll = GuardCases(), GuardRoll()
    found = [
        FieldRecord(
            kind.name, key, kind.state(case), kind.is_open(case), NOW, field_text(case), None
        )
        for key, case in cases().items()
    ]
    signs = ("G-11", "G-12", "G-21", "G-22", "G-23")
    for number, sign in enumerate(signs, start=1):
        guard = Guard(sign, "kim", f"unit-{sign}")
        found.append(
            FieldRecord(roll.name, str(number), roll.state(guard), True, NOW, field_text(guard))
        )
    return tuple(found)


def news(*, current: bool = True, whole: bool = True) -> QueueNews:
    """A snapshot with all of it."""
    return QueueNews(whole=whole, current=current, revision=1, alerts=(), fields=records())


PEOPLE = {
    "person": "가나다 (시험용)",
    "phone": "010-0000-0000",
    "home": "시험구 시험로 1",
    "order": "2026-0000",
    "other_party": "라마바 (시험용)",
}
