"""An operator's keys at a real engine: from a press to the end, with all its times (R-ARC-01)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backends.sound.speaker import Mute
from backends.system.clock import SystemClock
from console.domain.alerts.alert import Alert, Attention, Work
from console.domain.alerts.handling import Step, Verdict
from console.services.catalogue import read_catalogue
from tests.e2e.conftest import EngineProcess, sunra
from tests.support.linked_console import LinkedConsole
from tests.support.raw_device import RawDevice, now
from tests.support.seat_doubles import NoPictures, small_site
from tests.support.window_stage import press_in
from widgets.application import dress
from widgets.language import Language
from widgets.window.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Key = Qt.Key


class Operator:
    """The real window on the real link, worked by keys; waits for what the engine says."""

    def __init__(self, seat: LinkedConsole, qtbot: QtBot) -> None:
        self._qtbot, self._language = qtbot, Language("en")
        self.window = MainWindow(
            small_site(), seat.link, NoPictures(), Mute(""), read_catalogue(), self._language,
            f"op-{seat.name}", seat.name, SystemClock(),
        )  # fmt: skip
        qtbot.addWidget(self.window)
        self.window.resize(1920, 1080)
        self.window.show()
        self.window.start()

    @property
    def alert(self) -> Alert | None:
        return self.window.panels.detail.alert

    def presses(self, *keys: Qt.Key) -> None:
        for key in keys:
            press_in(self.window, key)

    def until(self, holds: Callable[[Alert], bool]) -> None:
        def stands() -> bool:
            return self.alert is not None and holds(self.alert)

        self._qtbot.waitUntil(stands, timeout=20_000)

    def shut(self) -> None:
        self.window.shut()
        self._language.close()


@pytest.fixture
def operator(
    engine: EngineProcess, tmp_path: Path, qtbot: QtBot, qapp: object
) -> Iterator[Operator]:
    dress(qapp)  # type: ignore[arg-type]
    seat = LinkedConsole(engine.data, engine.card, "seat-a", tmp_path)
    made = Operator(seat, qtbot)
    yield made
    made.shut()
    seat.link.close()


def _verdict_is(verdict: Verdict) -> Callable[[Alert], bool]:
    def holds(alert: Alert) -> bool:
        said = alert.handling.verified
        return said is not None and said.verdict is verdict

    return holds


def _sent_is(step: Step) -> Callable[[Alert], bool]:
    def holds(alert: Alert) -> bool:
        return any(each.step is step for each in alert.handling.dispatches)

    return holds


def test_that_keys_alone_bring_a_bell_to_its_end_and_every_time_is_on_record(
    engine: EngineProcess, device: Callable[..., RawDevice], operator: Operator
) -> None:
    edge = device("bell-7", "bell")
    edge.event("bell.pressed", time=now(), data={"sent": now()})
    edge.wait(lambda each: not each.unreceipted)
    operator.until(lambda alert: alert.type == "bell.pressed")
    operator.until(lambda alert: alert.handling.opened_at is not None)
    operator.presses(Key.Key_C)
    operator.until(lambda alert: alert.work is Work.CLAIMED)
    operator.presses(Key.Key_A)
    operator.until(lambda alert: alert.attention is Attention.ACKNOWLEDGED)
    operator.presses(Key.Key_F2)
    operator.until(_verdict_is(Verdict.VERIFIED))
    operator.presses(Key.Key_F4, Key.Key_Return)
    operator.until(_sent_is(Step.SENT))
    operator.presses(Key.Key_F8, Key.Key_1)
    operator.until(_sent_is(Step.ACCEPTED))
    operator.presses(Key.Key_2)
    operator.until(lambda alert: alert.work is Work.ON_SCENE)
    operator.presses(Key.Key_F7, Key.Key_1)
    operator.until(lambda alert: bool(alert.handling.ticks))
    operator.presses(Key.Key_Escape, Key.Key_X, Key.Key_1)
    operator._qtbot.waitUntil(lambda: operator.alert is None, timeout=20_000)
    (told,) = engine.alerts()
    assert [name for name, stamp in told["stamps"].items() if stamp is None] == []
    assert told["out_of_order"] == []
    (sent,) = told["handling"]["dispatches"]
    assert (sent["to"], sent["code"], sent["verdict"]) == ("112", "C1", "verified")
    assert sunra("verify", "--data", engine.data).returncode == 0
