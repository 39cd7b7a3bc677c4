"""The kind `escort`: what acts, apps, fixes and time do to one. Engine thread; no I/O."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from typing_extensions import override

from console.domain.alerts.lifecycle import Refused
from console.domain.field import escort_acts as acts
from console.domain.field.escort import (
    ENDS,
    UNDER_WAY,
    UNHEARD,
    Escort,
    Step,
    marked,
    next_look,
    without_words,
)
from console.domain.field.escort_forms import BookingForm, ChoiceForm, Personal
from console.domain.field.scouts import ScoutTeam, is_free
from console.domain.places.geo import distance_m
from console.domain.unit import UnitPosition
from console.ports.messages import ToldOf
from console.services.field import escort_alerts as alerts
from console.services.field.book import FieldAct, FieldEvent, FieldKind, FieldRoom
from console.services.field.escort_apps import hear_app
from console.services.field.escort_walks import Walks
from console.services.field.scouts import ESCORT, TEAM, engagements, offers_for
from console.wire.field_codec import FieldMalformed, field_text, field_value

ENGINE: Final = "engine"
BORDER_M = 200.0
DAY = timedelta(days=1)
Outcome = Escort | Refused
_ENDINGS = {"close": Step.CLOSED, "cancel": Step.CANCELLED, "no_show": Step.NO_SHOW}


def keep(
    room: FieldRoom,
    record: str,
    escort: Escort,
    action: str,
    by: str,
    words: str = "",
    personal: str | None = None,
) -> None:
    """Put an escort's new state on record, clear what it settles, forget people at its end."""
    if escort.step in ENDS:
        personal = ""
    room.put(ESCORT, record, alerts.settle(room, record, escort), action, by, words, personal)


class EscortKind(FieldKind[Escort]):
    """Acts: request (`BookingForm`); the others take a `ChoiceForm` where they need a choice.

    match, meet, walk, board, arrive, close, cancel, no_show, offer, withdraw, accepted, note.
    """

    name = ESCORT
    value = Escort
    events = frozenset({
        "escort.requested", "escort.met", "escort.arrived", "escort.cancelled", "escort.no_show",
        "escort.accepted", "escort.declined",
    })  # fmt: skip

    def __init__(self) -> None:
        self._walks = Walks()

    @override
    def state(self, value: Escort) -> str:
        return value.step.value

    @override
    def is_open(self, value: Escort) -> bool:
        return value.is_open

    @override
    def deadline(self, value: Escort) -> datetime | None:
        return next_look(value)

    @override
    def units(self, value: Escort) -> tuple[str, ...]:
        # R-PRV-07: from the match to the door, and no longer.
        watched = value.step in UNDER_WAY or value.step is Step.MATCHED
        return (value.unit, value.walker) if watched else ()

    @override
    def private_units(self, value: Escort) -> tuple[str, ...]:
        return (value.walker,)

    @override
    def bare(self, value: Escort) -> Escort:
        return without_words(value)

    @override
    def told_of(self, record: str, value: Escort) -> ToldOf | None:
        ended = value.ended_at or value.updated
        return ToldOf(
            tuple({value.asked_by, value.walker, value.unit} - {""}),
            tuple({record, value.origin} - {""}),
            value.asked_at - DAY,
            ended + DAY,
        )

    # --- operators -------------------------------------------------------------------------

    @override
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        if act.act == "request":
            return self._request(act, room)
        found = room.get(ESCORT, act.id)
        if not isinstance(found, Escort):
            return Refused(f"There is no escort {act.id}.")
        form = field_value(act.content or "{}", ChoiceForm)
        if isinstance(form, FieldMalformed):
            return Refused(form.reason)
        outcome = self._outcome(act, form, found, room)
        if isinstance(outcome, Refused):
            return outcome
        if act.act == "board" and alerts.STOP_LATE in outcome.told:
            # It was of this stop: where the next one is late too, it rings by that one's name.
            outcome = alerts.quiet(room, act.id, outcome, [alerts.STOP_LATE])
        keep(room, act.id, outcome, outcome.marks[-1].what, act.by, act.words)
        return ""

    def _request(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        form = field_value(act.content, BookingForm)
        if isinstance(form, FieldMalformed):
            return Refused(form.reason)
        made = acts.request(form, act.by, room.now)
        if isinstance(made, Refused):
            return made
        record = room.new_id(ESCORT)
        people = Personal(form.name, form.phone, form.address, form.remarks)
        personal = None if people.is_empty else field_text(people)
        keep(room, record, made, "requested", act.by, act.words, personal)
        return record

    def _outcome(self, act: FieldAct, form: ChoiceForm, found: Escort, room: FieldRoom) -> Outcome:
        by, words, now = act.by, act.words, room.now
        if act.act in _ENDINGS:
            return acts.end(found, _ENDINGS[act.act], by, now, words)
        plain: dict[str, Callable[[], Outcome]] = {
            "match": lambda: self._match(act, form, found, room),
            "meet": lambda: acts.meet(found, by, now, words),
            "walk": lambda: acts.walk(found, by, now, words),
            "board": lambda: acts.board(found, form.stop, form.count, by, now),
            "arrive": lambda: acts.arrive(found, form.count, by, now, words),
            "offer": lambda: acts.offer(found, form.to or found.neighbour, by, now),
            "declined": lambda: acts.declined(found, by, now, words),
            "withdraw": lambda: acts.withdraw(found, by, now),
            "accepted": lambda: acts.accepted(found, form.by, by, now),
            "note": lambda: _noted(found, words, by, now),
        }
        chosen = plain.get(act.act)
        return chosen() if chosen else Refused(f"An escort knows no {act.act}.")

    def _match(self, act: FieldAct, form: ChoiceForm, found: Escort, room: FieldRoom) -> Outcome:
        chosen = form.team
        if not chosen:
            free = [each for each in offers_for(room, act.id, found) if each.team != found.team]
            if not free:
                return Refused("No team is free then.")
            chosen = free[0].team
        team = room.get(TEAM, chosen)
        if not isinstance(team, ScoutTeam) or not team.is_open:
            return Refused(f"There is no team {chosen} on duty.")
        theirs = [each for each in engagements(room) if each.team == chosen]
        if not is_free(team, found.wanted(act.id, room.now, chosen), theirs):
            return Refused(f"Team {team.name} has no time then.")
        self._walks.forget(act.id)
        return acts.match(found, chosen, team.unit, act.by, room.now, act.words)

    # --- apps, fixes, time -----------------------------------------------------------------

    @override
    def hear(self, event: FieldEvent, room: FieldRoom) -> None:
        heard = hear_app(event, room)
        if heard is None:
            room.count("escort_events_unfitting")
            return
        record, escort, personal = heard
        if escort.marks[-1].what == "declined":
            text = f"{event.source} declined; the escort is still ours."
            escort = alerts.ring(room, record, escort, alerts.HANDOVER, text)
        keep(room, record, escort, escort.marks[-1].what, event.source, "", personal)

    @override
    def see(self, record: str, value: Escort, fix: UnitPosition, room: FieldRoom) -> None:
        if value.step is not Step.WALKING:
            self._walks.forget(record)
            return
        self._walks.see(record, value, fix, room.now)
        self._walks.hear(record, room.now)
        after = self._judged(record, value, room)
        if alerts.SILENT in after.told:
            after = alerts.quiet(room, record, after, [alerts.SILENT])
            after = replace(after, look=room.now + UNHEARD)
        after = _at_the_border(room, record, after, fix)
        if after != value:
            room.put(ESCORT, record, after, "noticed", ENGINE)

    def _judged(self, record: str, value: Escort, room: FieldRoom) -> Escort:
        off = self._walks.off_m(record)
        for alert, said, text in (
            (alerts.DEVIATION, self._walks.is_away(record), f"{off:.0f} m beside the way."),
            (alerts.STOPPED, self._walks.is_still(record), "No movement for 3 min."),
        ):
            if said and alert not in value.told:
                value = alerts.ring(room, record, value, alert, text)
            elif said is False and alert in value.told:
                value = alerts.quiet(room, record, value, [alert])
        return value

    @override
    def expire(self, record: str, value: Escort, room: FieldRoom) -> None:
        now, told = room.now, value.told
        if value.is_asking and value.hand_over and value.hand_over.answer_by <= now:
            after = acts.ring_again(value, now)
            text = f"{value.hand_over.to} has not answered; the escort is still ours."
            after = alerts.ring(room, record, after, alerts.HANDOVER, text)
        elif value.step is Step.MET:
            walked = acts.walk(value, ENGINE, now)
            after = value if isinstance(walked, Refused) else walked
        elif value.step is Step.WALKING and value.look is not None and value.look <= now:
            after = self._listened(record, value, room)
        else:
            after = _late(room, record, value)
        action = after.marks[-1].what if after.marks != value.marks else "late"
        room.put(ESCORT, record, after, action if after.told == told else "late", ENGINE)

    def _listened(self, record: str, value: Escort, room: FieldRoom) -> Escort:
        """Nobody can be watched whose devices say nothing."""
        again = self._walks.silent_since(record, room.now) + UNHEARD
        if again > room.now:
            return replace(value, look=again)
        minutes = int(UNHEARD.total_seconds() // 60)
        text = f"No position of this walk for {minutes} min."
        return replace(alerts.ring(room, record, value, alerts.SILENT, text), look=None)


def _late(room: FieldRoom, record: str, value: Escort) -> Escort:
    """The one alert whose time has come first."""
    at = value.meet_at.isoformat(timespec="minutes")
    if value.step is Step.REQUESTED and alerts.UNMATCHED not in value.told:
        text = f"No team for the meeting at {at}, {value.meet_name}."
        return alerts.ring(room, record, value, alerts.UNMATCHED, text)
    if value.step in {Step.REQUESTED, Step.MATCHED}:
        text = f"Nobody was met at {at}, {value.meet_name}."
        return alerts.ring(room, record, value, alerts.NOT_MET, text)
    if value.due is not None and value.due <= room.now and alerts.OVERDUE not in value.told:
        text = f"They should have arrived by {value.due.isoformat(timespec='minutes')}."
        return alerts.ring(room, record, value, alerts.OVERDUE, text)
    waiting = next((stop for stop in value.stops if stop.served is None), None)
    name = waiting.name if waiting is not None else ""
    return alerts.ring(room, record, value, alerts.STOP_LATE, f"The group is late at {name}.")


def _at_the_border(room: FieldRoom, record: str, value: Escort, fix: UnitPosition) -> Escort:
    """200 m before the district ends somebody has to offer the escort to the neighbour (O9)."""
    is_told = alerts.HANDOVER in value.told or any(m.what == "offered" for m in value.marks)
    if value.crossing is None or value.hand_over is not None or is_told:
        return value
    if distance_m(fix.place, value.crossing) > BORDER_M:
        return value
    text = f"{BORDER_M:.0f} m before the district ends; offer it to {value.neighbour or 'them'}."
    return alerts.ring(room, record, value, alerts.HANDOVER, text)


def _noted(escort: Escort, words: str, by: str, now: datetime) -> Outcome:
    return marked(escort, "noted", by, now, words) if words else Refused("A note needs words.")
