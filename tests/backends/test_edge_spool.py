"""A device's spool on a real disk: kills, torn lines, full disks, two processes (R-MSG-04)."""

import subprocess
import sys
from pathlib import Path

import pytest

from backends.edge_client import segments as segments_module
from backends.edge_client import spool as spool_module
from backends.edge_client.records import KeptEvent
from backends.edge_client.spool import Spool, Waiting
from backends.edge_client.status import status_of
from console.domain.errors import EnvironmentFault

ROOT = Path(__file__).parents[2]


def event(sequence: int, boot: int = 1, size: int = 1) -> KeptEvent:
    body = b'{"pad": "%s"}' % (b"x" * size)
    return KeptEvent(boot, sequence, 1_000, (), "analytics.crowd", f"{boot}/{sequence}", body)


def left(spool: Spool) -> list[tuple[int, int]]:
    return [(each.boot, each.sequence) for each, _ in spool.left()]


def reopened(folder: Path) -> tuple[Spool, list[tuple[int, int]]]:
    spool = Spool(folder)
    return spool, left(spool)


def test_that_waiting_events_survive_and_ended_ones_do_not(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    kept = spool.keep([event(number) for number in range(1, 7)])
    spool.settle(1, 2, [4], [kept[0], kept[1], kept[3]])
    spool.drop(1, 5, "rejected", kept[4])
    spool.close()
    again, waiting = reopened(tmp_path)
    assert waiting == [(1, 3), (1, 6)]
    assert again.boot == 2
    again.close()


def test_that_a_line_torn_by_a_sudden_end_is_cut_off_and_told(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.keep([event(1), event(2)])
    spool.close()
    (file,) = tmp_path.glob("events-*.log")
    whole = file.read_bytes()
    file.write_bytes(whole + b'deadbeef E 1 3 1000 - a b {"id"')
    again, waiting = reopened(tmp_path)
    assert waiting == [(1, 1), (1, 2)]
    assert "torn" in again.repairs[0]
    again.keep([event(1, boot=2)])
    again.close()
    assert file.read_bytes().startswith(whole)
    third, waiting = reopened(tmp_path)
    assert waiting == [(1, 1), (1, 2), (2, 1)]
    assert third.repairs == ()
    third.close()


def test_that_a_cut_at_any_byte_loses_only_what_was_not_whole(tmp_path: Path) -> None:
    """Whatever a power cut leaves of the end, every whole line counts and none is invented."""
    spool = Spool(tmp_path)
    places = [each.place for each in spool.keep([event(number) for number in range(1, 4)])]
    spool.close()
    (file,) = tmp_path.glob("events-*.log")
    whole = file.read_bytes()
    for cut in range(len(whole)):
        file.write_bytes(whole[:cut])
        again, waiting = reopened(tmp_path)
        again.close()
        # A line that lacks only its line feed is whole.
        there = [place for place in places if place.offset + place.length - 1 <= cut]
        assert waiting == [(1, number + 1) for number in range(len(there))], cut


def test_that_many_short_runs_do_not_leave_many_files(tmp_path: Path) -> None:
    for number in range(1, 21):
        spool = Spool(tmp_path)
        spool.keep([event(1, boot=number)])
        spool.close()
    assert len(list(tmp_path.glob("events-*.log"))) == 1
    again, waiting = reopened(tmp_path)
    assert waiting == [(number, 1) for number in range(1, 21)]
    again.close()


def test_that_nothing_is_written_behind_a_line_without_its_end(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.keep([event(1)])
    spool.close()
    (file,) = tmp_path.glob("events-*.log")
    file.write_bytes(file.read_bytes().removesuffix(b"\n"))
    again = Spool(tmp_path)
    again.keep([event(1, boot=2)])
    again.close()
    third, waiting = reopened(tmp_path)
    assert waiting == [(1, 1), (2, 1)]
    third.close()


def test_that_a_damaged_line_in_the_middle_costs_that_line_alone(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    kept = spool.keep([event(number) for number in range(1, 4)])
    spool.close()
    (file,) = tmp_path.glob("events-*.log")
    content = bytearray(file.read_bytes())
    content[kept[1].place.offset + 30] ^= 0x40
    file.write_bytes(bytes(content))
    again, waiting = reopened(tmp_path)
    assert waiting == [(1, 1), (1, 3)]
    assert "1 damaged" in again.repairs[0]
    again.close()


def test_that_a_second_process_is_refused_in_words(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    with pytest.raises(EnvironmentFault, match="Another process reports with this spool"):
        Spool(tmp_path)
    assert status_of(tmp_path)["in_use"] is True
    spool.close()
    assert status_of(tmp_path)["in_use"] is False


def test_that_a_spool_belongs_to_one_device(tmp_path: Path) -> None:
    Spool(tmp_path, owner="bell-1").close()
    with pytest.raises(EnvironmentFault, match="belongs to the device bell-1"):
        Spool(tmp_path, owner="bell-2")
    Spool(tmp_path, owner="bell-1").close()


def test_that_a_damaged_boot_counter_is_told(tmp_path: Path) -> None:
    Spool(tmp_path).close()
    (tmp_path / "boot").write_text("x")
    for _ in range(2):
        with pytest.raises(EnvironmentFault, match="boot counter is damaged"):
            Spool(tmp_path)


def test_that_a_lost_boot_counter_is_known_from_the_events(tmp_path: Path) -> None:
    spool = Spool(tmp_path, first_boot=70)
    spool.keep([event(1, boot=70)])
    spool.close()
    (tmp_path / "boot").unlink()
    again = Spool(tmp_path, first_boot=1)
    assert again.boot == 71
    again.close()


def test_that_an_unusable_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault, match="spool"):
        Spool(tmp_path / "file")


def test_that_files_are_deleted_once_nothing_in_them_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_files(monkeypatch)
    spool = Spool(tmp_path)
    for number in range(1, 200):
        (kept,) = spool.keep([event(number, size=200)])
        spool.settle(1, number, [], [kept])
    assert len(list(tmp_path.glob("events-*.log"))) <= 4
    spool.close()


def test_that_one_old_event_does_not_hold_the_whole_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An SOS that waits for days among thousands that came and went."""
    small_files(monkeypatch)
    spool = Spool(tmp_path)
    (old,) = spool.keep([event(1, size=200)])
    for number in range(2, 200):
        (kept,) = spool.keep([event(number, size=200)])
        spool.settle(1, 0, [number], [kept])
        old = moved(spool, old)
    assert len(list(tmp_path.glob("events-*.log"))) <= 6
    assert spool.read(old) is not None
    spool.close()
    again, waiting = reopened(tmp_path)
    assert waiting == [(1, 1)]
    again.close()


def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments_module, "SEGMENT_BYTES", 4_096)
    monkeypatch.setattr(spool_module, "SPARE_BYTES", 8_192)
    monkeypatch.setattr(spool_module, "HISTORY_BYTES", 4_096)


def moved(spool: Spool, old: Waiting) -> Waiting:
    if spool.relocatable() != old.place.segment:
        return old
    (new,) = spool.relocate([old])
    return new


def test_that_pictures_come_and_go_with_their_events(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    names = spool.put_pictures([b"one", b"two"])
    pictured = [
        KeptEvent(1, number, 1_000, names, "t", str(number), b'{"a": 1}') for number in (1, 2)
    ]
    kept = spool.keep(pictured)
    found = spool.read(kept[0])
    assert found is not None
    assert found[1] == (b"one", b"two")
    spool.settle(1, 1, [], [kept[0]])
    assert len(list((tmp_path / "pictures").iterdir())) == 2
    spool.settle(1, 2, [], [kept[1]])
    assert list((tmp_path / "pictures").iterdir()) == []
    spool.close()


def test_that_pictures_without_an_event_are_swept_at_the_next_start(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.put_pictures([b"its event never came to be kept"])
    spool.close()
    Spool(tmp_path).close()
    assert list((tmp_path / "pictures").iterdir()) == []


def test_that_a_spoilt_picture_is_noticed(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    names = spool.put_pictures([b"one"])
    (kept,) = spool.keep([KeptEvent(1, 1, 1_000, names, "t", "1", b'{"a": 1}')])
    (tmp_path / "pictures" / names[0]).write_bytes(b"other")
    assert spool.read(kept) is None
    spool.close()


_FULL = """
import resource, sys
from pathlib import Path
from backends.edge_client.records import KeptEvent
from backends.edge_client.spool import Spool
from console.domain.errors import EnvironmentFault
spool = Spool(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
number = 0
try:
    while True:
        event = KeptEvent(1, number + 1, 1, (), "t", str(number), b'{"a": "%s"}' % (b"x" * 100))
        spool.keep([event])
        number += 1
        print(number, flush=True)
except EnvironmentFault as fault:
    print(fault.sentence, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of a file's size")
def test_that_a_full_disk_is_told_and_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(tmp_path)],
        capture_output=True, text=True, cwd=ROOT, timeout=30, check=False,
    )  # fmt: skip
    *kept, words = done.stdout.splitlines()
    assert "spool cannot be used" in words, done.stderr
    assert "free some space" in words
    spool, waiting = reopened(tmp_path)
    assert waiting == [(1, int(number)) for number in kept]
    assert len(kept) > 5
    assert spool.repairs == ()
    spool.close()
