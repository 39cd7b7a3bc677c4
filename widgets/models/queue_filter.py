"""What the operator wants to see of the queue. Pure; a filter is a value and can be saved.

It speaks of the table only: life-safety alerts that nobody acknowledged stand in their own lane,
which no filter reaches (design law 7).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.domain.alerts.alert import AlertClass, Attention, Work
from widgets.models.alert_row import AlertRow

OWNERS = ("", "mine", "nobody")
STATES = ("", "unacknowledged", "acknowledged", "in_work")
PRIORITIES = (4, 3, 2, 1)
_TEXT_MOST = 120


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Empty fields ask for nothing. `lowest` is the least priority shown (4 shows all).

    `text` is looked for in type, place, dong, source, subject, unit, owner and what was said; each
    of its words must be found.
    """

    classes: frozenset[AlertClass] = frozenset()
    lowest: int = 4
    state: str = ""
    owner: str = ""
    text: str = ""

    @property
    def is_off(self) -> bool:
        """Whether everything is shown."""
        return self == QueueFilter()

    def shows(self, row: AlertRow, operator: str) -> bool:
        """Whether a row is wanted."""
        return (
            row.alert.priority <= self.lowest
            and (not self.classes or row.alert.alert_class in self.classes)
            and self._state(row)
            and self._owner(row, operator)
            and all(word in row.words for word in self.text.casefold().split())
        )

    def _state(self, row: AlertRow) -> bool:
        if self.state == "unacknowledged":
            return row.alert.attention is Attention.UNACKNOWLEDGED
        if self.state == "acknowledged":
            return row.alert.attention is Attention.ACKNOWLEDGED
        return self.state != "in_work" or row.alert.work not in {Work.NEW, Work.CLOSED}

    def _owner(self, row: AlertRow, operator: str) -> bool:
        if self.owner == "mine":
            return row.alert.claimed_by == operator
        return self.owner != "nobody" or row.alert.claimed_by is None

    def saved(self) -> dict[str, Any]:
        """The filter as plain values for a file."""
        return {
            "classes": sorted(each.value for each in self.classes),
            "lowest": self.lowest,
            "state": self.state,
            "owner": self.owner,
            "text": self.text,
        }


def read_filter(saved: Mapping[str, Any]) -> QueueFilter:
    """The filter of plain values; what cannot be read asks for nothing, so it hides nothing."""
    classes = saved.get("classes")
    known = {each.value for each in AlertClass}
    lowest, text = saved.get("lowest"), saved.get("text")
    state, owner = saved.get("state"), saved.get("owner")
    return QueueFilter(
        frozenset(AlertClass(c) for c in classes if c in known)
        if isinstance(classes, list)
        else frozenset(),
        lowest if type(lowest) is int and lowest in PRIORITIES else 4,
        state if isinstance(state, str) and state in STATES else "",
        owner if isinstance(owner, str) and owner in OWNERS else "",
        text[:_TEXT_MOST] if isinstance(text, str) else "",
    )
