"""What the card of an emergency says: verdict, last motion, the past of its bell or wearer. Pure.

What is not known is said to be unknown, never left out as if it were normal (R-ALM-17).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from console.domain.alerts.alert import Alert, Disposition
from console.domain.alerts.handling import Verdict
from console.domain.unit import UnitPosition
from widgets.detail.dispatches import dispatches_of
from widgets.detail.fact_table import Fact
from widgets.models.motion import Stay
from widgets.words.words import age_text, clock_text, disposition_word, local, translate

STALE_S = 60.0
MOVES_MPS = 0.4
PAST_DAYS = 30
_MOST_TOLD = 2
_FALSE = {Disposition.FALSE_NUISANCE, Disposition.FALSE_MALICIOUS, Disposition.TEST}


@dataclass(frozen=True, slots=True)
class Past:
    """Earlier alerts of the same bell or wearer. `known` False: the answer is still to come."""

    alerts: tuple[Alert, ...] = ()
    more: bool = False
    fault: str = ""
    known: bool = False


def card_of(
    alert: Alert, fix: UnitPosition | None, stay: Stay | None, past: Past, now: datetime
) -> list[Fact]:
    """The lines beside the picture; once somebody was sent, how far they are before the past."""
    sent = dispatches_of(alert, now)
    lines = [verdict_of(alert), *sent]
    if alert.unit or fix is not None:
        lines.append(_motion(fix, stay, now))
    if fix is not None and fix.battery_pct is not None:
        lines.append(_battery(fix.battery_pct))
    return [*lines, *_past(alert, past)[: 1 if sent else None]]


def verdict_of(alert: Alert) -> Fact:
    """What was said of it, by whom, when and on what ground."""
    caption, said = translate("Detail", "Verdict"), alert.handling.verified
    if said is None:
        return Fact(caption, translate("Detail", "NOT VERIFIED: F2 real, F3 false"), "warning")
    parts = (verdict_word(said.verdict), clock_text(said.at), said.by, basis_text(said.basis))
    tone = "fault" if said.verdict is Verdict.VERIFIED else "quiet"
    return Fact(caption, " · ".join(part for part in parts if part), tone)


def elsewhere() -> Fact:
    """That the picture beside is of another place: no verdict can rest on it."""
    words = translate("Detail", "Of another place: V brings a near camera")
    return Fact(translate("Detail", "Picture"), words, "warning")


def verdict_word(verdict: Verdict) -> str:
    """A verdict in one word."""
    return {
        Verdict.VERIFIED: translate("Detail", "VERIFIED"),
        Verdict.FALSE: translate("Detail", "False"),
        Verdict.UNABLE: translate("Detail", "Could not be verified"),
    }[verdict]


def basis_text(basis: str) -> str:
    """On what a verdict rests. What the console itself wrote is told in the room's language."""
    kind, _, rest = basis.partition(" ")
    known = {
        "picture": translate("Detail", "picture of {rest}"),
        "call-back": translate("Detail", "call-back ({rest})"),
        "outcome:": translate("Detail", "by the outcome: {rest}"),
        "judgement": translate("Detail", "no live picture"),
    }
    if kind not in known:
        return basis
    if kind == "outcome:" and rest in list(Disposition):
        rest = disposition_word(Disposition(rest))
    return known[kind].format(rest=rest)


def _motion(fix: UnitPosition | None, stay: Stay | None, now: datetime) -> Fact:
    caption = translate("Detail", "Last motion")
    if fix is None:
        return Fact(caption, translate("Detail", "No position was ever heard"), "warning")
    age_s = (now - min(fix.time, fix.received)).total_seconds()
    heard = translate("Detail", "fix {age} old").format(age=age_text(fix.time, now))
    tone = "warning" if age_s > STALE_S else ""
    if fix.speed_mps is not None and fix.speed_mps >= MOVES_MPS:
        moves = translate("Detail", "Moving, {speed} m/s").format(speed=f"{fix.speed_mps:.1f}")
        return Fact(caption, f"{moves} · {heard}", tone)
    if stay is None:
        return Fact(caption, heard, tone)
    pattern = (
        translate("Detail", "Still for {age} (since {time})")
        if stay.began
        else translate("Detail", "Still for {age} at least (since {time})")
    )
    still = pattern.format(age=age_text(stay.since, now), time=clock_text(stay.since))
    return Fact(caption, f"{still} · {heard}", tone)


def _battery(percent: float) -> Fact:
    low = percent <= 15
    return Fact(translate("Detail", "Battery"), f"{percent:.0f} %", "warning" if low else "")


def _past(alert: Alert, past: Past) -> list[Fact]:
    caption = translate("Detail", "Past {days} days").format(days=PAST_DAYS)
    if not past.known:
        return [Fact(caption, translate("Detail", "being looked up…"), "quiet")]
    if past.fault:
        words = translate("Detail", "not known: {fault}").format(fault=past.fault)
        return [Fact(caption, words, "warning")]
    others = [each for each in past.alerts if each.number != alert.number]
    if not others:
        return [Fact(caption, translate("Detail", "none before this one"))]
    lines = [Fact(caption, _counted(others, more=past.more))]
    lines += [Fact("", _told(each)) for each in others[:_MOST_TOLD]]
    return lines


def _counted(alerts: list[Alert], *, more: bool) -> str:
    ended = Counter(each.disposition for each in alerts)
    false = sum(ended[each] for each in _FALSE)
    text = translate("Detail", "{count} alerts: {true} real, {false} false or test, {rest} other")
    return text.format(
        count=f"{len(alerts)}+" if more else len(alerts),
        true=ended[Disposition.TRUE],
        false=false,
        rest=len(alerts) - false - ended[Disposition.TRUE],
    )


def _told(alert: Alert) -> str:
    ended = alert.disposition
    words = disposition_word(ended) if ended else translate("Detail", "open")
    return f"{local(alert.raised):%m-%d %H:%M} · {words}"
