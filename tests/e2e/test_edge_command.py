"""`sunra edge` as a script on a device uses it, against a real engine (R-MSG-04, R-IF-04)."""

import json
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backends.zeromq.curve import make_pair
from tests.e2e.conftest import MAIN, EngineProcess, sunra
from tests.support.edge_process import EdgeProcess
from tests.support.processes import ROOT, free_port, wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


def said(done: "subprocess.CompletedProcess[str]") -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineProcess]:
    """One engine for the file; each test has a device of its own."""
    started = EngineProcess(tmp_path_factory.mktemp("edge") / "data")
    started.start()
    yield started
    if started.is_running():
        started.kill()


@pytest.fixture
def card(engine: EngineProcess, tmp_path: Path) -> Path:
    path = tmp_path / "bell.json"
    path.write_text(json.dumps(engine.enrol(f"bell-{tmp_path.name[-12:]}")))
    path.chmod(0o600)
    return path


def stored_of(engine: EngineProcess, card: Path) -> list[dict[str, Any]]:
    device = json.loads(card.read_text())["device"]
    return [row for row in engine.events() if row["source"] == device]


@pytest.fixture
def lonely(tmp_path: Path) -> Path:
    """A device file whose engine does not run."""
    pair, engine_pair = make_pair(), make_pair()
    card = {
        "device": "bell-1",
        "public_key": pair.public,
        "secret_key": pair.secret,
        "server_key": engine_pair.public,
        "door": f"tcp://127.0.0.1:{free_port()}",
    }
    path = tmp_path / "lonely.json"
    path.write_text(json.dumps(card))
    path.chmod(0o600)
    return path


def test_that_each_line_is_answered_and_bad_ones_are_named_while_others_go_on(
    engine: EngineProcess, card: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "scene.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0" + b"x" * 500)
    lines = tmp_path / "lines.jsonl"
    lines.write_text(
        '{"type": "bell.pressed", "subject": "정문"}\n'
        "not json\n"
        "\n"
        '{"type": "bell.pressed", "condition": "maybe"}\n'
        f'{{"type": "device.tamper", "attachments": ["{picture.as_posix()}"]}}\n'
        '{"positions": [{"unit": "u-1", "lat": 37.5, "lon": 127.0}]}\n',
        encoding="utf-8",
    )
    done = sunra("edge", lines, "--device", card, "--spool", tmp_path / "spool", "--wait")
    assert done.returncode == 1, done.stderr
    answers = said(done)
    spooled = [each["line"] for each in answers if "spooled" in each]
    receipted = [each["line"] for each in answers if "receipted" in each]
    errors = {each["line"]: each["error"] for each in answers if "error" in each}
    assert (spooled, receipted) == ([1, 5], [1, 5])
    assert "not JSON" in errors[2]
    assert "condition is one of" in errors[4]
    assert [each["line"] for each in answers if "state" in each] == [6]
    assert "2 lines could not be taken" in done.stderr
    stored = stored_of(engine, card)
    assert [(row["type"], row.get("subject")) for row in stored] == [
        ("bell.pressed", "정문"), ("device.tamper", None),
    ]  # fmt: skip
    assert len({row["boot"] for row in stored}) == 1
    assert [row["sequence"] for row in stored] == [1, 2]


def test_that_a_second_process_on_one_spool_is_refused_clearly(
    lonely: Path, tmp_path: Path
) -> None:
    first = EdgeProcess(lonely, tmp_path / "spool", "--follow")
    first.write([{"type": "bell.pressed"}])
    first.wait_spooled(1)
    second = sunra("edge", "--drain", "--device", lonely, "--spool", tmp_path / "spool")
    assert second.returncode == 2
    assert "Another process reports with this spool" in second.stderr
    first.kill()


def test_that_a_refused_key_and_a_rejected_type_are_told(
    engine: EngineProcess, tmp_path: Path
) -> None:
    """The engine says no for good: the event is kept aside, the exit code is 1."""
    path = tmp_path / "cam.json"
    done = sunra("enrol", "--data", engine.data, "--device", "cam-9", "--class", "camera",
                 "--allowed", "analytics.crowd", "--out", path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "secret_key" not in done.stdout
    edge = EdgeProcess(path, tmp_path / "spool", "--wait")
    edge.write([{"type": "analytics.fall"}, {"type": "analytics.crowd"}])
    code, words = edge.end()
    assert code == 1, words
    outcomes = {each["line"]: each for each in edge.answers if "spooled" not in each}
    assert outcomes[1]["rejected"] is True
    assert outcomes[1]["code"] == "type_not_allowed"
    assert outcomes[2]["receipted"] is True
    assert (tmp_path / "spool" / "rejected.jsonl").exists()

    sunra("enrol", "--data", engine.data, "--device", "cam-9", "--revoke")
    ends = time.monotonic() + 5.0  # a revocation is in force within 5 s
    code, words = _report(path, tmp_path / "spool")
    while code == 0 and time.monotonic() < ends:
        code, words = _report(path, tmp_path / "spool")
    assert (code, "1 events wait" in words) == (1, True), words


def _report(card: Path, spool: Path) -> tuple[int, str]:
    """One event of a device, tried for two seconds."""
    edge = EdgeProcess(card, spool, "--seconds", "2")
    edge.write([{"type": "analytics.crowd"}])
    wait_until(lambda: bool(edge.spooled()), "the answer", 30)
    return edge.end()


def test_that_a_growing_file_is_followed(lonely: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text('{"type": "bell.pressed", "subject": "1"}\n')
    following = subprocess.Popen(
        [*MAIN, "edge", str(log), "--follow", "--device", str(lonely), "--spool",
         str(tmp_path / "spool")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert following.stdout is not None
    assert json.loads(following.stdout.readline())["line"] == 1
    with log.open("a") as file:
        file.write('{"type": "bell.pressed", "subj')
        file.flush()
        file.write('ect": "2"}\n')
    assert json.loads(following.stdout.readline())["line"] == 2
    following.terminate()
    out, errors = following.communicate(timeout=20)
    assert (following.returncode, out) == (0, ""), errors


def test_that_a_useless_device_file_is_told_with_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    path.write_text('{"device": "x", "public_key": "short", "door": "tcp://127.0.0.1:1"}')
    done = sunra("edge", "--drain", "--device", path, "--spool", tmp_path / "spool")
    assert done.returncode == 2
    for words in ("secret_key is missing", "public_key is not a CURVE key", "sunra enrol"):
        assert words in done.stderr


def test_that_the_printed_python_reports(engine: EngineProcess, card: Path, tmp_path: Path) -> None:
    """The lines of docs/edge-client.md as they stand, but for the two paths."""
    page = (ROOT / "docs" / "edge-client.md").read_text("utf-8")
    printed = page.partition("## 4. From Python")[2].partition("`report` returns")[0]
    code = textwrap.dedent(printed).replace("bell-17.json", card.as_posix())
    code = code.replace("/var/lib/sunra-edge", (tmp_path / "spool").as_posix())
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60,
        check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "Outcome.RECEIPTED"
    assert [row["subject"] for row in stored_of(engine, card)] == ["gate 3"]


_NARROW = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))
import main
sys.exit(main.main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of a file's size")
def test_that_a_full_disk_is_answered_line_by_line_and_keeps_what_was_answered(
    lonely: Path, tmp_path: Path
) -> None:
    spool = tmp_path / "spool"
    text = "".join(
        json.dumps({"type": "bell.pressed", "id": f"e{number}", "data": {"text": "y" * 400}}) + "\n"
        for number in range(30)
    )
    done = subprocess.run(
        [sys.executable, "-c", _NARROW, "edge", "-", "--device", str(lonely), "--spool",
         str(spool), "--seconds", "0.1"],
        input=text, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip
    answers = said(done)
    kept = [each["id"] for each in answers if each.get("spooled")]
    errors = [each["error"] for each in answers if "error" in each]
    assert done.returncode == 1
    assert 3 < len(kept) < 30
    assert len(kept) + len(errors) == 30
    assert all("free some space" in each for each in errors)
    status = said(sunra("edge", "--spool", spool, "--status"))[0]
    assert status["waiting"] == len(kept)
    assert status["damaged"] == 0


_HEAVY = {"PySide6", "sqlalchemy", "sqlcipher3", "numpy", "av", "vlc", "aiohttp", "zeep"}


def test_that_a_small_device_needs_neither_windows_nor_database() -> None:
    code = "import sys, backends.commands.edge; print(*{m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.split()
    assert not _HEAVY & set(loaded)


def test_that_lines_piped_into_a_drain_are_not_passed_over_in_silence(
    card: Path, tmp_path: Path
) -> None:
    words = ["edge", "--drain", "--device", str(card), "--spool", str(tmp_path / "spool")]
    line = '{"type": "bell.pressed"}\n'
    done = subprocess.run(
        [*MAIN, *words], input=line, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "name - to send its lines" in done.stderr
