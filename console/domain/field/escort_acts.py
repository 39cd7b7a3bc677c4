"""What can be done to an escort, and when it cannot. Pure transitions; every refusal is a sentence.

The order is request, match, meet, walk, arrive, close; a no-show and a cancellation end it before.
An operator's word and a scout's app do the same.
"""

from dataclasses import replace
from datetime import datetime

from console.domain.alerts.lifecycle import Refused
from console.domain.field.escort import (
    AHEAD,
    ANSWER_WITHIN,
    BEFORE_MEETING,
    UNDER_WAY,
    UNHEARD,
    Escort,
    HandOver,
    Step,
    Stop,
    due_of,
    forgotten,
    marked,
)
from console.domain.field.escort_forms import MOST_PEOPLE, BookingForm, fault_of, place_of
from console.domain.places.geo import Place

Outcome = Escort | Refused


def request(form: BookingForm, by: str, now: datetime, *, from_app: bool = False) -> Outcome:
    """A new escort. An app's late request is taken and marked, an operator has to say urgent."""
    if refused := fault_of(form, now):
        return refused
    short = form.meet_at < now + AHEAD
    if short and not (form.urgent or from_app):
        return Refused("Less than 30 minutes ahead: say that it is urgent to take it all the same.")
    if form.meet_at < now - AHEAD:
        return Refused("The meeting time is over.")
    escort = Escort(
        step=Step.REQUESTED,
        area=form.area.strip(),
        meet_at=form.meet_at,
        meet_name=form.meet_name.strip(),
        asked_at=now,
        channel=form.channel,
        asked_by=by,
        updated=now,
        meet=place_of(form.meet) or _first(form),
        home=place_of(form.home),
        way=tuple(Place(*pair) for pair in form.way),
        stops=tuple(Stop(s.name, Place(s.lat, s.lon), s.at, s.expected) for s in form.stops),
        people=form.people,
        short_notice=short,
        walker=form.walker.strip(),
        crossing=place_of(form.crossing),
        neighbour=form.neighbour.strip(),
    )
    return marked(escort, "requested", by, now)


def _first(form: BookingForm) -> Place | None:
    return Place(*form.way[0]) if form.way else None


def match(escort: Escort, team: str, unit: str, by: str, now: datetime, words: str = "") -> Outcome:
    """Give it to a team, or to another one: also on the way, with the reason in words."""
    if escort.step not in BEFORE_MEETING | UNDER_WAY:
        return _refused(escort, "matched")
    if escort.team == team:
        return Refused("That team has it already.")
    if escort.step in UNDER_WAY and not words.strip():
        return Refused("They are on their way: say why another team takes over.")
    what = "reassigned" if escort.team else "matched"
    step = Step.MATCHED if escort.step is Step.REQUESTED else escort.step
    changed = replace(escort, step=step, team=team, unit=unit, matched_at=now)
    return marked(changed, what, by, now, words)


def meet(escort: Escort, by: str, now: datetime, words: str = "") -> Outcome:
    """The scouts have met whom they are to walk."""
    if escort.step is not Step.MATCHED:
        return _refused(escort, "met")
    return marked(replace(escort, step=Step.MET, met_at=now), "met", by, now, words)


def walk(escort: Escort, by: str, now: datetime, words: str = "") -> Outcome:
    """They set off."""
    if escort.step is not Step.MET:
        return _refused(escort, "set off")
    due = due_of(escort, now)
    changed = replace(escort, step=Step.WALKING, walking_at=now, due=due, look=now + UNHEARD)
    return marked(changed, "walking", by, now, words)


def board(escort: Escort, stop: int, count: int | None, by: str, now: datetime) -> Outcome:
    """Children join a walking school bus at a stop, counted from 1."""
    if escort.step not in UNDER_WAY or not 1 <= stop <= len(escort.stops):
        return Refused("This is no stop of a group that is on its way.")
    if count is None or not 0 <= count <= MOST_PEOPLE:
        return Refused("Count the children who joined.")
    here = replace(escort.stops[stop - 1], boarded=count, served=now)
    stops = (*escort.stops[: stop - 1], here, *escort.stops[stop:])
    people = sum(each.boarded or 0 for each in stops)
    changed = replace(escort, stops=stops, people=people)
    return marked(changed, "boarded", by, now, f"{here.name}: {count}")


def arrive(escort: Escort, count: int | None, by: str, now: datetime, words: str = "") -> Outcome:
    """They are there. Of a group as many must arrive as joined, or somebody says why not."""
    if escort.step not in UNDER_WAY:
        return _refused(escort, "arrived")
    if count is not None and not 0 <= count <= MOST_PEOPLE:
        return Refused(f"Between 0 and {MOST_PEOPLE} people can arrive.")
    if escort.is_group and count is None:
        return Refused("Count the children who arrived.")
    if escort.is_group and count != escort.people and not words.strip():
        return Refused(f"{escort.people} joined and {count} arrived: say in words why.")
    counted = escort.people if count is None else count
    changed = replace(escort, step=Step.ARRIVED, arrived_at=now, counted=counted)
    return marked(changed, "arrived", by, now, words)


def end(escort: Escort, step: Step, by: str, now: datetime, words: str = "") -> Outcome:
    """Close, cancel or note a no-show; what tells where somebody lives is forgotten with it."""
    if not escort.is_open:
        return _refused(escort, "ended")
    if step is Step.NO_SHOW and escort.step is not Step.MATCHED:
        return _refused(escort, "a no-show")
    if step is Step.CLOSED and escort.step is not Step.ARRIVED and not words.strip():
        return Refused("They have not arrived: say in words why it is closed.")
    if step is Step.CANCELLED and escort.step in UNDER_WAY | {Step.ARRIVED}:
        return Refused("They are on their way or there: close it instead.")
    ended = replace(escort, step=step, ended_at=now)
    return forgotten(marked(ended, step.value, by, now, words))


def offer(escort: Escort, to: str, by: str, now: datetime) -> Outcome:
    """Offer it to a neighbouring district; it stays ours until they accept."""
    if not escort.is_open or escort.step is Step.ARRIVED:
        return _refused(escort, "offered")
    if not to.strip():
        return Refused("The neighbouring district was not named.")
    if escort.is_asking:
        return Refused("It is offered already; withdraw that first.")
    made = HandOver(to.strip(), by, now, now + ANSWER_WITHIN)
    return marked(replace(escort, hand_over=made), "offered", by, now, made.to)


def ring_again(escort: Escort, now: datetime) -> Escort:
    """Nobody answered: it is ours, and they are asked again."""
    if escort.hand_over is None or not escort.is_asking:
        return escort
    asked = escort.hand_over
    again = replace(asked, rung=asked.rung + 1, answer_by=now + ANSWER_WITHIN)
    return marked(replace(escort, hand_over=again), "rung_again", "engine", now, asked.to)


def withdraw(escort: Escort, by: str, now: datetime) -> Outcome:
    """Take an offer back."""
    if not escort.is_asking:
        return Refused("It is not offered to anybody.")
    return marked(replace(escort, hand_over=None), "withdrawn", by, now)


def accepted(escort: Escort, whom: str, by: str, now: datetime) -> Outcome:
    """The other district says yes, by somebody's name: only now it is theirs."""
    if escort.hand_over is None or not escort.is_asking:
        return Refused("It is not offered to anybody.")
    if not whom.strip():
        return Refused("Say who accepted it there.")
    done = replace(escort.hand_over, accepted=now, accepted_by=whom.strip())
    ended = replace(escort, step=Step.HANDED_OVER, hand_over=done, ended_at=now)
    return forgotten(marked(ended, "handed_over", by, now, f"{done.to}: {done.accepted_by}"))


def declined(escort: Escort, by: str, now: datetime, words: str = "") -> Outcome:
    """The other district says no: it is ours, and somebody has to hear of it."""
    if escort.hand_over is None or not escort.is_asking:
        return Refused("It is not offered to anybody.")
    to = escort.hand_over.to
    return marked(
        replace(escort, hand_over=None), "declined", by, now, f"{to}: {words}".rstrip(": ")
    )


def _refused(escort: Escort, what: str) -> Refused:
    return Refused(f"An escort that is {escort.step.value.replace('_', ' ')} cannot be {what}.")
