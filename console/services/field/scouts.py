"""The kind `scout_team`: a team's shift, and which teams are free. Engine thread; no I/O."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from typing_extensions import override

from console.domain.alerts.lifecycle import Refused
from console.domain.field.check_in import begin
from console.domain.field.escort import Escort
from console.domain.field.escort_forms import DutyForm
from console.domain.field.scouts import (
    Engagement,
    Offer,
    ScoutTeam,
    at_its_end,
    ends_itself,
    go_off_duty,
    go_on_duty,
    offers,
)
from console.services.field.book import FieldAct, FieldKind, FieldRoom
from console.services.field.check_ins import CHECK_IN, start_check_in, stop_check_in
from console.wire.field_codec import FieldMalformed, field_value

FRESH = timedelta(seconds=120)
"""A team that was silent for longer is nobody's nearest."""

TEAM = "scout_team"
ESCORT = "escort"


def teams_of(room: FieldRoom) -> list[tuple[str, ScoutTeam]]:
    """Every team on duty."""
    return [(key, team) for key, team in room.open_of(TEAM) if isinstance(team, ScoutTeam)]


def engagements(room: FieldRoom) -> list[Engagement]:
    """What the teams are promised to."""
    found: Iterable[Engagement | None] = (
        value.engagement(key) for key, value in room.open_of(ESCORT) if isinstance(value, Escort)
    )
    return [each for each in found if each is not None]


def offers_for(room: FieldRoom, record: str, escort: Escort) -> tuple[Offer, ...]:
    """The teams that could take an escort, the best first."""
    teams = teams_of(room)
    seen = ((team.unit, room.position(team.unit)) for _, team in teams)
    fixes = {
        unit: fix.place
        for unit, fix in seen
        if fix is not None and room.now - min(fix.time, fix.received) < FRESH
    }
    wanted, bound = escort.wanted(record, room.now), engagements(room)
    return offers(teams, wanted, escort.area, bound, escort.meet, fixes)


class ScoutTeamKind(FieldKind[ScoutTeam]):
    """Acts: `on` (`DutyForm`) and `off`. A team's check-ins begin and end with its shift."""

    name = TEAM
    value = ScoutTeam

    @override
    def state(self, value: ScoutTeam) -> str:
        return "on" if value.is_open else "off"

    @override
    def is_open(self, value: ScoutTeam) -> bool:
        return value.is_open

    @override
    def deadline(self, value: ScoutTeam) -> datetime | None:
        return ends_itself(value)

    @override
    def units(self, value: ScoutTeam) -> tuple[str, ...]:
        return (value.unit,)

    @override
    def private_units(self, value: ScoutTeam) -> tuple[str, ...]:
        # R-PRV-07: where scouts are is seen while their shift is on, and not after it.
        return (value.unit,)

    @override
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        if act.act == "on":
            return self._on(act, room)
        team = room.get(TEAM, act.id)
        if not isinstance(team, ScoutTeam):
            return Refused(f"There is no team {act.id}.")
        if act.act == "off":
            return self._off(act, team, room)
        return Refused(f"A team knows no {act.act}.")

    def _on(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        form = field_value(act.content, DutyForm)
        if isinstance(form, FieldMalformed):
            return Refused(form.reason)
        if form.on_until.tzinfo is None:
            return Refused("A time has no offset from UTC.")
        unit, now = form.unit.strip(), room.now
        team = go_on_duty(
            ScoutTeam(form.name.strip(), form.areas, unit, form.members, now, form.on_until)
        )
        if isinstance(team, Refused):
            return team
        if any(team.name == other.name or unit == other.unit for _, other in teams_of(room)):
            return Refused("A team of that name or with that unit is on duty already.")
        if form.every_s:
            watch = begin(unit, form.every_s, form.grace_s, act.by, now)
            if isinstance(watch, Refused):
                return watch
            if room.get(CHECK_IN, unit) is None or not _is_watched(room, unit):
                start_check_in(room, watch, act.by)
        record = room.new_id(TEAM)
        room.put(TEAM, record, team, "on_duty", act.by, act.words)
        return record

    def _off(self, act: FieldAct, team: ScoutTeam, room: FieldRoom) -> Refused | str:
        bound = [each for each in engagements(room) if each.team == act.id]
        gone = go_off_duty(team, room.now, bound)
        if isinstance(gone, Refused):
            return gone
        refused = stop_check_in(room, team.unit, act.words or "shift over", act.by)
        if refused is not None and not act.words:
            return refused
        room.put(TEAM, act.id, gone, "off_duty", act.by, act.words)
        return ""

    @override
    def expire(self, record: str, value: ScoutTeam, room: FieldRoom) -> None:
        bound = [each for each in engagements(room) if each.team == record]
        after = at_its_end(value, room.now, bound)
        if not after.is_open:
            # A unit that is missing stays so: its check-in ends by somebody's word only.
            stop_check_in(room, value.unit, "shift over", "engine")
        action = "still_bound" if after.is_open else "off_duty"
        room.put(TEAM, record, after, action, "engine", "nobody ended the shift")


def _is_watched(room: FieldRoom, unit: str) -> bool:
    return any(key == unit for key, _ in room.open_of(CHECK_IN))
