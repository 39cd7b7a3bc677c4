"""Searching every alert ever: the engine's reader, and the console's way to it."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from console.wire.room_values import FiguresPage, FiguresWanted
from console.wire.seat_values import HistoryPage, HistoryWanted, PicturePage, PictureWanted

Question = HistoryWanted | FiguresWanted | PictureWanted
Answer = HistoryPage | FiguresPage | PicturePage


def fault_page(wanted: Question, fault: str) -> Answer:
    """The answer to a question that could not be answered."""
    match wanted:
        case HistoryWanted():
            return HistoryPage(wanted.request, fault=fault)
        case FiguresWanted():
            return FiguresPage(wanted.request, fault=fault)
        case PictureWanted():
            return PicturePage(wanted.request, wanted.sha256, fault=fault)


class History(Protocol):
    """The engine's side. Asked and answered on the engine's thread; reads on one of its own."""

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        ...

    def ask(self, routing: bytes, wanted: Question) -> None:
        """Look for a page; a newer question of the same connection takes the place of an older."""
        ...

    def answers(self) -> Sequence[tuple[bytes, Answer]]:
        """What was found since the last call, with whom to tell."""
        ...

    def close(self) -> None:
        """Stop; bounded."""
        ...


@runtime_checkable
class HistoryLink(Protocol):
    """The console's side: thread-safe, never blocks. Pages come with the link's other news."""

    def ask_history(self, wanted: HistoryWanted) -> None:
        """Ask the engine for a page; the newest question wins."""
        ...


@runtime_checkable
class FiguresLink(Protocol):
    """The console's side for the supervisor's figures: thread-safe, never blocks."""

    def ask_figures(self, wanted: FiguresWanted) -> None:
        """Ask the engine for the supervisor's figures; the newest question wins."""
        ...


@runtime_checkable
class PictureLink(Protocol):
    """The console's side for pictures that came with events: thread-safe, never blocks."""

    def ask_picture(self, wanted: PictureWanted) -> None:
        """Ask the engine for a picture; the newest question wins."""
        ...
