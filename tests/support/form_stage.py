"""A detail panel with a real alert and no engine, for tests of its forms."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import Alert
from console.domain.places.geo import Place
from console.domain.unit import UnitPosition
from console.services.catalogue import read_catalogue
from tests.support.seat_doubles import START, alert, small_site
from widgets.detail.panel import Detail
from widgets.detail.wish import Surroundings, Wish

CATALOGUE = read_catalogue()
HERE = Place(37.546, 127.05)
SOS = alert(7, "sos.app", CATALOGUE, unit="app-31", place=HERE, incident=7)


class Stage:
    """A detail panel and everything it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.detail = Detail(small_site(), CATALOGUE, "kim", "en")
        qtbot.addWidget(self.detail)
        self.around = Surroundings(START, (SOS,))
        self.detail.around = self._around
        self.wishes: list[Wish] = []
        self.detail.wished.connect(self.wishes.append)
        self.detail.resize(790, 520)
        self.detail.show()
        self.show(SOS)

    def _around(self) -> Surroundings:
        return self.around

    def show(self, shown: Alert) -> None:
        others = tuple(each for each in self.around.alerts if each.number != shown.number)
        self.around = replace(self.around, alerts=(shown, *others))
        self.detail.show_alert(shown)

    def open(self, act: str) -> None:
        assert self.detail.trigger(act), act

    def press(self, *keys: Qt.Key) -> None:
        form = self.detail.stage.open_form
        assert form is not None
        for key in keys:
            QTest.keyClick(form.choices, key)

    def text(self) -> str:
        form = self.detail.stage.open_form
        return form.text() if form is not None else ""


def fix(unit: str, metres_north: float, age_s: float = 2.0) -> UnitPosition:
    at = START - timedelta(seconds=age_s)
    return UnitPosition(unit, "radio", at, at, Place(HERE.lat + metres_north / 111_195, HERE.lon))


def positions(*fixes: UnitPosition) -> dict[str, UnitPosition]:
    return {each.unit: each for each in fixes}
