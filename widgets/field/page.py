"""One page of a board of the field work: its rows, facts and acts, and which form each opens.

GUI thread, no widget. What its records are about, a page knows itself.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.ports.seat_link import QueueNews
from widgets.field.form import Form
from widgets.field.rows import BoardRow, Fact
from widgets.words.words import translate


@dataclass(frozen=True, slots=True)
class Act:
    """`cap` is its key as it stands on the button, `word` what it says there."""

    name: str
    cap: str
    word: str


class FieldPage(ABC):
    """One board: what its rows and facts are, and which form each act opens.

    `kind` is that of its records, as subjects of acts name it; empty where rows are no records.
    """

    kind = ""

    @abstractmethod
    def take(self, news: QueueNews) -> bool:
        """Take news in; whether anything shown changed."""

    @abstractmethod
    def title(self, now: datetime) -> str:
        """The page's name with its figures."""

    @abstractmethod
    def empty(self) -> str:
        """What is said when there is no row."""

    @abstractmethod
    def rows(self, now: datetime) -> Sequence[BoardRow]:
        """The rows, what needs an operator first."""

    @abstractmethod
    def facts(self, record: str, now: datetime) -> Sequence[Fact]:
        """What there is to say of one record."""

    @abstractmethod
    def acts(self) -> Sequence[Act]:
        """All acts, by how often they are needed."""

    @abstractmethod
    def form(self, act: str, record: str, now: datetime) -> Form | None:
        """The form of an act as things stand; None when it makes no sense now."""


def language() -> str:
    """The language of the moment, "ko" or "en": the translator's own word for it."""
    return translate("FieldPanel", "en", "the code of this language")
