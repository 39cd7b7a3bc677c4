"""The schemas a message that leaves is held against: that of OASIS, and the standard's prose."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
OFFICIAL, PROSE = "CAP-v1.2.xsd", "prose-rules.xsd"


@cache
def schema(name: str) -> Any:  # noqa: ANN401 - lxml has no types of its own
    """A schema by the name of its file; skips the test where lxml is absent."""
    etree = pytest.importorskip("lxml.etree", reason="lxml checks the schema")
    return etree.XMLSchema(etree.parse(HERE / name))


def faults(xml: bytes, name: str) -> list[str]:
    """What a schema says against a message; nothing when it is valid."""
    etree = pytest.importorskip("lxml.etree", reason="lxml checks the schema")
    checked = schema(name)
    checked.validate(etree.fromstring(xml))
    return [f"{each.path}: {each.message}" for each in checked.error_log]


def assert_valid(xml: bytes) -> None:
    """By the official schema, and by the prose."""
    for name in (OFFICIAL, PROSE):
        found = faults(xml, name)
        assert not found, (name, found)
