"""Pictures, playbacks, files and a turning camera that are told what to show, for the wall's tests.

They stand in for workers and cameras only where the test is about what is shown and asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from console.domain.pictures.wall_layout import Arrangement
from console.domain.places.geo import Place
from console.domain.site import Camera, Site, Streams
from console.ports.camera_control import ControlState, Preset
from console.ports.player import Attention, FileState, Frame, PictureState, PlaybackState

HERE = Place(37.5, 127.0)
NOW = datetime(2026, 11, 21, 14, 3, 20, tzinfo=UTC)
LIVE = PictureState("live", 0.02, "PyAV", width=1280, height=720, frames=9, fps=25.0,
                    codec="H.264", decoder="software")  # fmt: skip


def coloured(size: tuple[int, int], rgb: tuple[int, int, int], number: int) -> Frame:
    """A frame of one colour."""
    width, height = size
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[..., :3] = rgb[::-1]
    return Frame(number, pixels)


@dataclass
class ToldPicture:
    """Shows one colour; counts what is asked of it. `dark` gives no frame."""

    size: tuple[int, int]
    shown: PictureState = LIVE
    rgb: tuple[int, int, int] = (200, 0, 0)
    number: int = 1
    dark: bool = False
    closed: bool = False
    attended: list[Attention] = field(default_factory=list)

    def newest(self) -> Frame | None:
        return None if self.dark else coloured(self.size, self.rgb, self.number)

    def state(self) -> PictureState:
        return self.shown

    def resize(self, width: int, height: int) -> None:
        self.size = (width, height)
        self.number += 1

    def attend(self, attention: Attention) -> None:
        self.attended.append(attention)

    def close(self) -> None:
        self.closed = True


@dataclass
class ToldPlayback:
    """Plays nothing; does what it is told at once."""

    size: tuple[int, int]
    shown: PlaybackState
    number: int = 1
    closed: bool = False
    stepped: list[int] = field(default_factory=list)

    def newest(self) -> Frame | None:
        return coloured(self.size, (0, 0, 200), self.number)

    def state(self) -> PlaybackState:
        return self.shown

    def pause(self, paused: bool) -> None:
        self.shown = replace(self.shown, state="paused" if paused else "playing")

    def seek(self, at: datetime) -> None:
        self.shown = replace(self.shown, at=at)

    def step(self, frames: int) -> None:
        self.stepped.append(frames)
        self.pause(paused=True)

    def set_rate(self, rate: float) -> None:
        self.shown = replace(self.shown, rate=rate)

    def resize(self, width: int, height: int) -> None:
        self.size = (width, height)

    def close(self) -> None:
        self.closed = True


@dataclass
class ToldFile:
    """A file that is what the test says."""

    shown: FileState

    def state(self) -> FileState:
        return self.shown


class ToldPictures:
    """Opens told things and remembers them. `dark_main`: main streams give no frame at first."""

    missing = ""
    shed = ""

    def __init__(self) -> None:
        self.opened: list[tuple[str, bool, ToldPicture]] = []
        self.replays: list[tuple[str, float, ToldPlayback]] = []
        self.exports: list[tuple[str, datetime, datetime, ToldFile]] = []
        self.snapshots: list[tuple[str, Path, ToldFile]] = []
        self.dark_main = False
        self.colours: dict[str, tuple[int, int, int]] = {}

    def open(self, camera: Camera, *, main: bool, width: int, height: int) -> ToldPicture:
        picture = ToldPicture((width, height), dark=main and self.dark_main)
        picture.rgb = self.colours.get(camera.id, picture.rgb)
        if picture.dark:
            picture.shown = PictureState("starting")
        self.opened.append((camera.id, main, picture))
        return picture

    def of(self, camera: str, *, main: bool | None = None) -> ToldPicture:
        return [
            picture
            for name, is_main, picture in self.opened
            if name == camera and main in {None, is_main}
        ][-1]

    def running(self) -> list[ToldPicture]:
        return [picture for *_rest, picture in self.opened if not picture.closed]

    def replay(self, camera: str, seconds: float, *, width: int, height: int) -> ToldPlayback:
        shown = PlaybackState(
            "playing", NOW - timedelta(seconds=23), NOW - timedelta(seconds=60), NOW
        )
        self.replays.append((camera, seconds, playback := ToldPlayback((width, height), shown)))
        return playback

    def export(self, camera: str, first: datetime, last: datetime, path: Path) -> ToldFile:
        self.exports.append((camera, first, last, file := ToldFile(FileState("working", path))))
        return file

    def snapshot(self, camera: str, path: Path) -> ToldFile:
        self.snapshots.append((camera, path, file := ToldFile(FileState("working", path))))
        return file

    def close(self) -> None:
        pass


class ToldControl:
    """A camera that can be turned and has three views."""

    def __init__(self) -> None:
        views = tuple(Preset(f"t{n}", name) for n, name in enumerate(("Gate", "Lane", "Square")))
        self.shown = ControlState("ready", views)
        self.moves: list[tuple[str, float, float, float]] = []
        self.gone: list[tuple[str, str]] = []

    def state(self, camera: Camera) -> ControlState:  # noqa: ARG002
        return self.shown

    def move(self, camera: Camera, pan: float, tilt: float, zoom: float) -> None:
        self.moves.append((camera.id, pan, tilt, zoom))

    def go_to(self, camera: Camera, preset: str) -> None:
        self.gone.append((camera.id, preset))

    def cameras(self) -> Sequence[str]:
        return ()

    def close(self) -> None:
        pass


class ToldFiles:
    """Files of a seat, in a folder of the test."""

    def __init__(self, folder: Path, kept: Arrangement | None = None) -> None:
        self.folder, self.kept = folder, kept
        self.notes: dict[str, Mapping[str, object]] = {}

    def arrangement(self) -> Arrangement | None:
        return self.kept

    def keep(self, arrangement: Arrangement) -> None:
        self.kept = arrangement

    def export_path(self, camera: str, at: datetime, ending: str) -> Path:
        return self.folder / f"{camera}-{at:%H%M%S}.{ending}"

    def write_note(self, path: Path, note: Mapping[str, object]) -> None:
        self.notes[path.name] = note

    def close(self) -> None:
        pass


def wall_site(count: int = 16, **first: object) -> Site:
    """Cameras C0, C1, ... with streams, and BARE without; `first` changes C0."""
    streams = Streams("rtsp://a/sub", "rtsp://a/main")
    cameras = {f"C{n}": Camera(f"C{n}", f"골목 {n}", f"Lane {n}", HERE, streams=streams)
               for n in range(count)}  # fmt: skip
    cameras["C0"] = replace(cameras["C0"], **first)  # type: ignore[arg-type]
    cameras["BARE"] = Camera("BARE", "공사", "Works", HERE)
    return Site("s", "", "", HERE, "", "", cameras, wall=tuple(f"C{n}" for n in range(count)))
