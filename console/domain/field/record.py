"""One record of the work in the field, as it is stored and shown: an escort, a patrol, a case...

The kinds keep values of their own (`domain.field.escort` and others); this is what the frame
knows of any of them. Pure; standard library only. Personal words are no part of it: they are kept
beside it, and may be erased.
"""

from dataclasses import dataclass
from datetime import datetime

FieldKey = tuple[str, str]
"""Kind and id."""


@dataclass(frozen=True, slots=True)
class FieldRecord:
    """`content` is the kind's own value as JSON text; `state` its short word for lists.

    `deadline` is when time does something to it next (UTC), None when it never does.
    """

    kind: str
    id: str
    state: str
    is_open: bool
    updated: datetime
    content: str
    deadline: datetime | None = None

    @property
    def key(self) -> FieldKey:
        """What names it for ever."""
        return self.kind, self.id


def field_subject(kind: str, record: str) -> str:
    """How a record is named in commands and in the journal: `escort:12`; `escort:` is a new one."""
    return f"{kind}:{record}"


def field_key(subject: str) -> FieldKey | None:
    """The kind and id a subject names; None when it names none."""
    kind, colon, record = subject.partition(":")
    return (kind, record) if colon and kind else None
