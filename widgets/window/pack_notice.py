"""What is to be said of the imported map: that it cannot be read, or counts whole after a restart.

GUI thread; asks the pack, which answers from memory.
"""

from PySide6.QtCore import QCoreApplication

from console.domain.places.map_kinds import KINDS
from console.ports.map_pack import MapPack, PackCards

_IN_SITE = frozenset(("dong", "patrol_area", "patrol_route", "safe_path"))


class PackNotice:
    """Remembers which facilities and areas the console began with; cameras follow by themselves."""

    def __init__(self, pack: MapPack) -> None:
        self._pack = pack
        self._began = _counted(pack.cards())

    def text(self) -> str:
        """The words of the moment; empty when there is nothing to say."""
        cards = self._pack.cards()
        if cards.problems:
            words = QCoreApplication.translate(
                "PackNotice", "The imported map cannot be read: the map of the program is shown."
            )
            return f"{words} {cards.problems[0]}"
        if _counted(cards) != self._began:
            return QCoreApplication.translate(
                "PackNotice",
                "Facilities or borders were imported. "
                "They count from the next start of this console.",
            )
        return ""


def _counted(cards: PackCards) -> frozenset[tuple[str, str]]:
    """The layers that the site is made of when a console starts."""
    return frozenset(
        (card.key, card.sha256)
        for card in cards.layers
        if card.kind in _IN_SITE or (KINDS[card.kind].watch and card.kind != "camera")
    )
