"""Habits that a reader relies on: names, docstrings, state, Qt's traps (design, sections 3-6)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT, Source, everything, offence, product, told

BANNED_PARTS = {"Manager", "Helper", "Helpers", "Util", "Utils", "Handler", "Data", "Info"}
BANNED_MODULES = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "handler"}
BANNED_FUNCTIONS = {"process", "do"}
MODAL = {"information", "warning", "critical", "question", "about", "aboutQt"}


def words(name: str) -> set[str]:
    """CamelCase to its words."""
    return set(re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z][a-z0-9]*|[A-Z]+", name))


def test_that_every_file_says_what_it_is_for() -> None:
    silent = [
        source.name
        for source in everything()
        if source.text.strip() and not ast.get_docstring(source.tree)
    ]
    assert not silent, told(silent)


def test_that_no_name_says_nothing() -> None:
    offences = [
        offence(source, each, f"class {each.name}")
        for source in everything()
        for each in source.classes()
        if BANNED_PARTS & words(each.name)
    ]
    offences += [
        offence(source, each, f"function {each.name}()")
        for source in everything()
        for each in source.functions()
        if each.name in BANNED_FUNCTIONS
    ]
    offences += [source.name for source in everything() if source.path.stem in BANNED_MODULES]
    assert not offences, told(offences)


def test_that_code_says_alert_and_never_the_other_word() -> None:
    other = "al" + "arm"
    offences = [
        offence(source, node, name)
        for source in product()
        for node in source.nodes
        for name in identifiers(node)
        if other in name.lower()
    ]
    assert not offences, told(offences)


def identifiers(node: ast.AST) -> Iterator[str]:
    """The names that a node introduces."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id


@pytest.mark.parametrize("top", ["console", "backends", "widgets"])
def test_that_every_room_has_its_card(top: str) -> None:
    rooms = [ROOT / top, *(path.parent for path in (ROOT / top).glob("*/__init__.py"))]
    without = [
        room.relative_to(ROOT).as_posix() for room in rooms if not (room / "README.md").is_file()
    ]
    assert not without, told(without)


@pytest.mark.parametrize("place", ["tests", "packaging", "resources"])
def test_that_the_other_top_rooms_have_their_cards(place: str) -> None:
    assert (ROOT / place / "README.md").is_file()


def test_that_no_module_keeps_state() -> None:
    """Module level holds constants only: nothing is rebound, no lower-case container."""
    offences = [
        offence(source, node, what) for source in product() for node, what in module_state(source)
    ]
    assert not offences, told(offences)


def module_state(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Statements that make or change state of a module."""
    for node in source.tree.body:
        target = assigned_name(node)
        if target is None or target.isupper() or target.startswith("__"):
            continue
        value = getattr(node, "value", None)
        if isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp):
            yield node, f"{target} is a changeable container"
    for node in source.nodes:
        if isinstance(node, ast.Global):
            yield node, f"global {', '.join(node.names)}"


def assigned_name(node: ast.stmt) -> str | None:
    """The one name that a statement assigns, if it is one."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target: ast.expr = node.targets[0]
    elif isinstance(node, ast.AnnAssign):
        target = node.target
    else:
        return None
    return target.id if isinstance(target, ast.Name) else None


def test_that_nothing_blocks_the_alert_path_with_a_modal_dialog() -> None:
    offences = []
    for source in product():
        for call in source.calls():
            called = call.func
            if not isinstance(called, ast.Attribute):
                continue
            owner = called.value.id if isinstance(called.value, ast.Name) else ""
            is_application = "app" in owner.lower()
            if called.attr in {"exec", "exec_"} and not is_application:
                offences.append(offence(source, call, f"{owner}.{called.attr}()"))
            if owner == "QMessageBox" and called.attr in MODAL:
                offences.append(offence(source, call, f"QMessageBox.{called.attr}()"))
    assert not offences, told(offences)


def test_that_no_lambda_is_connected_to_a_signal() -> None:
    """PySide6 never lets go of what such a lambda closes over."""
    offences = [
        offence(source, call, "lambda in connect()")
        for source in product()
        for call in source.calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr == "connect"
        and any(isinstance(each, ast.Lambda) for each in call.args)
    ]  # fmt: skip
    assert not offences, told(offences)


def test_that_no_time_is_told_by_the_zone_of_this_computer() -> None:
    """`console.domain.wall_clock`: two seats must never read two times of one alert."""
    offences = [
        offence(source, call, "astimezone() without a zone")
        for source in product()
        for call in source.calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "astimezone"
        and not (call.args or call.keywords)
    ]
    assert not offences, told(offences)


def test_that_no_index_carries_a_python_object() -> None:
    """`createIndex` keeps no reference: an object there is a crash later."""
    offences = [
        offence(source, call, "createIndex with an object")
        for source in product()
        for call in source.calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr == "createIndex"
        and len(call.args) > 2 and not isinstance(call.args[2], ast.Constant)
    ]  # fmt: skip
    assert not offences, told(offences)
