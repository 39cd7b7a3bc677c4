"""The acts on the chosen escort, team or unit: their keys, words, and the form each opens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from console.domain.field.check_in import CHANNELS
from console.domain.field.escort import BEFORE_MEETING, UNDER_WAY, Escort, Step
from widgets.escorts import forms
from widgets.escorts.book import EscortBook
from widgets.escorts.ground import Ground
from widgets.escorts.intake import booking_form, school_bus_form
from widgets.escorts.words import channel_word, purpose_words
from widgets.field.form import Form
from widgets.field.page import language
from widgets.field.said import not_now
from widgets.words.words import translate


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an act is about: the escort, team and unit chosen, each perhaps none."""

    book: EscortBook
    now: datetime
    ground: Ground
    escort: str = ""
    team: str = ""
    unit: str = ""

    @property
    def walk(self) -> Escort | None:
        """The chosen escort."""
        return self.book.escorts.get(self.escort)

    @property
    def subject(self) -> str:
        """How commands name the chosen escort."""
        return f"escort:{self.escort}"

    @property
    def areas(self) -> list[str]:
        """The areas there are teams or requests in."""
        return [each.area for each in self.book.capacities(self.now)]


Plain = tuple[str, str]
"""Subject and act of one that needs no form."""

Opened = Form | Plain | None


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its key cap, and what it opens; None: it stands for nothing now."""

    name: str
    cap: str
    opens: Callable[[Chosen], Opened]


def _request(chosen: Chosen) -> Opened:
    return booking_form(chosen.now, chosen.areas, chosen.ground, language())


def _school_bus(chosen: Chosen) -> Opened:
    return school_bus_form(chosen.now, chosen.areas, chosen.ground, language())


def _match(chosen: Chosen) -> Opened:
    walk = chosen.walk
    if walk is None or walk.step not in BEFORE_MEETING | UNDER_WAY:
        return None
    free = [o for o in chosen.book.offers_for(chosen.escort, chosen.now) if o.team != walk.team]
    if not free:
        return None
    named = []
    for offer in free:
        far = "" if offer.metres is None else f" · {offer.metres:.0f} m"
        other = "" if offer.in_area else translate("Escorts", " · other area")
        named.append((offer.team, f"{chosen.book.team_name(offer.team)}{far}{other}"))
    title = translate("Escorts", "Give #{number} to a team").format(number=chosen.escort)
    return forms.team_choice_form(chosen.subject, title, named)


def _step(act: str, *steps: Step) -> Callable[[Chosen], Opened]:
    def opens(chosen: Chosen) -> Opened:
        walk = chosen.walk
        return (chosen.subject, act) if walk is not None and walk.step in steps else None

    return opens


def _arrive(chosen: Chosen) -> Opened:
    walk = chosen.walk
    if walk is None or walk.step not in UNDER_WAY:
        return None
    if not walk.is_group:
        return chosen.subject, "arrive"
    title = translate("Escorts", "Children who arrived")
    return forms.count_form("arrive", chosen.subject, title, [])


def _board(chosen: Chosen) -> Opened:
    walk = chosen.walk
    if walk is None or not walk.is_group or walk.step not in UNDER_WAY:
        return None
    stops = [(str(n), s.name) for n, s in enumerate(walk.stops, 1) if s.served is None]
    if not stops:
        return None
    title = translate("Escorts", "Children who joined")
    return forms.count_form("board", chosen.subject, title, stops)


def _close(chosen: Chosen) -> Opened:
    walk = chosen.walk
    if walk is None or not walk.is_open or walk.step in BEFORE_MEETING:
        return None
    if walk.step is Step.ARRIVED:
        return chosen.subject, "close"
    title, label = translate("Escorts", "Close before arrival"), translate("Escorts", "Why")
    return forms.words_form("close", chosen.subject, title, label)


def _cancel(chosen: Chosen) -> Opened:
    walk = chosen.walk
    if walk is None or walk.step not in BEFORE_MEETING:
        return None
    title, label = translate("Escorts", "Cancel"), translate("Escorts", "Why, by whom")
    return forms.words_form("cancel", chosen.subject, title, label)


def _hand_over(chosen: Chosen) -> Opened:
    walk = chosen.walk
    if walk is None or not walk.is_open or walk.step is Step.ARRIVED:
        return None
    if walk.is_asking:
        return forms.accepted_form(chosen.subject)
    return forms.offer_form(chosen.subject, walk.neighbour)


def _withdraw(chosen: Chosen) -> Opened:
    walk = chosen.walk
    return (chosen.subject, "withdraw") if walk is not None and walk.is_asking else None


def _note(chosen: Chosen) -> Opened:
    if chosen.walk is None:
        return None
    label = translate("Escorts", "Note")
    return forms.words_form("note", chosen.subject, label, label)


def _reveal(chosen: Chosen) -> Opened:
    if chosen.walk is None or not chosen.walk.is_open:
        return None
    title = translate("Escorts", "Show name and telephone for a minute")
    return forms.reveal_form(chosen.subject, title, purpose_words())


def _duty(chosen: Chosen) -> Opened:
    return forms.duty_form(chosen.now, chosen.areas)


def _off(chosen: Chosen) -> Opened:
    if chosen.team not in {key for key, _ in chosen.book.on_duty()}:
        return None
    name = chosen.book.team_name(chosen.team)
    title = translate("Escorts", "{team} goes off duty").format(team=name)
    label = translate("Escorts", "Words (needed when it is missing)")
    return forms.words_form("off", f"scout_team:{chosen.team}", title, label)


def _heard(chosen: Chosen) -> Opened:
    if chosen.unit not in {each.unit for each in chosen.book.watched()}:
        return None
    return forms.heard_form(chosen.unit, [(each, channel_word(each)) for each in CHANNELS])


def _watch(chosen: Chosen) -> Opened:
    del chosen
    return forms.watch_form()


def _unwatch(chosen: Chosen) -> Opened:
    found = next((each for each in chosen.book.watched() if each.unit == chosen.unit), None)
    return forms.unwatch_form(found.unit, is_missing=found.is_missing) if found else None


def _clock(chosen: Chosen) -> Opened:
    return ("clock:engine", "accept") if chosen.book.clock_is_set else None


def _spot(chosen: Chosen) -> Opened:
    return ("", "spot") if chosen.walk is not None and chosen.walk.step in UNDER_WAY else None


ACTS = (
    Act("request", "Ins", _request),
    Act("school_bus", "R", _school_bus),
    Act("match", "T", _match),
    Act("meet", "M", _step("meet", Step.MATCHED)),
    Act("walk", "W", _step("walk", Step.MET)),
    Act("board", "B", _board),
    Act("arrive", "A", _arrive),
    Act("close", "X", _close),
    Act("no_show", "S", _step("no_show", Step.MATCHED)),
    Act("cancel", "C", _cancel),
    Act("offer", "H", _hand_over),
    Act("withdraw", "J", _withdraw),
    Act("note", "N", _note),
    Act("reveal", "P", _reveal),
    Act("spot", "V", _spot),
    Act("duty", "D", _duty),
    Act("off", "O", _off),
    Act("heard", "K", _heard),
    Act("watch", "U", _watch),
    Act("unwatch", "E", _unwatch),
    Act("clock", "L", _clock),
)


def act_word(name: str) -> str:
    """What an act is called."""
    return {
        "request": translate("EscortActs", "New escort"),
        "school_bus": translate("EscortActs", "School bus"),
        "match": translate("EscortActs", "Team"),
        "meet": translate("EscortActs", "Met"),
        "walk": translate("EscortActs", "Set off"),
        "board": translate("EscortActs", "Joined"),
        "arrive": translate("EscortActs", "Arrived"),
        "close": translate("EscortActs", "Close"),
        "no_show": translate("EscortActs", "Did not come"),
        "cancel": translate("EscortActs", "Cancel"),
        "offer": translate("EscortActs", "Hand over"),
        "withdraw": translate("EscortActs", "Take back"),
        "note": translate("EscortActs", "Note"),
        "reveal": translate("EscortActs", "Names"),
        "spot": translate("EscortActs", "To the spot"),
        "duty": translate("EscortActs", "On duty"),
        "off": translate("EscortActs", "Off duty"),
        "heard": translate("EscortActs", "Unit is well"),
        "watch": translate("EscortActs", "Begin check-ins"),
        "unwatch": translate("EscortActs", "End check-ins"),
        "clock": translate("EscortActs", "New time"),
    }[name]


def why_not(name: str, chosen: Chosen) -> str:
    """What is said when an act stands for nothing now."""
    walk = chosen.walk
    if name == "match" and walk is not None and walk.step in BEFORE_MEETING | UNDER_WAY:
        return translate("EscortReasons", "no team is free then")
    return not_now(act_word(name))


def act_for(cap: str) -> str:
    """Which act a key stands for, by what stands on its button; empty for none."""
    return next((act.name for act in ACTS if cap and act.cap == cap), "")
