"""A seat of the room that plays its part: books, matches, closes, over the real seat link.

It knows what it was told, as every console does, and acts by commands alone. One thread.
"""

import logging
from collections import deque
from collections.abc import Sequence

from console.domain.field.escort import Escort
from console.domain.field.record import FieldKey, FieldRecord
from console.ports.seat_link import ActionNews, LinkNews, QueueNews, SeatLink
from console.wire.field_codec import FieldMalformed, field_text, field_value

_log = logging.getLogger("edge")

Chore = tuple[str, str, object, str]
"""Subject (`{}`: the number that was answered, or the newest), act, form or None, words."""


class Booth:
    """What one seat knows and does."""

    def __init__(self, link: SeatLink) -> None:
        """The link is its owner's."""
        self._link = link
        self.records: dict[FieldKey, FieldRecord] = {}
        self._answers: dict[str, ActionNews] = {}
        self.linked = False

    def turn(self) -> None:
        """Take what came."""
        for news in self._link.drain():
            if isinstance(news, LinkNews):
                self.linked = news.state == "up"
            elif isinstance(news, QueueNews):
                if news.whole:
                    self.records.clear()
                self.records.update((each.key, each) for each in news.fields)
            elif isinstance(news, ActionNews) and news.state in {"accepted", "refused"}:
                self._answers[news.action] = news

    def act(self, subject: str, act: str, form: object = None, words: str = "") -> str:
        """Do something; returns its id, under which the answer comes."""
        content = "" if form is None else field_text(form)
        return self._link.submit(
            "field", 0, subject=subject, choice=act, content=content, text=words
        )

    def answer(self, action: str) -> ActionNews | None:
        """What the engine said to it, once it did."""
        return self._answers.get(action)

    def newest(self, kind: str) -> str:
        """The highest number there is of a kind; empty when there is none."""
        numbers = [int(record) for of, record in self.records if of == kind and record.isdecimal()]
        return str(max(numbers)) if numbers else ""

    def escort(self, record: str) -> Escort | None:
        """An escort as it stands."""
        held = self.records.get(("escort", record))
        value = field_value(held.content, Escort) if held is not None else None
        return value if isinstance(value, Escort) else None

    def escort_of(self, device: str, origin: str) -> str:
        """The number of the open escort a device asked for under a name of its own."""
        for (kind, record), held in self.records.items():
            if kind != "escort" or not held.is_open:
                continue
            value = field_value(held.content, Escort)
            if isinstance(value, FieldMalformed):
                continue
            if (value.asked_by, value.origin) == (device, origin):
                return record
        return ""


class Chain:
    """Acts that follow each other, each when the one before was answered."""

    def __init__(self, booth: Booth, chores: Sequence[Chore]) -> None:
        self._booth, self._left = booth, deque(chores)
        self._asked = ""
        self._number = self._before = ""
        self.refusals: list[str] = []

    @property
    def done(self) -> bool:
        """Whether everything was answered."""
        return not self._left and not self._asked

    def turn(self) -> None:
        """The next act, when it is time."""
        if self._asked:
            answer = self._booth.answer(self._asked)
            if answer is None:
                return
            self._asked = ""
            if answer.state == "refused":
                self._before = ""
                self.refusals.append(answer.reason)
                _log.warning("The simulated seat was refused: %s", answer.reason)
            elif answer.reason.isdecimal():
                self._number = answer.reason
        if self._left and self._is_known(self._left[0][0]):
            subject, act, form, words = self._left.popleft()
            if subject.endswith(":"):
                self._number, self._before = "", self._booth.newest(subject[:-1])
            self._asked = self._booth.act(subject.format(self._number), act, form, words)

    def _is_known(self, subject: str) -> bool:
        """Whether the number of the subject is known; news of it may come after the answer."""
        if "{}" in subject and not self._number:
            newest = self._booth.newest(subject.partition(":")[0])
            self._number = newest if newest != self._before else ""
        return "{}" not in subject or bool(self._number)
