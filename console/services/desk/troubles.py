"""What happened at the doors, counted until it is told. Engine thread only; no I/O.

May be lost: whoever makes trouble still does after a restart.
"""

from dataclasses import dataclass

from console.ports.door import Incident

MOST_TROUBLES = 256


@dataclass(slots=True)
class _Trouble:
    text: str
    count: int = 0
    is_new: bool = True


class Troubles:
    """What is known of each kind and subject since it was last told."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], _Trouble] = {}

    def take(self, incident: Incident) -> None:
        """It happened (again)."""
        key = (incident.kind, incident.subject)
        if key not in self._known and len(self._known) >= MOST_TROUBLES:
            key = (incident.kind, "others")
        trouble = self._known.setdefault(key, _Trouble(incident.text))
        trouble.text, trouble.is_new = incident.text, True
        trouble.count += incident.count

    def named(self) -> list[tuple[str, str]]:
        """Kind and subject of each, sorted."""
        return sorted(self._known)

    def told(self, kind: str, subject: str) -> str:
        """Its words for the alert; counting begins anew."""
        trouble = self._known[kind, subject]
        count, trouble.count, trouble.is_new = trouble.count, 0, False
        return f"{trouble.text} ({count} times)" if count > 1 else trouble.text

    def is_over(self, kind: str, subject: str) -> bool:
        """Whether nothing happened since it was told."""
        return not self._known[kind, subject].is_new

    def forget(self, kind: str, subject: str) -> None:
        """It did not happen again."""
        del self._known[kind, subject]
