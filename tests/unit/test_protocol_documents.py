"""What third parties are given of SEP1: generated, current, and true of the codec (R-IF-01)."""

from __future__ import annotations

import ast
import gzip
import importlib.util
import json
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from console.wire.codec import Malformed, decode_device, decode_engine
from console.wire.sep1_forms import DEVICE_FORMS, ENGINE_FORMS

ROOT = Path(__file__).parents[2]
PROTOCOL = ROOT / "docs" / "protocol"
PAGE = (ROOT / "docs" / "edge-protocol.md").read_text("utf-8")
KINDS = [*DEVICE_FORMS, *ENGINE_FORMS]


def generator() -> ModuleType:
    """packaging/ is no package (its name belongs to another), so it is loaded from its file."""
    spec = importlib.util.spec_from_file_location(
        "sunra_protocol", ROOT / "packaging" / "protocol.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EXAMPLES: list[tuple[str, dict[str, Any]]] = generator().examples(PAGE)


def validator(kind: str) -> Draft202012Validator:
    schema = json.loads((PROTOCOL / "schemas" / f"{kind.lower()}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_that_the_documents_are_what_the_code_says() -> None:
    assert generator().problems() == []


def test_that_a_stale_document_is_named(tmp_path: Path) -> None:
    module = generator()
    module.ROOT, module.TARGET = tmp_path, tmp_path / "protocol"
    module.write()
    assert module.problems() == []
    (tmp_path / "protocol" / "schemas" / "event.json").write_text("{}", "utf-8")
    (tmp_path / "protocol" / "schemas" / "alarm.json").write_text("{}", "utf-8")
    stale, left = module.problems()
    assert stale.startswith("protocol/schemas/event.json is not what the code says")
    assert left.startswith("protocol/schemas/alarm.json belongs to no message")


def test_that_the_check_runs_as_a_person_runs_it() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "packaging" / "protocol.py", "check"],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("kind", KINDS)
def test_that_every_message_has_a_sound_schema_and_an_example_on_the_page(kind: str) -> None:
    shown = [body for name, body in EXAMPLES if name == kind]
    assert shown, f"the page shows no {kind}"
    for body in shown:
        validator(kind).validate(body)


@pytest.mark.parametrize(("kind", "body"), EXAMPLES)
def test_that_the_codec_takes_every_example_of_the_page(kind: str, body: dict[str, Any]) -> None:
    decode = decode_device if kind in DEVICE_FORMS else decode_engine
    pictures = (b"",) * len(body.get("attachments", []))  # the page shows an empty picture's digest
    found = decode((b"SEP1", kind.encode(), json.dumps(body).encode(), *pictures))
    assert not isinstance(found, Malformed), found
    assert sha256(b"").hexdigest() in PAGE


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("EVENT", {"id": ""}), ("EVENT", {"id": "x" * 65}), ("EVENT", {"sequence": 0}),
        ("EVENT", {"boot": 2**63}), ("EVENT", {"time": "yesterday"}), ("EVENT", {"drill": 1}),
        ("EVENT", {"condition": "over"}), ("EVENT", {"data": {"confidence": 1.1}}),
        ("EVENT", {"data": {"boxes": [{"x": 0, "y": 0, "w": 2, "h": 0}]}}),
        ("EVENT", {"source": "a\x00b"}), ("EVENT", {"data": []}),
        ("HELLO", {"spooled": -1}), ("STATE", {"positions": [{}]}), ("STATE", {"health": {}}),
        ("PING", {"mono_ms": 1.5}), ("BYE", {"reason": 5}),
    ],
)  # fmt: skip
def test_that_what_the_codec_refuses_the_schema_refuses_too(
    kind: str, change: dict[str, Any]
) -> None:
    good = next(body for name, body in EXAMPLES if name == kind and "attachments" not in body)
    assert not validator(kind).is_valid({**good, **change})
    frames = (b"SEP1", kind.encode(), json.dumps({**good, **change}).encode())
    assert isinstance(decode_device(frames), Malformed)


def test_that_the_asyncapi_document_is_valid_by_the_official_schema() -> None:
    packed = (ROOT / "tests" / "support" / "asyncapi" / "3.0.0.json.gz").read_bytes()
    document = json.loads((PROTOCOL / "asyncapi.json").read_text("utf-8"))
    official = Draft7Validator(json.loads(gzip.decompress(packed)))
    official.validate(document)
    with pytest.raises(jsonschema.ValidationError):
        official.validate({**document, "operations": {"hear": {"action": "shout"}}})


def test_that_the_asyncapi_document_names_every_message_in_its_direction() -> None:
    document = json.loads((PROTOCOL / "asyncapi.json").read_text("utf-8"))
    for operation, forms in (("hear", DEVICE_FORMS), ("answer", ENGINE_FORMS)):
        named = [each["$ref"] for each in document["operations"][operation]["messages"]]
        assert named == [f"#/channels/door/messages/{kind}" for kind in forms]
    for reference in re.findall(r'"\$ref": "([^"]+)"', json.dumps(document)):
        assert resolved(document, reference), reference


def resolved(document: dict[str, Any], reference: str) -> object:
    """What a reference of the document leads to."""
    path, _, inside = reference.partition("#/")
    if path:
        return (PROTOCOL / path).is_file()
    found: Any = document
    for name in inside.split("/"):
        found = found[name]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_that_the_tables_of_the_page_name_the_fields_of_the_schemas(kind: str) -> None:
    """The words and the forms cannot drift apart: each field is on the page in code font."""
    for name in validator(kind).schema["properties"]:
        assert re.search(rf"`{name}`|\b{name}\?|[{{, ]{name}[,}}]", PAGE), f"{kind}.{name}"


def test_that_the_printed_client_is_about_ten_lines() -> None:
    first = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert first is not None
    ast.parse(first[1])
    assert len(first[1].splitlines()) <= 12


def test_that_every_test_named_for_a_sentence_of_the_page_exists() -> None:
    words = (PROTOCOL / "README.md").read_text("utf-8")
    named = set(re.findall(r"`(test_that_\w+)`", words))
    written = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_that_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert len(named) > 50
    assert named <= written, named - written
