"""What the last minute of a stream costs, and how soon it plays again: PyAV against libVLC.

`python -m tests.bench.bench_ring [CAMERAS]` prints one JSON object, and words on stderr. Figures
are ratios: memory to the payload itself, adding a packet to a bare list, writing a clip to writing
and summing the same bytes, the first picture of a replay by PyAV to the same by libVLC.
"""

import ctypes
import hashlib
import io
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import av
import psutil

from backends.video.addresses import open_options
from backends.video.film import Film
from backends.video.libvlc import LibVlcMissingError, load_libvlc
from backends.video.packet_ring import Coded, PacketRing, Track, track_of
from backends.video.remux import write
from tests.support.simulated_cameras import FarmProcess

FPS = 15
RING_S = 60
ROUNDS = 5
SIZE = (640, 360)


def received(url: str, seconds: float) -> tuple[Track, list[Coded]]:
    """Coded pictures of one stream, and their track."""
    coded: list[Coded] = []
    with av.open(url, "r", options=open_options("tcp"), timeout=(5, 5)) as container:
        stream = container.streams.video[0]
        track = track_of(stream, 1)
        end = time.monotonic() + seconds
        for packet in container.demux(stream):
            now = time.monotonic()
            coded.append(Coded(now, bytes(packet), packet.pts, packet.is_keyframe))
            if now > end:
                return track, coded
    return track, coded


def looped(coded: list[Coded], copies: int) -> list[Coded]:
    """The same pictures again and again, each with bytes of its own."""
    begin = next(n for n, one in enumerate(coded) if one.key and n)
    end = max(n for n, one in enumerate(coded) if one.key)
    loop, out = coded[begin:end], []
    for number in range(len(loop) * copies):
        one = loop[number % len(loop)]
        at = number / FPS
        payload = bytes(bytearray(one.payload))
        out.append(Coded(at, payload, int(at * 90_000), one.key))
    return out


def memory_ratio(track: Track, minute: list[Coded], cameras: int) -> tuple[float, float]:
    """(resident memory per camera in MB, ratio to the payload) of full rings."""
    process = psutil.Process()
    before, rings = process.memory_info().rss, []
    for _ in range(cameras):
        ring = PacketRing(RING_S)
        ring.begin(track)
        for one in minute:
            ring.add(Coded(one.at, bytes(bytearray(one.payload)), one.pts, one.key))
        rings.append(ring)
    grown = process.memory_info().rss - before
    return grown / cameras / 1e6, grown / sum(ring.size for ring in rings)


def add_ratio(track: Track, minute: list[Coded]) -> float:
    """Time of keeping a picture to appending it to a bare list."""
    kept, bare = [], []
    for _ in range(ROUNDS):
        ring = PacketRing(RING_S)
        ring.begin(track)
        started = time.perf_counter()
        for one in minute:
            ring.add(one)
        kept.append(time.perf_counter() - started)
        listed: list[Coded] = []
        started = time.perf_counter()
        for one in minute:
            listed.append(one)  # noqa: PERF402 - one by one, as the ring does
        bare.append(time.perf_counter() - started)
    return statistics.median(kept) / statistics.median(bare)


def clip(track: Track, minute: list[Coded]) -> bytes:
    """22 s of the ring as MP4."""
    ring = PacketRing(RING_S)
    ring.begin(track)
    for one in minute:
        ring.add(one)
    last = minute[-1].at
    stretch = ring.stretch(last - 22, last)
    assert stretch is not None
    memory = io.BytesIO()
    write(stretch, memory)
    return memory.getvalue()


def export_ms(track: Track, minute: list[Coded], folder: Path) -> tuple[float, float]:
    """(milliseconds of making a 22 s clip with its sum, ratio to writing and summing bytes)."""
    made, floor = [], []
    for number in range(ROUNDS):
        started = time.perf_counter()
        content = clip(track, minute)
        _put(folder / f"clip{number}", content)
        made.append(time.perf_counter() - started)
        started = time.perf_counter()
        _put(folder / f"floor{number}", content)
        floor.append(time.perf_counter() - started)
    return statistics.median(made) * 1000, statistics.median(made) / statistics.median(floor)


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    hashlib.sha256(content).hexdigest()


def pyav_first_ms(recording: bytes) -> float:
    """From the bytes to the first picture at tile size."""
    started = time.perf_counter()
    film = Film(recording)
    frame = film.picture(0)
    assert frame is not None
    frame.reformat(*SIZE, "bgra", threads=1)
    taken = time.perf_counter() - started
    film.close()
    return taken * 1000


def libvlc_first_ms(libvlc: tuple[Any, Any], recording: bytes) -> float | None:
    """The same by libVLC: media callbacks with seek, vmem; None when nothing comes in 5 s."""
    module, instance = libvlc
    memory, pixels = io.BytesIO(recording), ctypes.create_string_buffer(SIZE[0] * SIZE[1] * 4)
    shown: list[float] = []
    kinds = module.CallbackDecorators

    def on_open(_opaque: object, _data: object, size: "ctypes._Pointer[ctypes.c_uint64]") -> int:
        size[0] = len(recording)
        return 0

    def on_read(_opaque: object, buffer: "ctypes.Array[ctypes.c_char]", limit: int) -> int:
        chunk = memory.read(limit)
        ctypes.memmove(buffer, chunk, len(chunk))
        return len(chunk)

    def on_seek(_opaque: object, offset: int) -> int:
        memory.seek(offset)
        return 0

    def on_lock(_opaque: object, planes: "ctypes.Array[ctypes.c_void_p]") -> None:
        planes[0] = ctypes.addressof(pixels)

    def on_display(_opaque: object, _picture: object) -> None:
        shown.append(time.perf_counter())

    keep = (
        kinds.MediaOpenCb(on_open), kinds.MediaReadCb(on_read), kinds.MediaSeekCb(on_seek),
        kinds.VideoLockCb(on_lock), kinds.VideoDisplayCb(on_display),
    )  # fmt: skip
    started = time.perf_counter()
    media = instance.media_new_callbacks(*keep[:3], None, None)
    player = instance.media_player_new()
    player.set_media(media)
    player.video_set_format("RV32", SIZE[0], SIZE[1], SIZE[0] * 4)
    player.video_set_callbacks(keep[3], None, keep[4], None)
    player.play()
    while not shown and time.perf_counter() - started < 5:
        time.sleep(0.001)
    player.stop()
    player.release()
    media.release()
    return (shown[0] - started) * 1000 if shown else None


def step_back_ms(recording: bytes) -> float:
    """One picture back by PyAV, from the worst place: the end of a group."""
    film = Film(recording)
    taken = []
    for number in range(len(film.times) - 2, len(film.times) - 12, -1):
        started = time.perf_counter()
        assert film.picture(number) is not None
        taken.append(time.perf_counter() - started)
    film.close()
    return max(taken) * 1000


def libvlc_first(recording: bytes) -> float | None:
    """Median of libVLC's first pictures, None where it is missing."""
    try:
        libvlc = load_libvlc()
    except LibVlcMissingError:
        return None
    times = [libvlc_first_ms(libvlc, recording) for _ in range(ROUNDS)]
    found = [one for one in times if one is not None]
    return statistics.median(found) if found else None


def main() -> None:
    """Measure and print."""
    cameras = int(sys.argv[1]) if len(sys.argv) > 1 else 16
    with tempfile.TemporaryDirectory() as folder:
        with FarmProcess(1, Path(folder)) as farm:
            track, coded = received(farm.url("CAM-01", "sub"), 7)
            hd_track, hd = received(farm.url("CAM-01", "full"), 7)
        minute = looped(coded, RING_S // 4 + 1)
        megabytes, memory = memory_ratio(track, minute, cameras)
        took, export = export_ms(track, minute, Path(folder))
    result: dict[str, object] = {
        "ring_mb_per_camera": round(megabytes, 2),
        "ring_to_payload": round(memory, 2),
        "add_to_bare_append": round(add_ratio(track, minute), 1),
        "export_22_s_ms": round(took, 1),
        "export_to_bare_write": round(export, 2),
    }
    for name, one in (("sub", (track, minute)), ("full", (hd_track, looped(hd, 8)))):
        recording = clip(*one)
        first = statistics.median(pyav_first_ms(recording) for _ in range(ROUNDS))
        other = libvlc_first(recording)
        result[f"replay_{name}"] = {
            "pyav_first_ms": round(first, 1),
            "libvlc_first_ms": None if other is None else round(other, 1),
            "ratio": None if other is None else round(first / other, 2),
            "pyav_step_back_worst_ms": round(step_back_ms(recording), 1),
        }
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stderr.write(
        f"{cameras} rings of {RING_S} s hold {megabytes:.1f} MB each, {memory:.2f} times their"
        f" payload; a clip of 22 s is written in {took:.0f} ms\n"
    )


if __name__ == "__main__":
    main()
