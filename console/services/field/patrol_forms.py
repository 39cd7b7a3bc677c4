"""What operators fill in for patrols, hazards and the roster: a form for each act. Values only.

Read with `console.wire.field_codec.field_value`. Times are aware.
"""

from dataclasses import dataclass
from datetime import datetime

from console.domain.field.hazard import Category
from console.domain.field.patrol import Checkpoint, Line
from console.domain.field.roster import Kind
from console.domain.places.geo import Place

PATROL = "patrol"
HAZARD = "hazard"
ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class PlanForm:
    """plan: a new shift. `members` are the devices of the two, `route` lines of (lat, lon)."""

    team: str
    area: str
    members: tuple[str, ...]
    begins: datetime
    ends: datetime
    route_name: str = ""
    route: tuple[Line, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    check_in_s: int = 0


@dataclass(frozen=True, slots=True)
class ExtendForm:
    """extend: the shift goes on until then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class JoinForm:
    """join: so many people of an organisation walk along; none: not any more."""

    organisation: str
    people: int


@dataclass(frozen=True, slots=True)
class PassForm:
    """pass: a checkpoint on behalf of the team, as it told by radio or telephone."""

    checkpoint: str


@dataclass(frozen=True, slots=True)
class IncidentForm:
    """incident: what the team met, where it is not where the team stands."""

    place: Place | None = None


@dataclass(frozen=True, slots=True)
class HazardForm:
    """report: a danger; `patrol` and `unit` where a team told of it."""

    category: Category
    place: Place | None = None
    patrol: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ReferForm:
    """refer: the office, and its number for it where it gave one."""

    office: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class AcceptForm:
    """accept: the office took it; a day where it promised one."""

    reference: str = ""
    promised: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrganisationForm:
    """enter: an organisation of the roster, new or changed; its code names it."""

    code: str
    kind: Kind
    name_ko: str
    name_en: str = ""
    members: int = 0
    active: bool = True
