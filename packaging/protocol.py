"""Writes what third parties get of SEP1 from the forms that the codec itself enforces.

    python packaging/protocol.py write    docs/protocol/: an AsyncAPI 3 document and JSON Schemas
    python packaging/protocol.py check    0 when they are in step with the code, 1 when not

The examples come from docs/edge-protocol.md. Run from anywhere; needs msgspec only.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from console.wire.sep1_forms import DEVICE_FORMS, ENGINE_FORMS  # noqa: E402

PAGE = ROOT / "docs" / "edge-protocol.md"
TARGET = ROOT / "docs" / "protocol"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12"
VERSION = "1.0.0"

Document = dict[str, Any]

_EXAMPLE = re.compile(r"^`([A-Z]+)`[^\n]*\n\n```json\n(.*?)^```", re.MULTILINE | re.DOTALL)


def examples(page: str) -> list[tuple[str, Document]]:
    """(TYPE, object) of every example on the page, in its order."""
    return [(kind, json.loads(text)) for kind, text in _EXAMPLE.findall(page)]


def schema(kind: str, form: type[msgspec.Struct]) -> Document:
    """The JSON Schema (2020-12) of one message; it needs no other file."""
    _, parts = msgspec.json.schema_components([form], ref_template="#/$defs/{name}")
    own = parts.pop(form.__name__)
    head = {"$schema": DIALECT, "$id": f"urn:sunra:sep1:{kind.lower()}"}
    return {**head, **own, "title": kind, **({"$defs": parts} if parts else {})}


def message(kind: str, form: type[msgspec.Struct], shown: list[Document]) -> Document:
    """One message of the AsyncAPI document."""
    frames = ["SEP1", kind, "the payload"] + (["one for each attachment"] * (kind == "EVENT"))
    found = {
        "name": kind,
        "title": kind,
        "summary": (form.__doc__ or "").strip(),
        "contentType": "application/json",
        "payload": {
            "schemaFormat": SCHEMA_FORMAT,
            "schema": {"$ref": f"schemas/{kind.lower()}.json"},
        },
        "x-frames": frames,
    }
    return {**found, "examples": [{"payload": each} for each in shown]} if shown else found


def asyncapi(page: str) -> Document:
    """The AsyncAPI 3 document, as the engine sees it: it receives what devices send."""
    shown: dict[str, list[Document]] = {}
    for kind, body in examples(page):
        shown.setdefault(kind, []).append(body)
    forms = {**DEVICE_FORMS, **ENGINE_FORMS}
    return {
        "asyncapi": "3.0.0",
        "id": "urn:sunra:sep1",
        "info": {
            "title": "Sunra Edge Protocol (SEP1)",
            "version": VERSION,
            "description": "How edge devices report to the engine. The words that bind are in "
            "docs/edge-protocol.md; this document is generated from the code.",
            "license": {"name": "GPL-3.0-or-later"},
        },
        "defaultContentType": "application/json",
        "servers": {"engine": _server()},
        "channels": {"door": _channel(forms)},
        "operations": {
            "hear": _operation("receive", DEVICE_FORMS, "What a device says."),
            "answer": _operation("send", ENGINE_FORMS, "What the engine answers."),
        },
        "components": {
            "messages": {
                kind: message(kind, form, shown.get(kind, [])) for kind, form in forms.items()
            },
            "securitySchemes": {
                "curve": {
                    "type": "asymmetricEncryption",
                    "description": "CURVE (ZMTP 3.1): a device is known by its public key and by "
                    "nothing else. `sunra enrol` registers it.",
                }
            },
        },
    }


def _server() -> Document:
    return {
        "host": "127.0.0.1:5571",
        "protocol": "zmtp",
        "protocolVersion": "3.1",
        "description": "The engine binds one ROUTER; a device connects one DEALER and sets no "
        "routing id.",
        "security": [{"$ref": "#/components/securitySchemes/curve"}],
    }


def _channel(forms: Mapping[str, object]) -> Document:
    return {
        "address": None,
        "title": "The engine's door",
        "description": 'Every message has the frames "SEP1", its type, and one JSON object; an '
        "EVENT has one more frame for each attachment.",
        "servers": [{"$ref": "#/servers/engine"}],
        "messages": {kind: {"$ref": f"#/components/messages/{kind}"} for kind in forms},
    }


def _operation(action: str, forms: Mapping[str, object], summary: str) -> Document:
    return {
        "action": action,
        "summary": summary,
        "channel": {"$ref": "#/channels/door"},
        "messages": [{"$ref": f"#/channels/door/messages/{kind}"} for kind in forms],
    }


def documents() -> dict[Path, str]:
    """Every generated file and its text."""
    forms = {**DEVICE_FORMS, **ENGINE_FORMS}
    found = {
        TARGET / "schemas" / f"{kind.lower()}.json": _text(schema(kind, form))
        for kind, form in forms.items()
    }
    return {**found, TARGET / "asyncapi.json": _text(asyncapi(PAGE.read_text("utf-8")))}


def _text(document: Document) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def write() -> None:
    """Write every document; what is no longer generated is removed."""
    wanted = documents()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for path in set(TARGET.rglob("*.json")) - wanted.keys():
        path.unlink()


def problems() -> list[str]:
    """What is out of step, one sentence each."""
    wanted = documents()
    stale = [path for path, text in wanted.items() if _kept(path) != text]
    left = sorted(set(TARGET.rglob("*.json")) - wanted.keys())
    remedy = "run: python packaging/protocol.py write"
    return [
        *(
            f"{path.relative_to(ROOT).as_posix()} is not what the code says; {remedy}"
            for path in stale
        ),
        *(f"{path.relative_to(ROOT).as_posix()} belongs to no message; {remedy}" for path in left),
    ]


def _kept(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def main(arguments: list[str]) -> int:
    """Run one of the two commands."""
    match arguments:
        case ["write"]:
            write()
        case ["check"]:
            found = problems()
            print("\n".join(found) or "docs/protocol is in step with the code")
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
