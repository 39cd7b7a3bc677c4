"""The words of guard details in the language of the moment. Pure look-ups, GUI thread."""

from datetime import datetime

from console.domain.field.guard import Basis, Case, Entry, Feeling, Happening, Outcome, Risk
from console.domain.field.post import KST
from console.domain.field.reveal import PersonalEntry, Purpose
from console.domain.field.roster_cover import Gap, is_still_open
from widgets.words.words import translate


def risk_word(risk: Risk) -> str:
    """The risk the police gave."""
    return {
        Risk.ELEVATED: translate("GuardDetails", "Elevated risk"),
        Risk.HIGH: translate("GuardDetails", "High risk"),
        Risk.VERY_HIGH: translate("GuardDetails", "Very high risk"),
    }[risk]


def basis_word(basis: Basis) -> str:
    """Why guards were granted."""
    return {
        Basis.VERY_HIGH_RISK: translate("GuardDetails", "Very high risk"),
        Basis.RELEASE: translate("GuardDetails", "Offender released"),
        Basis.REFUSED_WARRANT: translate("GuardDetails", "Warrant refused"),
    }[basis]


def outcome_word(outcome: Outcome) -> str:
    """How a case ended."""
    return {
        Outcome.NO_HARM: translate("GuardDetails", "No harm done"),
        Outcome.STOPPED: translate("GuardDetails", "Approach stopped"),
        Outcome.ARREST: translate("GuardDetails", "Offender arrested"),
        Outcome.DETENTION: translate("GuardDetails", "Offender detained"),
        Outcome.INTERIM_MEASURE: translate("GuardDetails", "Interim measure"),
        Outcome.HARM: translate("GuardDetails", "Harm done"),
        Outcome.WITHDRAWN: translate("GuardDetails", "Person withdrew"),
    }[outcome]


def feeling_word(feeling: Feeling) -> str:
    """What the person answered at the end."""
    return {
        Feeling.VERY_SAFE: translate("GuardDetails", "Felt very safe"),
        Feeling.SAFE: translate("GuardDetails", "Felt safe"),
        Feeling.NEITHER: translate("GuardDetails", "Neither safe nor unsafe"),
        Feeling.UNSAFE: translate("GuardDetails", "Felt unsafe"),
        Feeling.NOT_ASKED: translate("GuardDetails", "Not asked"),
    }[feeling]


def happening_word(kind: Happening) -> str:
    """What happened, for the timeline."""
    return {
        Happening.OPENED: translate("GuardDetails", "Case opened"),
        Happening.SESSION: translate("GuardDetails", "Session granted"),
        Happening.EXTENDED: translate("GuardDetails", "Extended"),
        Happening.ENDED: translate("GuardDetails", "Session ended"),
        Happening.ON_POST: translate("GuardDetails", "On post"),
        Happening.OFF_POST: translate("GuardDetails", "Off post"),
        Happening.ROSTER: translate("GuardDetails", "Roster"),
        Happening.WATCH_SOS: translate("GuardDetails", "Call for help from the watch"),
        Happening.ORDER_VIOLATION: translate("GuardDetails", "Restrained person near"),
        Happening.APPROACH: translate("GuardDetails", "Approach"),
        Happening.RESTRAINT: translate("GuardDetails", "Stopped by guards"),
        Happening.ARREST: translate("GuardDetails", "Arrest"),
        Happening.DETENTION: translate("GuardDetails", "Detention"),
        Happening.INTERIM_MEASURE: translate("GuardDetails", "Interim measure"),
        Happening.NOTE: translate("GuardDetails", "Note"),
        Happening.GAP: translate("GuardDetails", "Coverage gap"),
        Happening.COVERED: translate("GuardDetails", "Covered again"),
        Happening.ENDING: translate("GuardDetails", "Session ends soon"),
        Happening.REVEALED: translate("GuardDetails", "Personal entries shown"),
        Happening.ERASED: translate("GuardDetails", "Personal entries erased"),
        Happening.SURVEYED: translate("GuardDetails", "Survey"),
        Happening.CLOSED: translate("GuardDetails", "Case closed"),
    }[kind]


def entry_word(name: str) -> str:
    """The name of a personal entry."""
    return {
        PersonalEntry.PERSON: translate("GuardDetails", "Name"),
        PersonalEntry.PHONE: translate("GuardDetails", "Telephone"),
        PersonalEntry.HOME: translate("GuardDetails", "Home"),
        PersonalEntry.WORK: translate("GuardDetails", "Work"),
        PersonalEntry.KIN: translate("GuardDetails", "Next of kin"),
        PersonalEntry.OTHER_PARTY: translate("GuardDetails", "Restrained person"),
        PersonalEntry.OTHER_LOOKS: translate("GuardDetails", "Looks of that person"),
        PersonalEntry.OTHER_CAR: translate("GuardDetails", "Car of that person"),
        PersonalEntry.ORDER: translate("GuardDetails", "Order"),
        PersonalEntry.REMARK: translate("GuardDetails", "Remark"),
    }.get(PersonalEntry(name) if name in set(PersonalEntry) else PersonalEntry.REMARK, name)


def purpose_word(purpose: Purpose) -> str:
    """Why somebody looks at personal entries."""
    return {
        Purpose.EMERGENCY: translate("GuardDetails", "Emergency"),
        Purpose.CALL_BACK: translate("GuardDetails", "Call back"),
        Purpose.POLICE: translate("GuardDetails", "Police asks"),
        Purpose.BRIEFING: translate("GuardDetails", "Briefing guards"),
        Purpose.CORRECTION: translate("GuardDetails", "Correction (supervisor)"),
        Purpose.AUDIT: translate("GuardDetails", "Audit (supervisor)"),
    }[purpose]


def channel_words() -> tuple[tuple[str, str], ...]:
    """How a guard told the room: code and word."""
    return (
        ("radio", translate("GuardDetails", "Radio")),
        ("phone", translate("GuardDetails", "Telephone")),
        ("app", translate("GuardDetails", "Application")),
        ("camera", translate("GuardDetails", "Seen by camera")),
    )


_CALLS = (Happening.WATCH_SOS, Happening.APPROACH, Happening.RESTRAINT)
"""What devices tell the end of, beside a restrained person who is near."""


def line_text(entry: Entry) -> str:
    """What a line of the timeline says beside its name, in the language of the moment."""
    over = translate("GuardDetails", "over, as the device told")
    known = {
        Happening.OPENED: {each.value: risk_word(each) for each in Risk},
        Happening.SESSION: {each.value: basis_word(each) for each in Basis},
        Happening.CLOSED: {each.value: outcome_word(each) for each in Outcome},
        Happening.SURVEYED: {each.value: feeling_word(each) for each in Feeling},
        Happening.ORDER_VIOLATION: {"cleared": translate("GuardDetails", "gone again")},
        **{kind: {"cleared": over} for kind in _CALLS},
    }
    text = known.get(entry.kind, {}).get(entry.text, entry.text)
    if entry.kind in {Happening.ON_POST, Happening.OFF_POST}:
        for code, word in channel_words():
            text = text.replace(f": {code}", f": {word}", 1)
    if entry.kind is Happening.REVEALED:
        code, _, why = text.partition(": ")
        text = f"{purpose_word(Purpose(code))}: {why}" if code in set(Purpose) else text
    return f"{text}  #{entry.alert}" if entry.alert is not None else text


def timeline_text(entry: Entry) -> str:
    """A whole line of the timeline; who did it where the line does not say so already."""
    words = f"{stamp(entry.at)}  {happening_word(entry.kind)}  {line_text(entry)}".rstrip()
    return words if entry.by == "engine" or entry.by in entry.text else f"{words} · {entry.by}"


def state_text(case: Case, now: datetime) -> str:
    """The state of a case in a few words."""
    if not case.is_open:
        return translate("GuardDetails", "Closed")
    if any(start <= now for start, _, _ in case.told_gaps):
        return translate("GuardDetails", "Gap now")
    if case.told_gaps:
        first = min(start for start, _, _ in case.told_gaps)
        text = translate("GuardDetails", "Gap from {time}")
        return text.format(time=stamp(first))
    if case.session is None:
        return translate("GuardDetails", "No session yet")
    if not case.session.is_running(now):
        ahead = now < case.session.start
        over = translate("GuardDetails", "Session over")
        return translate("GuardDetails", "Session ahead") if ahead else over
    return translate("GuardDetails", "Covered")


def stamp(moment: datetime) -> str:
    """Month, day and minute on the wall clock of the room."""
    return moment.astimezone(KST).strftime("%m-%d %H:%M")


def clock(moment: datetime) -> str:
    """Hour and minute on the wall clock of the room."""
    return moment.astimezone(KST).strftime("%H:%M")


def gap_text(gap: Gap, now: datetime | None = None) -> str:
    """A gap: from, to ("…" while it may end at any moment), how many of how many."""
    end = "…" if now is not None and is_still_open(gap, now) else clock(gap.end)
    return f"{clock(gap.start)}–{end} {gap.needed - gap.missing}/{gap.needed}"


def day_text(moment: datetime) -> str:
    """A day as month, day and day of the week."""
    local = moment.astimezone(KST)
    week = (
        translate("GuardDetails", "Mon"), translate("GuardDetails", "Tue"),
        translate("GuardDetails", "Wed"), translate("GuardDetails", "Thu"),
        translate("GuardDetails", "Fri"), translate("GuardDetails", "Sat"),
        translate("GuardDetails", "Sun"),
    )  # fmt: skip
    return f"{local:%m-%d} {week[local.weekday()]}"
