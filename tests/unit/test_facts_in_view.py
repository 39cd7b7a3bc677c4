"""An act covers what its operator had in view, and no clock has a say in it (O14)."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest

from console.domain.alerts.alert import Attention
from console.ports.messages import Tick
from tests.support.desk_room import Room

ROOT = Path(__file__).parents[2]
SHIPPED = ("console", "backends", "widgets")
MAKERS = {
    "backends/zeromq/seat_link.py",  # every act of a window, with the facts its replica handed out
    "backends/database/seat_journal.py",  # the same, read back
    "console/services/desk/commands.py",  # what stands in the place of an unreadable one
}


def crowded() -> Room:
    """An alert of two facts."""
    room = Room()
    room.event("analytics.crowd", "cam-1", condition="active")
    room.at(60)
    room.event("analytics.crowd", "cam-1", condition="active")
    assert room.alert().facts == 2
    return room


@pytest.mark.parametrize("hours", [-24, 0, 24])
def test_that_an_act_that_tells_no_facts_hides_none_whatever_clock_its_seat_has_o14(
    hours: int,
) -> None:
    room = crowded()
    issued = room.now + timedelta(hours=hours)
    assert "new" in room.act("close", 1, disposition="true", facts=None, issued=issued)
    assert room.act("acknowledge", 1, facts=None, issued=issued) == ""
    assert room.alert().attention is Attention.UNACKNOWLEDGED
    room.hear(Tick(room.now, room.ms))
    assert room.act("acknowledge", 1, facts=2, issued=issued) == ""
    assert room.alert().attention is Attention.ACKNOWLEDGED


def test_that_an_alert_of_one_fact_needs_no_count() -> None:
    room = Room()
    room.event("bell.pressed", "bell-1")
    assert room.act("acknowledge", 1, facts=None) == ""
    assert room.alert().attention is Attention.ACKNOWLEDGED


def test_that_only_the_seat_link_makes_acts_and_asks_what_was_in_view_o14() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for top in SHIPPED
        for path in (ROOT / top).rglob("*.py")
        if "Command(" in path.read_text("utf-8") and _makes(path)
    }
    assert found == MAKERS
    link = ast.parse((ROOT / "backends/zeromq/seat_link.py").read_text("utf-8"))
    (made,) = [node for node in ast.walk(link) if _is_command(node)]
    assert isinstance(made, ast.Call)
    assert "facts" in {each.arg for each in made.keywords}


def _makes(path: Path) -> bool:
    return any(_is_command(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))))


def _is_command(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Command"
    )
