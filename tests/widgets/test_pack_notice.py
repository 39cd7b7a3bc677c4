"""What a console says of the imported map."""

import pytest

from console.ports.map_pack import LayerCard, NoMapPack, PackCards
from widgets.window.pack_notice import pack_notice


class _Pack(NoMapPack):
    """A pack whose cards the test writes."""

    def __init__(self) -> None:
        self.now = PackCards()

    def cards(self) -> PackCards:
        return self.now


def _card(kind: str) -> LayerCard:
    return LayerCard(kind, kind, "points", 1, 1, (127.0, 37.5, 127.1, 37.6), "f.csv", "0" * 64)


@pytest.mark.usefixtures("qapp")
def test_that_only_a_map_that_cannot_be_read_is_told() -> None:
    pack = _Pack()
    pack.now = PackCards("1", (_card("camera"), _card("bell")))
    assert pack_notice(pack) == ""  # what was imported counts at once
    pack.now = PackCards("2", problems=("The list is damaged.",))
    assert pack_notice(pack).endswith("shown. The list is damaged.")
