"""A table says why it is empty."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.keys.fields import FieldTable


def test_that_an_empty_table_tells_why_until_it_has_rows(qtbot: QtBot) -> None:
    table = FieldTable(0, 2)
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.show()
    QApplication.processEvents()
    blank = table.grab().toImage()
    table.say_when_empty("Nothing is kept out.")
    assert table.grab().toImage() != blank
    assert table.accessibleDescription() == "Nothing is kept out."
    table.setRowCount(1)
    filled = table.grab().toImage()
    table.say_when_empty("")
    assert table.grab().toImage() == filled
