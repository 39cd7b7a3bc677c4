"""Records no board can read are never passed over in silence, and are forgiven when they can."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from console.domain.field.hazard import Category, Hazard
from console.domain.field.record import FieldRecord
from console.domain.places.geo import Place
from console.domain.site import Site
from console.ports.seat_link import QueueNews
from console.wire.field_codec import field_text
from tests.support.wall_doubles import ToldPictures
from widgets.escorts.panel import Escorts
from widgets.field.book import RecordBook
from widgets.guard_details.panel import GuardDetails
from widgets.patrols.panel import PatrolsPanel
from widgets.shelters.panel import SheltersPanel

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
SITE = Site("s", "구", "gu", Place(37.56, 127.03), "", "", {})
Board = PatrolsPanel | SheltersPanel | GuardDetails | Escorts


def told(kind: str, content: str) -> QueueNews:
    record = FieldRecord(kind, "7", "open", True, NOW, content)
    return QueueNews(whole=False, current=True, revision=1, alerts=(), fields=(record,))


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("patrol", lambda: PatrolsPanel(SITE, NOW)),
        ("shelter", lambda: SheltersPanel(SITE, NOW)),
        ("guard_case", lambda: GuardDetails("kim", "A", NOW)),
        ("escort", lambda: Escorts(SITE, ToldPictures(), NOW)),
    ],
)
def test_that_a_board_says_what_it_cannot_show(
    qtbot: QtBot, kind: str, make: Callable[[], Board]
) -> None:
    board = make()
    qtbot.addWidget(board)
    board.show()
    board.take(told(kind, "[]"))
    assert "1 not shown: the engine is newer than this console" in board.text()
    board.take(QueueNews(whole=True, current=True, revision=2, alerts=()))
    assert "not shown" not in board.text()


def test_that_a_record_is_counted_once_and_forgiven_when_it_can_be_read() -> None:
    book = RecordBook()
    hazards = book.table("hazard", Hazard)
    for _ in range(3):
        assert book.take(told("hazard", "[]"))
    assert (book.unreadable, hazards) == (1, {})
    assert not book.take(told("patrol", "[]"))
    good = Hazard(Category.OTHER, NOW, "kim")
    book.take(told("hazard", field_text(good)))
    assert (book.unreadable, list(hazards)) == (0, ["7"])
