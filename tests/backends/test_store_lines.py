"""How events and their alerts share the journal's lines (R-LOG-01)."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from backends.audit.verify import verify
from backends.database.readers import open_reader
from console.domain.alerts.alert import Attention
from console.domain.journal_chain import JournalLine
from console.ports.messages import AlertChanged, Change, Decision, EventStored
from tests.backends.store_values import (
    KEY,
    NOW,
    alert,
    event,
    raised,
    refused,
    store_in,
    stored,
)


def lines_of(folder: Path, *changes: Change) -> list[JournalLine]:
    store = store_in(folder)
    store.commit(Decision(changes), NOW)
    store.close()
    return list(open_reader(folder / "sunra.db", KEY).journal_lines())


def repeated(number: int, count: int, attention: str = "unacknowledged") -> AlertChanged:
    again = replace(alert(number), count=count, facts=count, attention=Attention(attention))
    return AlertChanged(again, "repeated", "engine", NOW, f"fact {count}")


def of_first(sequence: int) -> EventStored:
    return replace(stored(sequence), alert=1)


def told(line: JournalLine) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line.payload or "")
    return found


def test_that_an_event_is_on_the_line_of_the_alert_it_raised(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, raised(1), stored(1), raised(2), stored(2))
    assert [(line.kind, line.subject) for line in lines] == [
        ("alert_raised", "alert:1"),
        ("alert_raised", "alert:2"),
    ]
    digests = [hashlib.sha256(event(n).json.encode()).hexdigest() for n in (1, 2)]
    assert [told(line)["stored"] for line in lines] == [
        {"event": f"event:bell-1/1/{n}", "row": n, "envelope_sha256": digest}
        for n, digest in zip((1, 2), digests, strict=True)
    ]
    assert [told(line)["alert"]["number"] for line in lines] == [1, 2]
    assert verify(lines).ok


def test_that_an_event_of_no_new_fact_has_a_line_of_its_own(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, raised(1), stored(1), stored(2), raised(3), refused(9), stored(3))
    assert [line.kind for line in lines] == [
        "alert_raised",
        "event_stored",
        "alert_raised",
        "message_quarantined",
        "event_stored",
    ]
    assert told(lines[1])["alert"] == 2
    assert verify(lines).ok


def test_that_repetitions_in_a_row_share_a_line_that_names_every_event(tmp_path: Path) -> None:
    facts = [(repeated(1, n), of_first(n)) for n in (2, 3, 4)]
    changes = [raised(1), stored(1), *(each for fact in facts for each in fact)]
    lines = lines_of(tmp_path, *changes)
    assert [line.kind for line in lines] == ["alert_raised", "alert_repeated"]
    shared = told(lines[1])
    assert (shared["alert"]["count"], shared["text"]) == (4, "fact 4")
    assert [each["event"] for each in shared["stored"]] == [
        f"event:bell-1/1/{n}" for n in (2, 3, 4)
    ]
    assert verify(lines).ok


def test_that_a_change_that_tells_of_several_repetitions_names_every_event(tmp_path: Path) -> None:
    whole = replace(repeated(1, 4), earlier=(NOW, NOW))
    events = [of_first(n) for n in (2, 3, 4)]
    lines = lines_of(tmp_path, raised(1), stored(1), whole, *events, repeated(1, 5), of_first(5))
    assert [line.kind for line in lines] == ["alert_raised", "alert_repeated"]
    assert [each["row"] for each in told(lines[1])["stored"]] == [2, 3, 4, 5]
    assert told(lines[1])["text"] == "fact 5"
    assert verify(lines).ok


def test_that_a_repetition_that_calls_for_attention_again_has_a_line_of_its_own(
    tmp_path: Path,
) -> None:
    seen = repeated(1, 2, "acknowledged")
    changes = (raised(1), stored(1), seen, of_first(2), repeated(1, 3), of_first(3))
    kinds = [line.kind for line in lines_of(tmp_path, *changes)]
    assert kinds == ["alert_raised", "alert_repeated", "alert_repeated"]


def test_that_a_repetition_without_an_event_keeps_its_words(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, raised(1), repeated(1, 2), repeated(1, 3), of_first(3))
    assert [told(line).get("text") for line in lines][1:] == ["fact 2", "fact 3"]
