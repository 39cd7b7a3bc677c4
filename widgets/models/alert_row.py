"""One prepared row of the queue: everything a delegate paints, ready before it paints."""

from dataclasses import dataclass, replace
from datetime import datetime

from console.domain.alerts.alert import (
    ENGINE,
    Alert,
    AlertClass,
    Attention,
    Condition,
    Visibility,
    Work,
)
from console.domain.alerts.alert_types import AlertType, Catalogue
from console.domain.alerts.quieting import is_life
from console.domain.alerts.sla import Profile
from console.services.annunciation import Waiting
from widgets.models.areas import Area, Areas
from widgets.models.nearby import PlaceWords
from widgets.models.ordering import SortKey, sort_key
from widgets.words.words import state_word, visibility_word


@dataclass(frozen=True, slots=True)
class AlertRow:
    """`waiting` is what asks to be heard, None once acknowledged.

    `pending` counts the operator's actions on this alert that the engine has not confirmed. `words`
    is what a filter looks in. With `members` the row stands for that many folded alerts of one type
    and place, and its number is negative.
    """

    number: int
    order: SortKey
    alert: Alert
    acknowledged: bool
    life: bool
    state: str
    name: str
    place: str
    owner: str
    count: str
    raised: datetime
    drill: bool
    delayed: bool
    unclassified: bool
    active: bool
    claimed: bool
    waiting: Waiting | None
    pending: int = 0
    profile: Profile | None = None
    area: str = ""
    words: str = ""
    members: int = 0
    opened: bool = False

    @property
    def in_lane(self) -> bool:
        """Whether the row stands in the lane: life-safety that nobody has acknowledged."""
        return self.life and not self.acknowledged

    @property
    def is_quiet(self) -> bool:
        """Whether it is kept out of the ordinary queue; life-safety never is."""
        return not self.life and self.alert.visibility is not Visibility.NORMAL

    def with_pending(self, pending: int) -> "AlertRow":
        """The same row with another number of unconfirmed actions."""
        return replace(self, pending=pending)


class RowMaker:
    """Prepares rows in one language; cheap enough for 5,000 at a time."""

    def __init__(
        self,
        catalogue: Catalogue,
        places: PlaceWords,
        language: str,
        areas: Areas | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._places = places
        self._areas = areas
        self.language = language

    def make(self, alert: Alert, pending: int = 0) -> AlertRow:
        """The row of an alert."""
        kind = self._catalogue.type_of(alert.type)
        name, place = kind.label(self.language), self._places.of(alert, self.language)
        area = self._areas.of(alert) if self._areas else None
        known = area.name(self.language) if area and alert.source == ENGINE else ""
        if known and not place.startswith(known):
            place = f"{known} · {place}"
        return AlertRow(
            number=alert.number,
            order=sort_key(alert),
            alert=alert,
            acknowledged=alert.attention is Attention.ACKNOWLEDGED,
            life=is_life(alert, kind),
            state=_state(alert, kind),
            name=name,
            place=place,
            owner=alert.claimed_by or "",
            count=f"×{alert.count}" if alert.count > 1 else "",
            raised=alert.raised,
            drill=alert.drill,
            delayed=alert.delayed,
            unclassified=alert.alert_class is AlertClass.UNCLASSIFIED,
            active=alert.condition is Condition.ACTIVE,
            claimed=alert.work is not Work.NEW,
            waiting=_waiting(alert, kind),
            pending=pending,
            profile=self._catalogue.profile_of(alert.type),
            area=area.name(self.language) if area else place,
            words=_words(alert, kind, place, area),
        )


def _state(alert: Alert, kind: AlertType) -> str:
    """Why it is not in the ordinary queue, when an operator looks at it all the same."""
    if alert.visibility is Visibility.NORMAL or is_life(alert, kind):
        return state_word(alert)
    return visibility_word(alert.visibility)


def _waiting(alert: Alert, kind: AlertType) -> Waiting | None:
    """What asks to be heard: life-safety always, the rest only while in the ordinary queue."""
    if alert.attention is Attention.ACKNOWLEDGED:
        return None
    life = is_life(alert, kind)
    if not life and alert.visibility is not Visibility.NORMAL:
        return None
    return Waiting(alert.number, alert.priority, life, kind.urgency, alert.facts)


def _words(alert: Alert, kind: AlertType, place: str, area: Area | None) -> str:
    """What a filter looks in: names in both languages, whatever language is shown."""
    parts = (
        *(kind.name_ko, kind.name_en, alert.type, place, alert.source, alert.subject or ""),
        *((area.name_ko, area.name_en) if area else ()),
        *(alert.unit or "", alert.claimed_by or "", alert.text, f"#{alert.number}"),
    )
    return "\n".join(parts).casefold()
