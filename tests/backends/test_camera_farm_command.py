"""`sunra farm`: one command, one line of addresses, faults from a file."""

import csv
import json
import signal
import sys
from pathlib import Path

import av.error
import pytest

from backends.simulated.cameras.script import read_script
from console.domain.errors import EnvironmentFault
from tests.support.camera_clients import frames
from tests.support.frame_stamp import read_stamp
from tests.support.processes import sunra, wait_until


def test_that_one_command_serves_cameras_and_plays_a_file_of_faults(tmp_path: Path) -> None:
    faults, table = tmp_path / "faults.jsonl", tmp_path / "cameras.csv"
    lines = ["# one camera is refused", '{"order": "answer", "id": "CAM-02", "value": "not-found"}']
    faults.write_text("\n".join(lines), encoding="utf-8")
    words = ("farm", "--cameras", "3", "--faults", faults, "--csv", table, "--data", tmp_path)
    with sunra(*words, folder=tmp_path) as farm:
        said = farm.json_line("ready")
        url = said["rtsp"].replace("STREAM", "sub")
        stamp = read_stamp(frames(url.replace("CAMERA", "CAM-03"), 1)[0])
        assert stamp is not None
        assert stamp.camera == 3
        with pytest.raises(av.error.HTTPNotFoundError):
            frames(url.replace("CAMERA", "CAM-02"), 1)
        with table.open(encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        assert [row["id"] for row in rows] == said["cameras"] == ["CAM-01", "CAM-02", "CAM-03"]
        assert rows[0]["sub"] == url.replace("CAMERA", "CAM-01")
        if sys.platform != "win32":
            farm.process.send_signal(signal.SIGTERM)
            assert farm.wait(10) == 0
    kept = list((tmp_path / "simulated" / "clips").glob("*.clip"))
    wait_until(lambda: len(kept) == 3, "three clips are kept")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "JSON object"),
        ("[]", "JSON object"),
        ('{"order": "explode", "id": "CAM-01"}', "no order 'explode'"),
        ('{"order": "stall", "id": "CAM-09"}', "no camera 'CAM-09'"),
        ('{"order": "loss", "id": "*", "value": 3}', "from 0 to 1"),
        ('{"order": "down", "after_s": -1}', "after_s"),
        ('{"order": "down", "after_s": "soon"}', "after_s"),
    ],
)
def test_that_a_wrong_line_of_faults_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "faults.jsonl"
    path.write_text(f"# first\n{line}\n", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match=complaint) as wrong:
        read_script(path, ["CAM-01"])
    assert "line 2" in str(wrong.value.sentence)


def test_that_orders_are_read_with_their_times(tmp_path: Path) -> None:
    path = tmp_path / "faults.jsonl"
    order = {"after_s": 1.5, "order": "stall", "id": "CAM-01"}
    path.write_text(f'{json.dumps(order)}\n\n{{"order": "up"}}\n', encoding="utf-8")
    assert read_script(path, ["CAM-01"]) == [(1.5, order), (0.0, {"order": "up"})]
    with pytest.raises(EnvironmentFault):
        read_script(tmp_path / "absent", [])
