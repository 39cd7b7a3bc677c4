"""Korean is complete, compiled, and in step with the sources."""

import importlib.util
from re import findall
from types import ModuleType
from xml.etree.ElementTree import parse

import pytest

from resources.locator import resource


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    path = resource().parent / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations_tool", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_that_korean_is_complete_compiled_and_in_step(translations: ModuleType) -> None:
    assert translations.problems() == []


def test_that_placeholders_survive_translation(translations: ModuleType) -> None:
    for message in parse(translations.TS).iter("message"):
        source, korean = message.findtext("source", ""), message.findtext("translation", "")
        assert sorted(findall(r"\{[\w:]+\}", source)) == sorted(findall(r"\{[\w:]+\}", korean)), (
            source
        )
