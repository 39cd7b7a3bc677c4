"""What was received can be played again and kept, packet for packet."""

import hashlib
import io
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from backends.video.addresses import open_options
from backends.video.packet_ring import Coded, Group, PacketRing, Stretch, Track, track_of
from backends.video.pictures import LivePictures
from backends.video.pulse import Pulse
from backends.video.remux import stamps, write
from console.domain.pictures.picture import Pace
from console.domain.places.geo import Place
from console.domain.site import Camera, Streams
from console.ports.player import FileState, OrderedFile, Playback
from tests.support.simulated_cameras import FarmProcess, wait_until


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FarmProcess]:
    with FarmProcess(2, tmp_path_factory.mktemp("farm")) as running:
        yield running


@pytest.fixture(scope="module")
def pictures(farm: FarmProcess) -> Iterator[LivePictures]:
    """One camera, open for three seconds and more."""
    running = LivePictures(workers=1, standby=False)
    picture = running.open(farm.camera(1), main=False, width=320, height=180)
    assert wait_until(lambda: picture.state().frames > 36, 20)
    yield running
    running.close()


def _received(url: str, count: int) -> PacketRing:
    ring = PacketRing()
    with av.open(url, "r", options=open_options("tcp"), timeout=(5, 5)) as container:
        stream = container.streams.video[0]
        ring.begin(track_of(stream, 1))
        for number, packet in enumerate(container.demux(stream)):
            ring.add(Coded(time.monotonic(), bytes(packet), packet.pts, packet.is_keyframe))
            if number >= count:
                break
    return ring


def _units(stream: bytes) -> list[bytes]:
    """The NAL units of an Annex B stream."""
    parts = stream.replace(b"\x00\x00\x00\x01", b"\x00\x00\x01").split(b"\x00\x00\x01")
    return [part for part in parts if part]


def _units_of_file(content: bytes) -> list[list[bytes]]:
    """The NAL units of each packet of an MP4 with four-byte lengths."""
    packets = []
    with av.open(io.BytesIO(content)) as container:
        for packet in container.demux(video=0):
            units, rest = [], bytes(packet)
            while rest:
                length = int.from_bytes(rest[:4], "big")
                units.append(rest[4 : 4 + length])
                rest = rest[4 + length :]
            packets += [units] if units else []
    return packets


@pytest.mark.parametrize("stream", ["sub", "sub-b", "sub-h265"])
def test_that_a_clip_holds_every_unit_that_was_received_unchanged(
    farm: FarmProcess, stream: str
) -> None:
    ring = _received(farm.url("CAM-02", stream), 20)
    stretch = ring.stretch(0.0, time.monotonic())
    assert stretch is not None
    memory = io.BytesIO()
    write(stretch, memory)
    sent = [_units(bytes(one.payload)) for one in stretch.coded]
    assert _units_of_file(memory.getvalue()) == sent
    with av.open(io.BytesIO(memory.getvalue())) as container:
        shown = [frame.pts for frame in container.decode(video=0)]
    assert len(shown) == len(sent)
    assert shown == sorted(shown)


def _settled(file: OrderedFile, seconds: float = 10.0) -> FileState:
    assert wait_until(lambda: file.state().state != "working", seconds)
    return file.state()


def test_that_an_export_has_a_manifest_a_sum_and_plays(
    pictures: LivePictures, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    path = tmp_path / "clip.mp4"
    first, last = now - timedelta(seconds=2), now + timedelta(seconds=0.5)
    state = _settled(pictures.export("CAM-01", first, last, path))
    assert state.state == "done", state.reason
    assert state.first is not None
    assert state.last is not None
    assert state.first <= first, "it begins with the key picture before"
    assert last - timedelta(seconds=0.3) < state.last <= last, "it waited for its end"
    manifest = json.loads((tmp_path / "clip.mp4.json").read_text("utf-8"))
    assert state.sha256 == manifest["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (manifest["camera"], manifest["stream"]) == ("CAM-01", "sub")
    with av.open(str(path)) as container:
        assert sum(1 for _ in container.decode(video=0)) == manifest["packets"]


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffprobe is not installed here")
def test_that_a_clip_plays_in_ffprobe_without_a_complaint(
    pictures: LivePictures, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    path = tmp_path / "clip.mp4"
    assert _settled(pictures.export("CAM-01", now - timedelta(seconds=1), now, path)).sha256
    shown = ["-count_frames", "-show_entries", "stream=nb_frames,nb_read_frames"]
    done = subprocess.run(
        ["ffprobe", "-v", "error", *shown, "-of", "csv=p=0", str(path)],
        capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    held, read = done.stdout.strip().split(",")
    assert held == read


def test_that_files_that_can_not_be_made_say_why(pictures: LivePictures, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    taken = tmp_path / "taken.mp4"
    taken.write_bytes(b"mine")
    second = timedelta(seconds=1)
    failures = {
        "is there already": pictures.export("CAM-01", now - second, now, taken),
        "does not exist": pictures.export("CAM-01", now - second, now, tmp_path / "no" / "x.mp4"),
        "nothing was received": pictures.export(
            "CAM-01", now - 900 * second, now - 899 * second, tmp_path / "old.mp4"
        ),
        "lies before": pictures.export("CAM-01", now, now - second, tmp_path / "back.mp4"),
        "300 s ahead": pictures.export("CAM-01", now, now + 999 * second, tmp_path / "far.mp4"),
        "not open": pictures.export("CAM-99", now - second, now, tmp_path / "none.mp4"),
    }
    for words, file in failures.items():
        state = _settled(file)
        assert state.state == "failed"
        assert words in state.reason
    assert taken.read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir()] == ["taken.mp4"]


def test_that_a_snapshot_is_the_main_stream_at_full_size(
    pictures: LivePictures, tmp_path: Path
) -> None:
    path = tmp_path / "still.png"
    state = _settled(pictures.snapshot("CAM-01", path))
    assert (state.state, state.reason) == ("done", "")
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
    assert (frame.width, frame.height) == (1280, 720)
    assert np.ptp(frame.to_ndarray(format="gray")) > 50
    assert json.loads((tmp_path / "still.png.json").read_text("utf-8"))["stream"] == "main"


def test_that_a_snapshot_says_when_it_had_to_take_the_sub_stream(
    farm: FarmProcess, pictures: LivePictures, tmp_path: Path
) -> None:
    streams = Streams(farm.url("CAM-02", "sub"), farm.url("CAM-02", "nothing"))
    camera = Camera("HALF", "", "", Place(37.5, 127.0), streams=streams)
    picture = pictures.open(camera, main=False, width=320, height=180)
    state = _settled(pictures.snapshot("HALF", tmp_path / "still.png"), 15)
    assert state.state == "done", state.reason
    assert "sub stream" in state.reason
    picture.close()


def _at(playback: Playback) -> datetime:
    at = playback.state().at
    assert at is not None
    return at


def _arrives(playback: Playback, at: datetime) -> bool:
    near = timedelta(seconds=0.04)
    return wait_until(lambda: abs(_at(playback) - at) < near, 3)


def test_that_a_replay_pauses_steps_both_ways_seeks_and_ends(pictures: LivePictures) -> None:
    playback = pictures.replay("CAM-01", 2.0, width=320, height=180)
    assert wait_until(lambda: playback.newest() is not None, 2)
    first = playback.state().first
    assert first is not None
    playback.pause(True)
    assert wait_until(lambda: playback.state().state == "paused")
    middle = first + timedelta(seconds=1)
    playback.seek(middle)
    assert wait_until(lambda: abs(_at(playback) - middle) < timedelta(seconds=0.1), 3)
    here, period = _at(playback), timedelta(seconds=1 / 15)
    playback.step(1)
    assert _arrives(playback, here + period)
    playback.step(-2)
    assert _arrives(playback, here - period)
    playback.set_rate(8)
    playback.pause(False)
    assert wait_until(lambda: playback.state().state == "ended", 3)
    playback.close()
    assert playback.newest() is None


def test_that_an_exported_clip_plays_with_its_own_times(
    pictures: LivePictures, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    path = tmp_path / "clip.mp4"
    made = _settled(pictures.export("CAM-01", now - timedelta(seconds=1), now, path))
    playback = pictures.play_file(path, width=320, height=180)
    assert wait_until(lambda: playback.newest() is not None)
    assert playback.state().first == made.first
    playback.close()
    none = pictures.play_file(tmp_path / "none.mp4", width=320, height=180)
    assert wait_until(lambda: none.state().state == "failed")
    assert "there is no clip" in none.state().reason
    none.close()


def test_that_broken_clips_are_refused_or_played_and_never_end_the_worker(
    pictures: LivePictures, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    path = tmp_path / "clip.mp4"
    assert _settled(pictures.export("CAM-01", now - timedelta(seconds=1), now, path)).sha256
    good, pids = path.read_bytes(), pictures.worker_pids
    broken = {
        "empty": b"",
        "text": b"no clip at all\n" * 99,
        "headless": good[len(good) // 2 :],
        "unknown": good.replace(b"avc1", b"zzz1"),
        "truncated": good[: len(good) * 2 // 3],
    }
    for name, content in broken.items():
        (tmp_path / name).write_bytes(content)
        playback = pictures.play_file(tmp_path / name, width=320, height=180)
        wanted = ("playing", "ended") if name == "truncated" else ("failed",)
        assert wait_until(lambda: playback.state().state in wanted), name  # noqa: B023 - asked at once
        playback.close()
    assert pictures.worker_pids == pids


def _track(run: int = 1, codec: str = "h264") -> Track:
    holder = av.open(io.BytesIO(), "w", format="matroska")
    stream = holder.add_stream("libx264", rate=10)
    assert isinstance(stream, av.VideoStream)
    return Track(codec, 64, 36, b"", 1 / 90_000, run, stream, holder)


def _coded(at: float, pts: int | None, *, key: bool = False, size: int = 100) -> Coded:
    return Coded(at, bytes(size), pts, key)


def _fill(ring: PacketRing, seconds: int, size: int = 100) -> None:
    for number in range(seconds * 10):
        at = number / 10
        ring.add(_coded(at, number * 9000, key=number % 20 == 0, size=size))


def test_that_a_ring_keeps_whole_groups_of_the_last_seconds() -> None:
    ring = PacketRing(10.0)
    ring.begin(_track())
    _fill(ring, 60)
    kept = ring.stretch(0.0, 99.0)
    assert kept is not None
    assert kept.coded[0].key
    assert 48.0 - 1e-6 <= kept.coded[0].at <= 50.0
    part = ring.stretch(55.0, 57.0)
    assert part is not None
    assert part.coded[0].at == pytest.approx(54.0)
    assert part.coded[-1].at == pytest.approx(57.0)


def test_that_a_ring_never_outgrows_its_bytes_even_without_a_second_key_picture() -> None:
    ring = PacketRing(60.0, limit=50_000)
    ring.begin(_track())
    _fill(ring, 60, size=1000)
    assert 0 < ring.size <= 50_000
    for number in range(200):
        ring.add(_coded(60 + number / 10, None, size=1000))
    assert ring.size <= 50_000
    assert ring.newest_group() is None, "without its key picture a group is worth nothing"


def test_that_what_is_pinned_outlives_its_time() -> None:
    ring = PacketRing(5.0)
    ring.begin(_track())
    with ring.pinned(0.0):
        _fill(ring, 30)
        kept = ring.stretch(0.0, 99.0)
    assert kept is not None
    assert kept.coded[0].at == 0.0


def test_that_a_change_of_codec_ends_a_clip() -> None:
    ring = PacketRing()
    ring.begin(_track(1))
    _fill(ring, 4)
    ring.begin(_track(2, "hevc"))
    ring.add(_coded(4.0, 0, key=True))
    kept = ring.stretch(0.0, 99.0)
    assert kept is not None
    assert {group.track.codec for group in kept.groups} == {"h264"}


@pytest.mark.parametrize(
    "times",
    [
        [None] * 20,
        [5] * 20,
        [None, *range(9000, 20 * 9000, 9000)],
        list(range(0, -20 * 9000, -9000)),
        [*range(0, 90_000, 9000), *range(9_000_000, 9_090_000, 9000)],
    ],
    ids=["absent", "standing", "first absent", "backwards", "jumping"],
)
def test_that_broken_time_stamps_become_times_that_a_file_can_hold(
    times: list[int | None],
) -> None:
    track = _track()
    groups = [Group(track), Group(track)]
    for number, pts in enumerate(times):
        groups[number // 10].coded.append(_coded(number / 10, pts, key=number % 10 == 0))
    made = stamps(Stretch(tuple(groups)))
    assert all(pts >= dts for pts, dts in made)
    assert all(later[1] > earlier[1] for earlier, later in pairwise(made))
    assert made[-1][0] / 90_000 == pytest.approx(1.9, abs=0.2)


def _pace(sizes: list[int], *, keys: list[int], step: int = 6000) -> Pace:
    pulse, pace = Pulse(), Pace.UNSURE
    for number in range(15 * 20):
        key = number % 30 == 0
        size = keys[number // 30 % len(keys)] if key else sizes[number % len(sizes)]
        pace = pulse.beat(size, number * step, key, number / 15)
    return pace


def test_that_sizes_and_time_stamps_tell_a_repeated_picture_r_vid_03() -> None:
    assert _pace([300, 250, 410], keys=[9000]) is Pace.LIVELY
    assert _pace([10], keys=[9829, 9284]) is Pace.REPEATED
    assert _pace([12, 11], keys=[9829, 9811, 9840, 9802, 9836, 9790]) is Pace.LIVELY
    assert _pace([5000], keys=[9000]) is Pace.UNSURE
    assert _pace([300, 250, 410], keys=[9000], step=0) is Pace.UNSURE
    assert _pace([300], keys=[9000], step=0) is Pace.REPEATED
