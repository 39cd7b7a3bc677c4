"""The words of escorts, in the language of the moment. Pure look-ups, GUI thread."""

from datetime import datetime, timedelta

from console.domain.field.escort import UNDER_WAY, Escort, Mark, Step
from console.domain.field.reveal import Purpose
from console.domain.field.scouts import Capacity
from console.domain.wall_clock import in_district
from widgets.escorts.book import EscortBook
from widgets.words.words import translate

_LOCAL_MIN = 60


def step_word(step: Step) -> str:
    """How far an escort has come."""
    return {
        Step.REQUESTED: translate("Escorts", "No team yet"),
        Step.MATCHED: translate("Escorts", "Team on its way"),
        Step.MET: translate("Escorts", "Met"),
        Step.WALKING: translate("Escorts", "Walking"),
        Step.ARRIVED: translate("Escorts", "At home"),
        Step.CLOSED: translate("Escorts", "Closed"),
        Step.NO_SHOW: translate("Escorts", "Did not come"),
        Step.CANCELLED: translate("Escorts", "Cancelled"),
        Step.HANDED_OVER: translate("Escorts", "Handed over"),
    }[step]


def alert_word(alert: str) -> str:
    """What is wrong with an escort, short."""
    return {
        "escort.unmatched": translate("Escorts", "no team"),
        "escort.not_met": translate("Escorts", "not met"),
        "escort.overdue": translate("Escorts", "overdue"),
        "escort.deviation": translate("Escorts", "off the way"),
        "escort.stopped": translate("Escorts", "stands still"),
        "escort.stop_late": translate("Escorts", "late at a stop"),
        "escort.handover": translate("Escorts", "hand over"),
        "unit.stale": translate("Escorts", "not heard"),
    }.get(alert, alert)


def mark_word(what: str) -> str:
    """One line of what happened."""
    return {
        "unread": translate("Escorts", "asked for, but not all could be read: ask back"),
        "requested": translate("Escorts", "asked for"),
        "matched": translate("Escorts", "given to a team"),
        "reassigned": translate("Escorts", "given to another team"),
        "met": translate("Escorts", "met"),
        "walking": translate("Escorts", "set off"),
        "boarded": translate("Escorts", "children joined"),
        "arrived": translate("Escorts", "arrived"),
        "closed": translate("Escorts", "closed"),
        "no_show": translate("Escorts", "did not come"),
        "cancelled": translate("Escorts", "cancelled"),
        "offered": translate("Escorts", "offered to"),
        "rung_again": translate("Escorts", "no answer, asked again"),
        "withdrawn": translate("Escorts", "offer withdrawn"),
        "declined": translate("Escorts", "the neighbour declined"),
        "handed_over": translate("Escorts", "taken over by"),
        "noted": translate("Escorts", "note"),
    }.get(what, what)


def channel_word(channel: str) -> str:
    """How somebody was heard."""
    return {
        "radio": translate("Escorts", "radio"),
        "telephone": translate("Escorts", "telephone"),
        "app": translate("Escorts", "app"),
        "seen": translate("Escorts", "seen on a picture"),
        "call_centre": translate("Escorts", "call centre"),
    }.get(channel, channel)


def purpose_words() -> tuple[tuple[str, str], ...]:
    """Why somebody looks at names; the everyday one first."""
    words = {
        Purpose.CALL_BACK: translate("Escorts", "Call back"),
        Purpose.EMERGENCY: translate("Escorts", "Emergency"),
        Purpose.POLICE: translate("Escorts", "Police or fire brigade asks"),
        Purpose.CORRECTION: translate("Escorts", "Correction (supervisor)"),
        Purpose.AUDIT: translate("Escorts", "Audit (supervisor)"),
    }
    return tuple((each.value, word) for each, word in words.items())


def clock(at: datetime) -> str:
    """Hours and minutes by the district's clock."""
    return f"{in_district(at):%H:%M}"


def span(length: timedelta) -> str:
    """A length of time, short and signed: `-3 min`, `12 min`, `1 h 05`."""
    minutes = int(abs(length.total_seconds()) // _LOCAL_MIN)
    sign = "−" if length < timedelta() and minutes else ""
    if minutes < _LOCAL_MIN:
        return sign + translate("Escorts", "{minutes} min").format(minutes=minutes)
    text = translate("Escorts", "{hours} h {minutes:02d}")
    return sign + text.format(hours=minutes // 60, minutes=minutes % 60)


def when_text(escort: Escort, now: datetime) -> str:
    """What the clock says of an escort: until the meeting, on the way, or how late."""
    if escort.step in {Step.REQUESTED, Step.MATCHED}:
        if now <= escort.meet_at:
            return translate("Escorts", "in {span}").format(span=span(escort.meet_at - now))
        return translate("Escorts", "{span} late").format(span=span(now - escort.meet_at))
    if escort.step is Step.WALKING and escort.due is not None:
        if now <= escort.due:
            return translate("Escorts", "due {at}").format(at=clock(escort.due))
        return translate("Escorts", "{span} over").format(span=span(now - escort.due))
    ended = escort.ended_at or escort.arrived_at or escort.met_at
    return clock(ended) if ended is not None else ""


def head_text(book: EscortBook) -> str:
    """Above the board: how many wait, walk, and need somebody."""
    open_ones = [each for each in book.escorts.values() if each.is_open]
    walking = sum(each.step in UNDER_WAY for each in open_ones)
    wrong = sum(bool(each.told) for each in open_ones)
    text = translate("Escorts", "Escorts: {open} open, {walking} on the way, {wrong} to look at")
    return text.format(open=len(open_ones), walking=walking, wrong=wrong)


def capacity_text(areas: list[Capacity]) -> str:
    """Free teams of each area in half an hour, those that lack one first."""
    ordered = sorted(areas, key=_scarcest)
    text = translate("Escorts", "{area} {free}/{teams} free")
    short = translate("Escorts", "{area} {free}/{teams} free, {waiting} waiting")
    return " · ".join(
        (short if each.unmatched else text).format(
            area=each.area, free=each.free, teams=each.on_duty, waiting=each.unmatched
        )
        for each in ordered
    )


def _scarcest(area: Capacity) -> tuple[int, str]:
    return (area.free - area.unmatched, area.area)


def walk_text(key: str, escort: Escort, book: EscortBook) -> str:
    """The head of the chosen walk."""
    alerts = ", ".join(alert_word(each) for each in escort.told)
    team = book.team_name(escort.team) if escort.team else ""
    parts = (f"#{key} {step_word(escort.step)}", alerts, escort.meet_name, team)
    return " · ".join(each for each in parts if each)


def mark_text(mark: Mark) -> str:
    """One line of what happened."""
    words = f"{in_district(mark.at):%H:%M:%S}  {mark_word(mark.what)} {mark.words}".rstrip()
    return f"{words} · {mark.by}"
