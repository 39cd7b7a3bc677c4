"""The dressed application, a leak check, and what the widget tests build windows from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.window_stage import Console


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["sunra"]


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    before = set(map(id, QApplication.topLevelWidgets()))
    yield
    for window in QApplication.topLevelWidgets():
        if id(window) not in before:
            window.close()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def console(qtbot: QtBot) -> Iterator[Console]:
    """A window of the test's own, with the keys in its queue."""
    made = Console()
    made.take_keys(qtbot)
    yield made
    made.close()


@pytest.fixture(scope="module")
def shared_console(qapp: QApplication) -> Iterator[Console]:
    """One window for all tests of a file: making it is what costs."""
    made = Console()
    yield made
    made.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say once that the offscreen platform has no window manager to hint sizes to."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))
