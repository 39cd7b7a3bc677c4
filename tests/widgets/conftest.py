"""The dressed application, a leak check, and what the widget tests build windows from."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from widgets.application import dress


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["sunra"]


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    if not qapp.styleSheet():
        dress(qapp)
    before = set(map(id, QApplication.topLevelWidgets()))
    yield
    for window in QApplication.topLevelWidgets():
        if id(window) not in before:
            window.close()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
