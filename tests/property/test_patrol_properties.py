"""Laws of patrols, hazards, lockers and opening hours over any order of acts and any time."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.alerts.lifecycle import Refused
from console.domain.field import hazard as hazards
from console.domain.field import locker as lockers
from console.domain.field import patrol as patrols
from console.domain.field.hazard import Category, Hazard, Office
from console.domain.field.locker import FREE, KRW_A_DAY, Locker, Use
from console.domain.field.opening_hours import DAY_MIN, HOLIDAY, Door, Hours, Span, checked, opening
from console.domain.field.patrol import Checkpoint, Passed, Patrol, Reached, Stage
from console.domain.field.patrol_times import next_due, told
from console.domain.places.geo import Place

START = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
KST = timezone(timedelta(hours=9))
POINTS = tuple(
    Checkpoint(f"CP-{n}", f"{n}", f"{n}", Place(37.5 + n / 1e3, 127.0)) for n in range(3)
)
steps = st.lists(
    st.tuples(
        st.sampled_from(["start", "end", "cancel", "extend", "pass", "time"]),
        st.integers(0, 5_400),
        st.integers(0, 3),
    ),
    max_size=25,
)


def planned() -> Patrol:
    made = patrols.planned(
        Patrol(
            "T", "A", ("a", "b"), START + timedelta(hours=1), START + timedelta(hours=6),
            checkpoints=POINTS,
        ),
        START,
    )  # fmt: skip
    assert isinstance(made, Patrol)
    return made


def after(patrol: Patrol, act: str, now: datetime, which: int) -> Patrol | Refused:
    match act:
        case "start":
            return patrols.started(patrol, "kim", now)
        case "end":
            return patrols.ended(patrol, "kim", now, "rain" if which else "")
        case "cancel":
            return patrols.cancelled(patrol, "kim", now, "rain" if which else "")
        case "extend":
            return patrols.extended(patrol, patrol.ends + timedelta(minutes=30 * which), now)
        case _:
            return patrols.passed(patrol, Passed(f"CP-{which}", now, Reached.OPERATOR, "kim"))


@given(steps)
def test_that_a_patrol_always_ends_and_every_deadline_is_told_once(
    acts: list[tuple[str, int, int]],
) -> None:
    patrol, now, marks = planned(), START, list[str]()
    for act, seconds, which in [*acts, ("time", 3 * 86_400, 0)]:
        now += timedelta(seconds=seconds)
        while (due := next_due(patrol)) is not None and due.at <= now:
            marks.append(due.mark)
            before, patrol = patrol, told(patrol, due)
            assert next_due(patrol) != due
            assert before.is_open
        if act == "time":
            continue
        outcome = after(patrol, act, now, which)
        if isinstance(outcome, Patrol):
            assert patrol.is_open
            assert set(patrol.passed) <= set(outcome.passed)
            assert outcome.ended_at is None or not outcome.is_open
            patrol = outcome
    assert not patrol.is_open
    assert next_due(patrol) is None
    assert patrol.stage is not Stage.NOT_HELD or patrol.started_at is None
    assert len({each.checkpoint for each in patrol.passed}) == len(patrol.passed)
    once = [mark for mark in marks if mark not in {"silent", "over"}]
    assert len(set(once)) == len(once)


@given(
    st.sampled_from(list(Category)),
    st.lists(
        st.tuples(
            st.sampled_from(["refer", "accept", "fix", "dismiss", "time"]), st.integers(0, 400_000)
        ),
        max_size=20,
    ),
)
def test_that_an_open_hazard_is_always_reminded_of_and_a_closed_one_never(
    category: Category, acts: list[tuple[str, int]]
) -> None:
    made = hazards.reported(Hazard(category, START, "app-1", text="x"))
    assert isinstance(made, Hazard)
    hazard, now = made, START
    for act, seconds in acts:
        now += timedelta(seconds=seconds)
        if hazard.due is not None and hazard.due <= now:
            hazard = hazards.reminded(hazard, now)
            assert hazard.due is not None
            assert hazard.due > now
        outcomes = {
            "refer": lambda h, n: hazards.referred(h, Office.ROADS.value, "kim", n, ""),
            "accept": hazards.accepted,
            "fix": lambda h, n: hazards.fixed(h, "kim", n, "seen"),
            "dismiss": lambda h, n: hazards.dismissed(h, "kim", n, "none"),
        }
        outcome = outcomes[act](hazard, now) if act in outcomes else hazard
        hazard = outcome if isinstance(outcome, Hazard) else hazard
        assert (hazard.due is None) is not hazard.is_open


def box_act(locker: Locker, act: str, box: str, now: datetime) -> Locker | Refused:
    if act == "stored":
        return lockers.stored(locker, box, str(now), now)
    change = {
        "collected": lockers.collected,
        "broken": lockers.out_of_order,
        "repaired": lockers.repaired,
    }[act]
    return change(locker, box, now)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["stored", "collected", "broken", "repaired"]),
            st.sampled_from(["A", "B", "C"]),
            st.integers(0, 300_000),
        ),
        max_size=30,
    )
)
def test_that_boxes_add_up_and_two_days_are_free(acts: list[tuple[str, str, int]]) -> None:
    locker, now = Locker(size=5), START
    for act, box, seconds in acts:
        now += timedelta(seconds=seconds)
        outcome = box_act(locker, act, box, now)
        locker = outcome if isinstance(outcome, Locker) else locker
        assert sum(locker.count(use) for use in Use) == locker.total == 5
        locker, fresh = lockers.told(locker, now)
        assert all(each.since is not None and now - each.since >= FREE for each in fresh)
        assert lockers.told(locker, now)[1] == ()
        for each in lockers.overdue(locker, now):
            assert each.told
        assert lockers.owed_krw(locker, now) % KRW_A_DAY == 0


@given(st.integers(0, 400 * 86_400))
def test_that_the_fee_is_the_brute_count_of_days_begun(seconds: int) -> None:
    fee, free = 0, 48 * 3_600
    while seconds > free:
        fee, free = fee + 1_000, free + 86_400
    assert lockers.fee_krw(START, START + timedelta(seconds=seconds)) == fee


spans = st.builds(
    lambda day, begin, length: Span(day, begin, begin + length),
    st.integers(0, HOLIDAY), st.integers(0, DAY_MIN - 1), st.integers(1, DAY_MIN),
)  # fmt: skip


def is_open_by_minutes(hours: Hours, now: datetime) -> bool:
    """The oracle: each minute of each day that could reach into now."""
    for back in (0, 1):
        day = now.date() - timedelta(days=back)
        fixed = (day.month, day.day) in {(1, 1), (10, 9), (12, 25)}
        weekday = HOLIDAY if fixed else day.weekday()
        minute = (now - datetime.combine(day, time(), KST)) / timedelta(minutes=1)
        if any(each.weekday == weekday and each.begin_min <= minute < each.end_min
               for each in hours.week):  # fmt: skip
            return True
    return False


@settings(max_examples=300)
@given(st.lists(spans, min_size=1, max_size=12), st.integers(0, 20 * 1_440))
def test_that_open_now_agrees_with_counting_minutes_over_midnight_and_holidays(
    week: list[Span], minute: int
) -> None:
    hours = checked(Hours(tuple(week)))
    assert isinstance(hours, Hours)
    now = datetime.combine(date(2026, 12, 20), time(), KST) + timedelta(minutes=minute)
    found = opening(hours, now)
    assert (found.door is Door.OPEN) is is_open_by_minutes(hours, now)
    if found.until is not None:
        just_before = found.until - timedelta(minutes=1)
        assert is_open_by_minutes(hours, just_before) is (found.door is Door.OPEN)
        assert is_open_by_minutes(hours, found.until) is (found.door is not Door.OPEN)


def test_that_hours_nobody_entered_are_unknown_and_neither_open_nor_closed() -> None:
    assert opening(Hours(), datetime.now(KST)).door is Door.UNKNOWN
