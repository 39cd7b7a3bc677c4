"""What the video wheel bundles is named with its licence, and each text is there."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "packaging" / "licences"
TABLE = (FOLDER / "README.md").read_text("utf-8")


def _bundled() -> set[str]:
    """The libraries in the wheel, without the marks that its maker adds to their names."""
    files = [Path(str(one)) for one in distribution("av").files or []]
    libraries = [one.name for one in files if one.parent.name == "av.libs"]
    return {re.split(r"-[0-9a-f]{8}\.so", name)[0] for name in libraries if ".so" in name}


def test_that_every_bundled_library_is_named_with_its_licence() -> None:
    bundled = _bundled()
    if not bundled:
        pytest.skip("this system's wheel keeps its libraries elsewhere")
    assert "libx264" in bundled, "the wheel changed: look at the licences anew"
    named = set(re.findall(r"\blib[\w-]+", TABLE))
    assert bundled - named == set()


def test_that_every_licence_text_that_is_named_is_there() -> None:
    texts = set(re.findall(r"`([\w.-]+\.txt)`", TABLE))
    assert texts == {one.name for one in FOLDER.glob("*.txt")}
    assert all(len((FOLDER / name).read_text("utf-8")) > 2_000 for name in texts)
