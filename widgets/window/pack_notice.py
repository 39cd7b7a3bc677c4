"""What is to be said of the imported map: that it cannot be read.

GUI thread; asks the pack, which answers from memory.
"""

from PySide6.QtCore import QCoreApplication

from console.ports.map_pack import MapPack
from widgets.words.site import site_text


def pack_notice(pack: MapPack) -> str:
    """The words of the moment; empty when there is nothing to say."""
    problems = pack.cards().problems
    if not problems:
        return ""
    words = QCoreApplication.translate(
        "PackNotice", "The imported map cannot be read: the map of the program is shown."
    )
    return f"{words} {site_text(problems[0])}"
