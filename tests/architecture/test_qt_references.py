"""Canaries for PySide6 losing references on CPython 3.11 (docs/adr/0010).

With 6.12.0 each emit takes one reference from `True` and each void call one from `None`, until
the interpreter aborts. From CPython 3.12 both are immortal and the counts stand still.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

TOLERATED = 20


class Emitter(QObject):
    told = Signal(int)


def test_that_emitting_keeps_the_references_to_true() -> None:
    emitter = Emitter()
    before = sys.getrefcount(True)
    for number in range(100):
        emitter.told.emit(number)
    assert before - sys.getrefcount(True) < TOLERATED


def test_that_void_calls_keep_the_references_to_none(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(500):
        widget.update()
    assert before - sys.getrefcount(None) < TOLERATED
