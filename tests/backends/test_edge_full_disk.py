"""A device whose disk is really full: what is said, what is kept, what recovers (R-MSG-04)."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backends.edge_client import segments as segments_module
from backends.edge_client.device import SpooledDevice
from backends.edge_client.spool import Spool, SpoolFull
from backends.edge_client.status import status_of
from backends.edge_client.stock import Stock
from console.domain.errors import EnvironmentFault
from console.ports.edge_reporter import EdgeReport, Picture
from tests.support.edge_stage import EdgeStage, RealClock
from tests.support.small_disk import fill, small_disk
from tests.support.zeromq_peers import until

ROOT = Path(__file__).parents[2]
ROOM = 4_096
RESERVE = 160 * 1024
PLAIN, LIFE = "analytics.loitering", "sos.watch"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", ROOM) as mounted:
        yield mounted


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments_module, "SEGMENT_BYTES", 128 * 1024)


@pytest.fixture
def stage(tmp_path: Path, disk: Path) -> Iterator[EdgeStage]:
    """One device, with its spool on the small disk and nothing else of the test there."""
    made = EdgeStage(tmp_path / "beside")
    made.device.stop()
    made.device = entered(made, disk)
    yield made
    made.close()


def entered(stage: EdgeStage, disk: Path) -> SpooledDevice:
    link = stage.network.open(stage.identities["bell-1"])
    spool = Spool(disk / "spool", reserve_bytes=RESERVE)
    return SpooledDevice("bell-1", link, spool, RealClock(), interval_s=5.0)


def report(device: SpooledDevice | Stock, kind: str, number: int, size: int = 2_000) -> str:
    name = f"{kind}-{number}"
    return device.report(EdgeReport(kind, id=name, data={"text": "x" * size})).id


def report_until_full(device: SpooledDevice | Stock, kind: str = PLAIN) -> list[str]:
    kept: list[str] = []
    while len(kept) < 10_000:
        try:
            kept.append(report(device, kind, len(kept)))
        except SpoolFull:
            return kept
    pytest.fail("the disk was never full")


def play(stage: EdgeStage, condition: Callable[[], bool], what: str) -> None:
    def turned() -> bool:
        stage.turn()
        return condition()

    until(turned, seconds=30.0, what=what)


def arrived(stage: EdgeStage) -> list[str]:
    return [event.id for event in stage.engine.arrived]


def test_that_a_full_disk_is_said_in_words_and_what_was_kept_arrives_whole(
    stage: EdgeStage, disk: Path
) -> None:
    other = fill(disk, leave=300_000)
    kept = report_until_full(stage.device)
    assert len(kept) > 50
    with pytest.raises(SpoolFull, match=r"No space left .*; free some space; what was kept before"):
        report(stage.device, PLAIN, 20_000)
    play(stage, lambda: not stage.device.waiting, "everything that was kept")
    assert arrived(stage)[: len(kept)] == kept
    other.unlink()
    kept.append(report(stage.device, PLAIN, 20_001))
    play(stage, lambda: any(e.type == "device.fault" for e in stage.engine.arrived), "the loss")
    faults = [each for each in stage.engine.arrived if each.type == "device.fault"]
    assert [each.data["unkept"] for each in faults] == [2]
    # What was refused took no number: the engine misses nothing.
    numbers = sorted(each.sequence for each in stage.engine.arrived)
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.usefixtures("small_files")
def test_that_an_emergency_takes_the_place_of_the_oldest_that_is_none(
    stage: EdgeStage, disk: Path
) -> None:
    first = [report(stage.device, LIFE, number) for number in range(20)]
    fill(disk, leave=1_000_000)
    plain = report_until_full(stage.device)
    more = [report(stage.device, LIFE, number) for number in range(20, 220)]
    assert 0 < stage.device.evicted < len(plain)
    play(stage, lambda: stage.device.welcomed and not stage.device.waiting, "what is left")
    got = arrived(stage)
    assert {*first, *more} <= set(got)
    kept = [each for each in plain if each in got]
    assert kept == plain[len(plain) - len(kept) :]
    assert not [each for each, count in Counter(got).items() if count > 1]


@pytest.mark.usefixtures("small_files")
def test_that_nothing_that_was_kept_for_an_emergency_is_lost_by_a_death_on_a_full_disk(
    stage: EdgeStage, disk: Path
) -> None:
    fill(disk, leave=500_000)
    report_until_full(stage.device)
    lives = [report(stage.device, LIFE, number) for number in range(60)]
    stage.device.die()
    stage.device = entered(stage, disk)
    play(stage, lambda: stage.device.welcomed and not stage.device.waiting, "what is left")
    assert set(lives) <= set(arrived(stage))


_UNTIL_KILLED = """
import sys
from pathlib import Path
from backends.edge_client import segments
from backends.edge_client.spool import Spool, SpoolFull
from backends.edge_client.stock import Bounds, Stock
from backends.system.clock import SystemClock
from console.ports.edge_reporter import EdgeReport
segments.SEGMENT_BYTES = 128 * 1024
spool = Spool(Path(sys.argv[1]), reserve_bytes=160 * 1024)
stock = Stock("bell-1", spool, SystemClock(), Bounds(), None)
words = {"text": "x" * 2000}
number = 0
while True:
    number += 1
    try:
        stock.report(EdgeReport("analytics.loitering", id=f"p{number}", data=words))
    except SpoolFull:
        pass
    if number > 150:
        stock.report(EdgeReport("sos.watch", id=f"s{number}", data=words))
        print(f"s{number}", flush=True)
"""


@pytest.mark.parametrize("after", [3, 90])
def test_that_a_kill_in_the_middle_of_making_room_loses_no_emergency(
    disk: Path, after: int
) -> None:
    fill(disk, leave=800_000)
    with subprocess.Popen(
        [sys.executable, "-c", _UNTIL_KILLED, disk / "spool"], cwd=ROOT, stdout=subprocess.PIPE
    ) as device:
        assert device.stdout is not None
        promised = [next(device.stdout).decode().strip() for _ in range(after)]
        device.kill()
        promised += [line.decode().strip() for line in device.stdout]
    spool = Spool(disk / "spool")
    waiting = [event.id for event, _ in spool.left()]
    spool.close()
    assert set(promised) <= set(waiting)
    assert len(waiting) == len(set(waiting))
    assert not [words for words in spool.repairs if "damaged" in words]


def test_that_only_emergencies_fill_a_disk_to_the_last_byte(stage: EdgeStage, disk: Path) -> None:
    fill(disk, leave=200_000)
    lives = report_until_full(stage.device, LIFE)
    assert not (disk / "spool" / "reserve").exists()
    with pytest.raises(SpoolFull):
        report(stage.device, PLAIN, 1)
    assert stage.device.evicted == 0
    play(stage, lambda: not stage.device.waiting, "all emergencies")
    assert arrived(stage)[: len(lives)] == lives


def test_that_a_device_that_starts_on_a_full_disk_sends_what_waits(
    stage: EdgeStage, disk: Path
) -> None:
    kept = [report(stage.device, PLAIN, number) for number in range(30)]
    boot = stage.device.boot
    stage.device.die()
    (disk / "spool" / "reserve").unlink()
    other = fill(disk)
    stage.device = entered(stage, disk)
    assert "the disk is full" in stage.device.repairs[0]
    play(stage, lambda: stage.device.welcomed and not stage.device.waiting, "what waits")
    assert set(kept) <= set(arrived(stage))
    other.unlink()
    report(stage.device, PLAIN, 31)
    assert int(status_of(disk / "spool")["boot"]) == stage.device.boot == boot + 1


def test_that_a_spool_that_cannot_begin_says_so_and_leaves_no_half_of_it(disk: Path) -> None:
    other = fill(disk)
    with pytest.raises(EnvironmentFault, match="free some space"):
        Spool(disk / "spool", owner="bell-1").close()
    other.unlink()
    spool = Spool(disk / "spool", owner="bell-1")
    assert spool.boot == 1
    spool.close()


def test_that_an_emergency_goes_without_its_picture_rather_than_not_at_all(
    stage: EdgeStage, disk: Path
) -> None:
    fill(disk, leave=50_000)
    picture = Picture("image/jpeg", b"\xff\xd8\xff" + bytes(240_000))
    stage.device.report(EdgeReport(LIFE, id="with-picture", pictures=(picture,)))
    play(stage, lambda: "with-picture" in arrived(stage), "the emergency")
    event = next(each for each in stage.engine.arrived if each.id == "with-picture")
    assert (event.attachments, event.data["attachments_left_out"]) == ((), 1)


def test_that_the_reserve_comes_back_with_the_room(stage: EdgeStage, disk: Path) -> None:
    reserve = disk / "spool" / "reserve"
    assert reserve.stat().st_size == RESERVE
    other = fill(disk)
    report(stage.device, LIFE, 1)
    assert not reserve.exists()
    other.unlink()
    stage.device._stock.spool.catch_up()
    assert reserve.stat().st_size == RESERVE
