"""`sunra alerts --cap`: a folder of messages that remembers what left (R-IF-07, R-ARC-07)."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backends.adapters.cap import read_cap
from backends.commands.history import list_alerts
from backends.commands.parts import keys_in
from backends.database.store import open_store
from backends.system.installation import Installation
from console.command_line.grammar import parse
from console.domain.alerts.alert import Alert, Disposition, Work
from console.domain.alerts.lifecycle import Report, raise_alert
from console.domain.errors import EnvironmentFault
from console.ports.messages import AlertChanged, Decision
from console.services.catalogue import read_catalogue
from tests.backends.store_values import NOW, SteppedClock

CATALOGUE = read_catalogue()
Export = Callable[..., list[dict[str, Any]]]


def put(data: Path, *alerts: Alert) -> None:
    home = Installation(data)
    store = open_store(home.database, keys_in(home.keys).secret("database"), SteppedClock())
    store.commit(Decision(tuple(AlertChanged(a, "raised", "engine", NOW) for a in alerts)), NOW)
    store.close()


def sos(number: int, **more: object) -> Alert:
    report = Report("sos.app", CATALOGUE.type_of("sos.app"), "APP", None, "point", NOW, NOW)
    return replace(raise_alert(number, report), **more)  # type: ignore[arg-type]


def closed(one: Alert) -> Alert:
    later = NOW + timedelta(minutes=5)
    ended = {"work": Work.CLOSED, "disposition": Disposition.TRUE, "closed_at": later}
    return replace(one, updated=later, **ended)  # type: ignore[arg-type]


@pytest.fixture
def export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Export:
    def run(*words: object) -> list[dict[str, Any]]:
        capsys.readouterr()
        given = ["alerts", "--data", tmp_path, "--cap", tmp_path / "out", *words]
        assert list_alerts(parse([str(each) for each in given])) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_that_a_closed_alert_cancels_what_left_before_and_only_once(
    tmp_path: Path, export: Export
) -> None:
    put(tmp_path, sos(1), sos(2, drill=True))
    first = export()
    assert [(m["alert"], m["msgType"], m["status"]) for m in first] == [
        (1, "Alert", "Actual"),
        (2, "Alert", "Exercise"),
    ]
    assert export() == []
    put(tmp_path, closed(sos(1)))
    (cancel,) = export()
    assert (cancel["alert"], cancel["msgType"]) == (1, "Cancel")
    found = read_cap(Path(cancel["file"]).read_bytes(), "x")
    assert found is not None
    assert first[0]["identifier"] in found.foreign["references"]
    assert export() == []


def test_that_the_sender_is_this_installation_and_no_other(tmp_path: Path, export: Export) -> None:
    put(tmp_path, sos(1))
    (message,) = export()
    assert message["sender"].startswith("sunra-")
    other = Installation(tmp_path / "other")
    assert keys_in(other.keys).curve("engine").public not in message["sender"]
    assert message["identifier"] == f"{message['sender']}-1-1"


def test_that_a_damaged_memory_is_told_and_nothing_is_written(
    tmp_path: Path, export: Export
) -> None:
    put(tmp_path, sos(1))
    (message,) = export()
    Path(message["file"]).write_text("<alert/>", "utf-8")
    put(tmp_path, closed(sos(1)))
    with pytest.raises(EnvironmentFault, match="earlier message"):
        export()
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_that_an_alert_that_is_not_there_is_told(tmp_path: Path, export: Export) -> None:
    put(tmp_path, sos(1))
    with pytest.raises(EnvironmentFault, match="no alert 9"):
        export("--number", 9)
    with pytest.raises(EnvironmentFault, match="addresses"):
        export("--scope", "private")
