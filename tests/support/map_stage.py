"""A map of the square district on the screen, with fixes and alerts by hand."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import Alert, AlertClass, Attention, Condition, Visibility, Work
from console.domain.places.geo import Place
from console.domain.unit import UnitPosition
from tests.support.square_site import square_site
from widgets.live_map.panel import LiveMap

NOW = datetime(2026, 1, 1, 22, 0, tzinfo=UTC)
SHIFT = Qt.KeyboardModifier.ShiftModifier


def shown_map(qtbot: QtBot) -> LiveMap:
    """In English, 900 x 600, with the keys."""
    made = LiveMap(square_site(), "en")
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.set_now(NOW)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=15_000)
    made.setFocus()
    return made


def alert(number: int, place: Place | None, **facts: object) -> Alert:
    """An unacknowledged SOS, or what the facts make of it."""
    plain: dict[str, object] = {
        "number": number, "type": "sos.app", "alert_class": AlertClass.LIFE, "priority": 1,
        "source": "app", "subject": None, "condition": Condition.ACTIVE,
        "attention": Attention.UNACKNOWLEDGED, "work": Work.NEW, "visibility": Visibility.NORMAL,
        "raised": NOW, "occurred": NOW, "updated": NOW, "place": place,
    } | facts  # fmt: skip
    return Alert(**plain)  # type: ignore[arg-type]  # facts of any kind, by name


def fix(unit: str, place: Place, age_s: float = 1.0) -> UnitPosition:
    """Where a unit was so many seconds ago."""
    taken = NOW - timedelta(seconds=age_s)
    return UnitPosition(unit, "gateway", taken, taken, place)
