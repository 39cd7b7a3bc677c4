"""Every sentence in the engine's source that may reach a person, read from the syntax. Pure.

Docstrings, words for the log and for the installer's faults (`EnvironmentFault`) are left out, and
so is what is no sentence: names, patterns, SQL.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOLE = "\0"
_NOT_FOR_OPERATORS = {"EnvironmentFault", "ProgrammingFault", "ValueError", "TypeError", "compile"}
_LOGS = {"_log", "re"}


def sentences(*places: str) -> Iterator[tuple[str, str]]:
    """Where each stands (file:line), and its text; what is filled in is `HOLE`."""
    for place in places:
        path = ROOT / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            tree = ast.parse(file.read_text("utf-8"))
            left = _left_out(tree)
            for node in ast.walk(tree):
                text = "" if id(node) in left else _text(node)
                if _is_sentence(text):
                    yield f"{file.relative_to(ROOT).as_posix()}:{node.lineno}", text  # type: ignore[attr-defined]


def _is_sentence(text: str) -> bool:
    words = re.findall(r"[A-Za-z]{2,}", text)
    return len(words) > 1 and " " in text.strip(HOLE + " ") and "SELECT" not in text


def _left_out(tree: ast.AST) -> set[int]:
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            found.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            found |= {id(part) for part in node.values}
        elif isinstance(node, ast.Call) and _is_for_others(node):
            found |= {id(each) for each in ast.walk(node)}
    return found


def _is_for_others(call: ast.Call) -> bool:
    named = call.func
    called = getattr(named, "id", "") or getattr(named, "attr", "")
    owner = getattr(getattr(named, "value", None), "id", "")
    return called in _NOT_FOR_OPERATORS or owner in _LOGS


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (each.value if isinstance(each, ast.Constant) else HOLE for each in node.values)
        return "".join(str(part) for part in parts)
    return ""
