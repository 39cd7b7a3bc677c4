"""What a console says of imports that happened after it began."""

import pytest

from console.ports.map_pack import LayerCard, NoMapPack, PackCards
from widgets.window.pack_notice import PackNotice


class _Pack(NoMapPack):
    """A pack whose cards the test writes."""

    def __init__(self) -> None:
        self.now = PackCards()

    def cards(self) -> PackCards:
        return self.now


def _card(kind: str) -> LayerCard:
    return LayerCard(kind, kind, "points", 1, 1, (127.0, 37.5, 127.1, 37.6), "f.csv", "0" * 64)


@pytest.mark.usefixtures("qapp")
def test_that_only_what_waits_for_the_next_start_is_told_as_such() -> None:
    pack = _Pack()
    notice = PackNotice(pack)
    pack.now = PackCards("1", (_card("camera"),), cameras="another list")
    assert notice.text() == ""  # cameras count at once
    pack.now = PackCards("2", (_card("camera"), _card("bell")))
    assert "next start" in notice.text()
    assert PackNotice(pack).text() == ""  # a console that began with them has nothing to say
