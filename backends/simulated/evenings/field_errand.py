"""One booking from the call to the door, by those who take part: citizen, seat, scouts. One thread.

Nobody in it knows more than they were told: the scouts' device hears of the match by the seat.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from backends.simulated.evenings.field_booth import Booth
from backends.simulated.evenings.field_cast import Mobile
from backends.simulated.evenings.field_plan import BookingPlan
from console.domain.field.escort import ENDS, Escort, Step
from console.domain.field.escort_forms import BookingForm
from console.domain.places.geo import Place
from console.ports.clock import Clock

AGAIN_MS = 2_000
SHORT_S = 1_800.0
NEIGHBOUR = "광진구"


class Errand:
    """What becomes of one booking."""

    def __init__(
        self, plan: BookingPlan, booth: Booth, mobiles: Mapping[str, Mobile], clock: Clock,
        pace_mps: float,
    ) -> None:  # fmt: skip
        self.plan = plan
        self.record = ""
        self.asked = False
        self._booth, self._mobiles, self._clock = booth, mobiles, clock
        self._pace_mps = pace_mps
        self._asking = ""
        self._tries = 0
        self._tried: Step | None = None
        self._tried_ms = 0
        self._way_to: Step | None = None
        self._swapped = False

    @property
    def done(self) -> bool:
        """Whether it ended; a neglected one only waits for somebody."""
        escort = self._booth.escort(self.record)
        if escort is None:
            return False
        return escort.step in ENDS or self.plan.course == "neglected"

    def turn(self, elapsed_s: float) -> None:
        """Go on with it, `elapsed_s` seconds into the play."""
        if not self.asked:
            if elapsed_s >= self.plan.at_s:
                self._ask()
            return
        self.record = self.record or self._find()
        escort = self._booth.escort(self.record)
        if escort is not None and escort.step not in ENDS:
            self._go_on(escort, elapsed_s)

    def _ask(self) -> None:
        plan, self.asked = self.plan, True
        meet_at, meet, home = self._meet_at(), plan.way[0], plan.way[-1]
        if plan.device:
            citizen = self._mobiles[plan.device]
            citizen.go([meet], 0.0)
            content = {
                "area": plan.area, "meet_at": meet_at.isoformat(), "meet_name": plan.meet_name,
                "location": {"lat": meet.lat, "lon": meet.lon},
                "home": {"lat": home.lat, "lon": home.lon},
            }  # fmt: skip
            citizen.say("escort.requested", self._origin, content)
            return
        form = BookingForm(
            plan.area, meet_at, plan.meet_name, way=tuple((p.lat, p.lon) for p in plan.way),
            urgent=plan.ahead_s < SHORT_S,
        )  # fmt: skip
        self._asking = self._booth.act("escort:", "request", form)

    @property
    def _origin(self) -> str:
        return f"sim-{self.plan.number}"

    def _meet_at(self) -> datetime:
        return self._clock.now() + timedelta(seconds=self.plan.ahead_s)

    def _find(self) -> str:
        if self.plan.device:
            return self._booth.escort_of(self.plan.device, self._origin)
        answer = self._booth.answer(self._asking)
        return answer.reason if answer is not None and answer.state == "accepted" else ""

    def _go_on(self, escort: Escort, elapsed_s: float) -> None:
        if self._goes_its_own_way(escort):
            return
        team = self._mobiles.get(escort.unit)
        match escort.step:
            case Step.REQUESTED if self.plan.course != "neglected":
                if elapsed_s >= self.plan.at_s + self.plan.match_after_s:
                    self._at_the_seat(escort.step, "match", {})
            case Step.MATCHED if team is not None:
                self._walk(escort.step, team, [team.place, self.plan.way[0]])
                if team.arrived:
                    is_there = self.plan.course != "no_show"
                    said = ("escort.met", "meet") if is_there else ("escort.no_show", "no_show")
                    self._by_the_team(escort.step, team, *said)
            case Step.MET:
                self._at_the_seat(escort.step, "walk", {})
            case Step.WALKING if team is not None:
                self._walk(escort.step, team, list(self.plan.way))
                is_late = self.plan.course != "dawdles" or _was_told(escort, "overdue")
                if team.arrived and is_late:
                    self._by_the_team(escort.step, team, "escort.arrived", "arrive")
            case Step.ARRIVED:
                self._at_the_seat(escort.step, "close", {})
            case _:
                pass

    def _goes_its_own_way(self, escort: Escort) -> bool:
        """What is special about its course at this step; whether that is all for now."""
        match escort.step, self.plan.course:
            case Step.MATCHED, "cancels":
                self._cancel(escort.step)
                return True
            case Step.MATCHED, "reassigned" if not self._swapped:
                self._swapped = True
                self._booth.act(f"escort:{self.record}", "match", {}, "다른 조로 바꿈")
                return True
            case Step.MATCHED, "waits":
                return not _was_told(escort, "not_met")
            case Step.WALKING, "handed_over":
                self._over_the_border(escort)
                return True
            case _:
                return False

    def _over_the_border(self, escort: Escort) -> None:
        if escort.hand_over is None:
            self._at_the_seat(escort.step, "offer", {"to": NEIGHBOUR})
        elif escort.hand_over.rung:
            self._at_the_seat(escort.step, "accepted", {"by": f"{NEIGHBOUR} 상황실"})

    def _walk(self, step: Step, team: Mobile, line: list[Place]) -> None:
        if self._way_to is step:
            return
        self._way_to = step
        team.go(line, self._pace_mps)
        if self.plan.device and step is Step.WALKING:
            self._mobiles[self.plan.device].go(line, self._pace_mps)

    def _cancel(self, step: Step) -> None:
        if not self.plan.device:
            self._at_the_seat(step, "cancel", {}, "다른 사람이 데리러 옴")
        elif self._may_try(step):
            self._mobiles[self.plan.device].say("escort.cancelled", self._origin)

    def _by_the_team(self, step: Step, team: Mobile, event: str, act: str) -> None:
        """The team's device says it; what is not heard is told by radio, as on any evening."""
        if not self._may_try(step):
            return
        if self._tries > 1:
            self._booth.act(f"escort:{self.record}", act, {}, "무전으로 알려 옴")
        else:
            team.say(event, self.record)

    def _at_the_seat(self, step: Step, act: str, form: object, words: str = "") -> None:
        if self._may_try(step):
            self._booth.act(f"escort:{self.record}", act, form, words)

    def _may_try(self, step: Step) -> bool:
        """Once for a step, and again after a while that brought nothing."""
        now_ms = self._clock.mono_ms()
        if self._tried is step and now_ms - self._tried_ms < AGAIN_MS:
            return False
        self._tries = self._tries + 1 if self._tried is step else 1
        self._tried, self._tried_ms = step, now_ms
        return True


def _was_told(escort: Escort, what: str) -> bool:
    """Whether the engine has rung it."""
    return f"escort.{what}" in escort.told
