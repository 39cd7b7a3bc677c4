"""What each event type means in the control room: its rationalised record (R-ALM-12).

Pure: `domain.alerts.alert_type_text` reads the record from a text, `services.catalogue`
the text from disk. A type nobody registered is shown as *unclassified*, never dropped.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from console.domain.alerts.alert import AlertClass
from console.domain.alerts.sla import Profile

UNCLASSIFIED = "unclassified"
URGENCIES = ("high", "medium", "low")
LANGUAGES = ("ko", "en")


NO_PROFILE = "none"
CAMERA_BEHAVIOURS = ("spot", "badge", "none")
AGENCIES = ("112", "119", "facility", "health", "welfare", "district")
CODES_OF_112 = ("C0", "C1", "C2", "C3", "C4")


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the two languages of the room."""

    ko: str
    en: str

    def text(self, language: str) -> str:
        """In "ko" or "en"."""
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Whom to tell: an agency, and for 112 its code. The operator's choice is kept beside it."""

    agency: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class AlertType:
    """One event type. `priority` is 1 (highest) to 4; `urgency` (high, medium, low) is its sound.

    An event of a type that is not `alerting` is stored and journaled but makes no alert.
    `respond_s` is the time to respond in seconds, `sla` names the profile its answer times are held
    against, `camera` what the wall does by itself: take the spot, mark the tile, nothing. `steps`
    is the checklist.
    """

    name: str
    alert_class: AlertClass
    priority: int
    urgency: str
    alerting: bool
    name_ko: str
    name_en: str
    response_ko: str
    response_en: str
    cause: Words
    consequence: Words
    steps: tuple[Words, ...]
    respond_s: int | None
    sla: str
    camera: str
    agency: Suggestion | None

    @property
    def is_life(self) -> bool:
        """Whether the type is exempt from every rule against noise (design law 7)."""
        return self.alert_class is AlertClass.LIFE

    def label(self, language: str) -> str:
        """What operators call it, in "ko" or "en"."""
        return self.name_ko if language == "ko" else self.name_en

    def response(self, language: str) -> str:
        """What the operator should do, in "ko" or "en"."""
        return self.response_ko if language == "ko" else self.response_en


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All types by name, and the promises their answer times are held against."""

    types: Mapping[str, AlertType]
    profiles: Mapping[str, Profile]

    def profile_of(self, name: str) -> Profile | None:
        """The promise for a type, None where there is none."""
        return self.profiles.get(self.type_of(name).sla)

    def type_of(self, name: str) -> AlertType:
        """The type of that name, or *unclassified*."""
        return self.types.get(name) or self.types[UNCLASSIFIED]

    def is_known(self, name: str) -> bool:
        """Whether the name is registered."""
        return name in self.types and name != UNCLASSIFIED
