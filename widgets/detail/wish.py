"""What an operator asks for, and what is around the chosen alert while he decides. Values only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from console.domain.alerts.agencies import Contact
from console.domain.alerts.alert import Alert
from console.domain.unit import UnitPosition
from console.ports.messages import CommandKind
from widgets.models.motion import Stay


@dataclass(frozen=True, slots=True)
class Wish:
    """One act on one alert, as `SeatLink.submit` takes it. `alert` 0 is the chosen one."""

    kind: CommandKind
    text: str = ""
    disposition: str | None = None
    subject: str = ""
    choice: str = ""
    alert: int = 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The room at this moment: open alerts, positions, marked rows, the camera seen live, contacts.

    `people` are the operators whom the engine knows. `spot` is the id of the camera on the spot
    tile, `watching` its name while its picture is live. `bound` are the units that walk with or
    guard somebody.
    """

    now: datetime
    alerts: tuple[Alert, ...] = ()
    positions: Mapping[str, UnitPosition] = field(default_factory=dict)
    marked: tuple[int, ...] = ()
    watching: str = ""
    spot: str = ""
    stays: Mapping[str, Stay] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    bound: frozenset[str] = frozenset()


Around = Callable[[], Surroundings]


def nothing_around() -> Surroundings:
    """For a panel that nobody told of its surroundings."""
    return Surroundings(datetime.now(UTC))
