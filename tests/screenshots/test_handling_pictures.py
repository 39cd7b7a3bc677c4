"""The chosen alert and its forms, drawn in both languages and sizes; kept with SUNRA_PICTURES."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import Alert, Disposition, Work
from console.domain.alerts.handling import Dispatch, Handling, Ticked, Verdict, Verified
from console.domain.places.geo import Place
from console.domain.unit import UnitPosition
from console.services.catalogue import read_catalogue
from tests.support.kept_pictures import keep
from tests.support.seat_doubles import START, alert, small_site
from widgets.detail.card_words import Past
from widgets.detail.panel import Detail
from widgets.detail.wish import Surroundings
from widgets.keys.list import KeyList

pytestmark = [pytest.mark.screenshots, pytest.mark.qt_log_ignore("propagateSizeHints")]
CATALOGUE = read_catalogue()
HERE = Place(37.546, 127.05)
SOS = alert(
    7, "sos.app", CATALOGUE, unit="app-31", place=HERE, incident=7, first_out=True,
    cameras=("SD-0001", "SD-0002", "SD-0003", "SD-0004"),
)  # fmt: skip
SIZES = {1920: (796, 540), 2560: (1062, 722)}  # the panel's room on a screen so wide
FORMS = ("send", "sent", "steps", "hand_over", "group", "call")


def _handled() -> Alert:
    told = Dispatch("d-1", 7, "112", True, "kim", START - timedelta(seconds=70), "C0", "C1")
    sent = Dispatch("d-2", 7, "patrol-2", False, "kim", START - timedelta(seconds=3))
    done = Handling(
        Verified(Verdict.VERIFIED, "kim", START, "picture Seongsu 01 (SD-0001)"),
        (Ticked(1, START, "kim"), Ticked(2, START, "kim", True, "nobody answers")),
        (told, replace(sent, verdict="verified")),
        *(START, START, START),
    )
    return replace(
        SOS, handling=done, work=Work.DISPATCHED, claimed_by="kim", claimed_at=START,
        facts=4, acknowledged_facts=2, acknowledged_by="kim", acknowledged_at=START, escalation=2,
        held_until=START + timedelta(minutes=15),
    )  # fmt: skip


def _around(shown: Alert) -> Surroundings:
    units = ("patrol-1", "patrol-2", "guard-4", "app-31")
    fixes = [
        UnitPosition(unit, "radio", START, START, Place(37.5463 + n * 0.001, 127.0503),
                     battery_pct=9.0)
        for n, unit in enumerate(units)
    ]  # fmt: skip
    others = [replace(SOS, number=n, first_out=False) for n in (8, 9)]
    near = replace(SOS, number=10, incident=10, claimed_by="lee")
    return Surroundings(START, (shown, *others, near), {each.unit: each for each in fixes})


def _clipped(panel: QWidget) -> list[str]:
    labels = [w for w in panel.findChildren(QLabel) if w.isVisible() and not w.wordWrap()]
    buttons = [w for w in panel.findChildren(QPushButton) if w.isVisible()]
    shown: list[QLabel | QPushButton] = [*labels, *buttons]
    return [w.text() for w in shown if w.text() and w.sizeHint().width() > w.width() + 1]


def _keep(panel: QWidget, name: str) -> None:
    QApplication.processEvents()
    keep(panel, f"handling-{name}")


@pytest.mark.parametrize("width", list(SIZES))
@pytest.mark.parametrize("state", ["new", "handled"])
def test_that_no_word_of_the_chosen_alert_or_of_a_form_is_cut(
    qtbot: QtBot, language: str, width: int, state: str
) -> None:
    panel = Detail(small_site(), CATALOGUE, "kim", language)
    qtbot.addWidget(panel)
    shown = SOS if state == "new" else _handled()
    panel.around = partial(_around, shown)
    panel.resize(*SIZES[width])
    panel.show()
    panel.show_alert(shown)
    ended = (Disposition.FALSE_NUISANCE, Disposition.TRUE, None)
    past = tuple(replace(SOS, number=n, disposition=each) for n, each in enumerate(ended))
    panel.set_past(7, Past(past, known=True))
    panel.say("…", "quiet")
    _keep(panel, f"{state}-{language}-{width}")
    assert panel.size().width() == SIZES[width][0]
    assert _clipped(panel) == []
    for act in FORMS:
        if not panel.trigger(act):
            continue
        _keep(panel, f"{state}-{act}-{language}-{width}")
        assert _clipped(panel) == [], act
        assert panel.size().height() == SIZES[width][1], act
        panel.put_away()


def test_that_the_key_list_fits_beside_the_queue(qtbot: QtBot, language: str) -> None:
    """R-HMI-07: it lies over pictures and map of the smallest screen, and nowhere else."""
    stage = QWidget()
    qtbot.addWidget(stage)
    stage.resize(1120, 980)
    keys = KeyList(stage)
    stage.show()
    keys.show()
    keys.place_over(stage)
    _keep(stage, f"keys-{language}")
    assert stage.rect().contains(keys.geometry())
    assert _clipped(keys) == []
