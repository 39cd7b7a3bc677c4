"""The words of a tile: strip, marks, tool tip and the lines of the detailed view. GUI thread.

Look-ups through Qt's translator; paints nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from console.domain.pictures.dori import letter
from console.ports.player import PictureState
from console.services.wall.scene import near_of
from console.services.wall.wall import Near, Scene
from widgets.video_wall.tile import VideoTile
from widgets.video_wall.wording import LATE_AFTER_S, shed_words, span
from widgets.words.words import clock_text

translate = QCoreApplication.translate
OFFSET_SHOWN_S = 2.0
OWN_PLACE_M = 3.0
BOX_SHOWN_S = 2.0
_RECEIVED = ("live", "late", "frozen")


@dataclass(frozen=True, slots=True)
class Mark:
    """A short word over the upper edge of a picture; `tone` is a colour token."""

    words: str
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of the strip under a picture; `echo`: the spot tile shows this camera too.

    `right` are the words at its end, the dearest last: the first are left out where room is short.
    """

    badge: str
    name: str
    id: str
    note: str
    right: tuple[str, ...]
    hint: str
    echo: bool = False
    pinned: bool = False


def near_words(near: Near) -> str:
    """Why a camera stands next to the spot, and how far from the alert it is."""
    if near.metres is None:
        return translate("VideoWall", "near the alert")
    words = translate("VideoWall", "near alert {0} m")
    return words.format(round(near.metres))


def stated_distance(tile: VideoTile, scene: Scene) -> float:
    """The distance the density is stated at: the alert's place when it is seen, else the reach."""
    camera, near = tile.seat.camera, tile.seat.near
    if camera is None:
        return 0.0
    if near is None and scene.place is not None and tile.seat.key == scene.camera:
        near = near_of(camera, scene.place)
    # An analytic often gives its camera's own place: that says nothing about a distance.
    seen = near is not None and near.sees and (near.metres or 0.0) >= OWN_PLACE_M
    return near.metres if near is not None and near.metres and seen else camera.reach_m


def dori_words(density: float, *, brief: bool) -> str:
    """The DORI letter, or a dash below it; in full with the density."""
    if density <= 0:
        return ""
    name = letter(density) or "<D"  # less than it takes to detect a person
    return name if brief else translate("VideoWall", "{0} px/m: {1}").format(round(density), name)


def latency_words(state: PictureState) -> str:
    """How old the shown picture is: by the camera's clock, else since it arrived."""
    known = state.delay_s if state.delay_s is not None else state.age_s
    if known is None:
        return ""
    if known < 1:
        return translate("VideoWall", "{0} ms").format(round(known * 100) * 10)
    return translate("VideoWall", "{0} s").format(f"{known:.1f}")


def right_words(tile: VideoTile, now: datetime | None, density: float) -> tuple[str, ...]:
    """Letter, latency and time of a live picture; the age of an old one; nothing for none."""
    state = tile.state
    if tile.replay is not None:
        return ()
    if state.age_s is not None and state.age_s >= LATE_AFTER_S:
        return (translate("VideoWall", "{0} ago").format(span(state.age_s)),)
    if now is None or not tile.is_live:
        return ()
    words = (dori_words(density, brief=True), latency_words(state), clock_text(now))
    return tuple(filter(None, words))


def marks(tile: VideoTile, mask_left_s: float) -> list[Mark]:
    """What is unusual about a picture: zoomed, unmasked, shed, damaged, a wrong clock, ..."""
    state, found = tile.state, []
    if tile.zoom.is_on:
        found.append(Mark(f"×{tile.zoom.factor:.1f}", "warning"))
    if mask_left_s > 0:
        words = translate("VideoWall", "MASK LIFTED {0} s").format(round(mask_left_s))
        found.append(Mark(words, "fault"))
    if tile.replay is not None:
        return found
    if tile.stands_in is not None:
        found.append(Mark(translate("VideoWall", "sub stream until main comes")))
    if state.offset_s is not None and abs(state.offset_s) > OFFSET_SHOWN_S:
        found.append(Mark(offset_words(state.offset_s), "warning"))
    if state.damaged and state.state in _RECEIVED:
        found.append(Mark(translate("VideoWall", "damaged: data lost on the way"), "warning"))
    if state.shed and state.state in _RECEIVED:  # of no picture nothing is left out
        found.append(Mark(shed_words(state.shed), "warning"))
    return found


def offset_words(offset_s: float) -> str:
    """By how much the camera's clock is wrong."""
    sign = "+" if offset_s > 0 else "−"
    words = translate("VideoWall", "camera clock {0}")
    return words.format(sign + span(abs(offset_s)))


def picture_time(tile: VideoTile, now: datetime) -> datetime | None:
    """When the shown picture was taken, as well as it is known."""
    if tile.replay is not None:
        return tile.replay.state.at
    state = tile.state
    if state.age_s is None:
        return None
    return now - timedelta(seconds=state.age_s + (state.delay_s or 0.0))


def boxes_fit(tile: VideoTile, scene: Scene, now: datetime) -> bool:
    """Whether the picture shown is within 2 s of the event that the boxes belong to."""
    taken = picture_time(tile, now)
    if taken is None or scene.occurred is None:
        return False
    return abs((taken - scene.occurred).total_seconds()) <= BOX_SHOWN_S


def detail_lines(tile: VideoTile, language: str, density: float, distance_m: float) -> list[str]:
    """Everything known of a picture, a line each."""
    camera, state = tile.seat.camera, tile.state
    if camera is None:
        return []
    main, sub = translate("VideoWall", "main stream"), translate("VideoWall", "sub stream")
    lines = [f"{camera.name(language)} ({camera.id})", main if tile.seat.spot else sub]
    if state.width:
        lines.append(f"{state.codec} {state.width} × {state.height} · {state.fps:.0f} fps".strip())
    if state.engine:
        lines.append(" · ".join(filter(None, (state.engine, decoder_words(state.decoder)))))
    if density > 0:
        words = translate("VideoWall", "{0} at {1} m")
        lines.append(words.format(dori_words(density, brief=False), round(distance_m)))
    if state.delay_s is not None or state.age_s is not None:
        lines.append(translate("VideoWall", "latency {0}").format(latency_words(state)))
    if state.offset_s is not None and abs(state.offset_s) >= 1.0:
        lines.append(offset_words(state.offset_s))
    if state.shed:
        lines.append(shed_words(state.shed))
    if camera.masks:
        lines.append(translate("VideoWall", "privacy mask"))
    return [*lines, *filter(None, (tile.verdict.reason,))]


def decoder_words(decoder: str) -> str:
    """What decodes the picture."""
    if decoder == "software":
        return translate("VideoWall", "decoded in software")
    return translate("VideoWall", "decoded by {0}").format(decoder) if decoder else ""
