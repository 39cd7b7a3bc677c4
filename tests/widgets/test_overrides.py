"""Errors in what Qt calls end as tracebacks and exceptions, never as a crash (docs/adr/0010)."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_PROGRAM = """
import sys
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override
from widgets.overrides import sealed

@sealed
class Panel(QWidget):
    where = ""

    @override
    def resizeEvent(self, event):
        self.fail("size")

    @override
    def paintEvent(self, event):
        with QPainter(self) as painter:
            painter.drawLine(0, 0, 9, 9)
            self.fail("paint")

    def fail(self, where):
        if self.where == where:
            {wrong}

application = QApplication(sys.argv)
panel = Panel()
panel.show()
application.processEvents()
for where, ask in (("size", lambda: panel.resize(333, 222)), ("paint", panel.repaint)):
    panel.where = where
    try:
        ask()
        print("nothing")
    except Exception as error:
        print(type(error).__name__)
print("alive")
"""


@pytest.mark.parametrize(
    ("wrong", "name"),
    [("1 / 0", "ZeroDivisionError"), ("[][3]", "IndexError"), ("{}['x']", "KeyError")],
)
def test_that_an_error_inside_a_sealed_override_reaches_the_caller(wrong: str, name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(wrong=wrong), "-platform", "offscreen"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == [name, name, "alive"]


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "widgets").rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))


def _names(node: ast.AST) -> set[str]:
    if not isinstance(node, ast.ClassDef | ast.FunctionDef):
        return set()
    return {each.id for each in node.decorator_list if isinstance(each, ast.Name)}


def _is_qt(node: ast.ClassDef) -> bool:
    bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
    return any(base.startswith("Q") for base in bases)


def test_that_every_qt_class_with_overrides_is_sealed() -> None:
    open_ones = [
        f"{path}: {node.name}"
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and _is_qt(node) and "sealed" not in _names(node)
        if any(
            "override" in _names(each) for each in node.body if isinstance(each, ast.FunctionDef)
        )
    ]
    assert not open_ones


def test_that_every_painter_ends_even_when_painting_fails() -> None:
    """A painter kept alive by a traceback goes on painting on a widget that is gone."""
    loose = [
        f"{path}:{node.lineno}"
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.Expr | ast.Return)
        for call in [node.value]
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "QPainter"
    ]
    assert not loose


def test_that_no_window_asks_for_its_own_screen() -> None:
    """PySide6 makes the screen a child of the window and deletes it with the window."""
    asking = [
        f"{path}:{node.lineno}"
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "screen"
    ]
    assert not asking
