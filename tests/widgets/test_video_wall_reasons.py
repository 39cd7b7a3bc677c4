"""What the video back end says of a picture or a file is known to the wall, in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from widgets.video_wall import reasons

ROOT = Path(__file__).parents[2]
SOURCES = (
    *(
        path
        for path in sorted((ROOT / "backends" / "video").glob("*.py"))
        if path.name != "libvlc.py"  # banners of the window: widgets.words.reasons
    ),
    ROOT / "console" / "domain" / "pictures" / "picture.py",
)
INTERNAL = {
    "video worker in waiting": "the name of a process",
    "arrival at the console, UTC": "a word of the manifest",
    "shared memory is full": "becomes another sentence in pictures.py",
}


def _sentences(path: Path) -> Iterator[str]:
    """Texts of three words and more that begin with a small letter or SRT; figures are a 7."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr():  # docstrings
                silent.add(id(node.value))
            case ast.JoinedStr():
                silent.update(id(part) for part in node.values)
            case ast.Assert() if node.msg is not None:
                silent.add(id(node.msg))
    texts = (_text(node) for node in ast.walk(tree) if id(node) not in silent)
    for text in texts:
        told = text.count(" ") >= 2 and (text[0].islower() or text.startswith("SRT"))
        if told and "[" not in text:  # types
            yield text


def _text(node: ast.AST) -> str:
    match node:
        case ast.JoinedStr():
            parts = (one.value if isinstance(one, ast.Constant) else 7 for one in node.values)
            return "".join(str(part) for part in parts)
        case ast.Constant(value=str(text)):
            return text
    return ""


@pytest.mark.parametrize("path", SOURCES, ids=[path.name for path in SOURCES])
def test_that_every_sentence_about_a_picture_is_known(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reasons, "translate", lambda _context, text: f"¤{text}")
    told = (one for one in _sentences(path) if one not in INTERNAL)
    assert [one for one in told if not reasons.reason_words(one).startswith("¤")] == []
