"""One cell's text to a value: pure. What can not be read raises `Unreadable` with words for it.

No message repeats a text but an id: in a shifted row any cell may be a password.
"""

import json
import math
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from console.domain.places.camera_age import installed_on
from console.domain.site import Polygon

STREAM_SCHEMES = ("rtsp", "rtsps", "http", "https", "udp")
SRT = "srt"
"""Received only where FFmpeg was built with it: of the rows, not of a cell alone."""
# Addresses that installers have, of kinds that nothing here receives; these may be named.
_OTHERS = {
    "rtmp": "RTMP", "rtmps": "RTMP", "rtmpt": "RTMP", "mms": "MMS", "mmsh": "MMS", "rtp": "RTP",
    "ws": "WebSocket", "wss": "WebSocket", "webrtc": "WebRTC", "whep": "WebRTC", "hls": "HLS",
    "ftp": "FTP", "file": "a file", "onvif": "ONVIF", "rist": "RIST", "ndi": "NDI",
}  # fmt: skip
_PLAYLISTS = (".m3u8", ".mpd")
SEND_ON = (
    "enter the camera's rtsp:// address, or let a relay send it on as rtsp:// or udp:// (MPEG-TS)"
)
MOST_MASKS, MOST_CORNERS, MOST_ADDRESS, MOST_NAME = 32, 64, 1_000, 200
_ID = re.compile(r"\w[\w .()#+-]{0,63}")
_HOST = re.compile(r"[\w.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?", re.ASCII)
_YES = ("1", "true", "yes", "y", "o", "on", "예", "네", "참", "가능", "있음", "회전")
_NO = ("0", "false", "no", "n", "x", "off", "아니오", "아니요", "거짓", "불가", "없음", "고정")
_POINTS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
_PLACES = ("북", "북동", "동", "남동", "남", "남서", "서", "북서")


class Unreadable(Exception):
    """`problem` says what is wrong with the text, `remedy` what to write in its place."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(problem)


def identity(text: str) -> str:
    """A camera's id."""
    if not _ID.fullmatch(text):
        raise Unreadable(
            f"{text[:40]!r} can not be an id",
            "use 1 to 64 letters, digits, spaces, dots, dashes and ( ) # + _",
        )
    return text


def name(text: str) -> str:
    """A name for people."""
    if len(text) > MOST_NAME or not text.isprintable():
        raise Unreadable(
            "it is too long or holds signs that can not be shown",
            f"use up to {MOST_NAME} characters in one line",
        )
    return text


def number(text: str, low: float, high: float, example: str) -> float:
    """A decimal number within bounds; a decimal comma and a unit after it are understood."""
    plain = re.sub(r"\s*(°|도|m|deg)$", "", text)
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Unreadable("it is not a number", f"write a number such as {example}")
    if not low <= value <= high:
        raise Unreadable(f"{value:g} is not within {low:g} to {high:g}", f"such as {example}")
    return value


def degrees(text: str) -> float:
    """A latitude or longitude, not yet known to be on the globe."""
    return number(text, -1e9, 1e9, "37.5512 (decimal degrees, WGS 84)")


def heading(text: str) -> float:
    """Degrees clockwise from north, or a point of the compass."""
    word = text.casefold()
    for points in (_POINTS, _PLACES):
        if word in points:
            return points.index(word) * 45.0
    return number(text, 0, 360, "270, or NW") % 360


def view(text: str) -> float:
    """The angle of view in degrees."""
    return number(text, 1, 360, "60")


def reach(text: str) -> float:
    """How far it sees, in metres."""
    return number(text, 1, 5_000, "40")


def flag(text: str) -> bool:
    """Yes or no in the words people use."""
    word = text.casefold()
    if word not in _YES + _NO:
        raise Unreadable("it is neither yes nor no", "write yes or no")
    return word in _YES


def transport(text: str) -> str:
    """How RTSP brings the pictures."""
    word = text.casefold()
    if word not in ("tcp", "udp"):
        raise Unreadable("it is no transport", "write tcp or udp")
    return word


def stream(text: str) -> str:
    """A stream's address, of a kind that can be received; SRT is left to the row."""
    kind = _OTHERS.get(text.partition("://")[0].lower()) if "://" in text else None
    if kind is not None:
        raise Unreadable(f"{kind} can not be received as a stream", SEND_ON)
    address = _address(text, (*STREAM_SCHEMES, SRT), "rtsp://host:554/path")
    if urlsplit(address).path.lower().endswith(_PLAYLISTS):
        raise Unreadable("playlists (HLS, DASH) can not be received as a stream", SEND_ON)
    return address


def onvif(text: str) -> str:
    """The address of a camera's device service; a host alone is completed."""
    if _HOST.fullmatch(text):
        text = f"http://{text}/onvif/device_service"
    return _address(text, ("http", "https"), "http://host/onvif/device_service")


def masks(text: str) -> list[list[list[float]]]:
    """Polygons of the picture: JSON, or "x,y x,y x,y" with | between polygons; 0..1 each."""
    shapes = _json_shapes(text) if text.startswith("[") else _written_shapes(text)
    if len(shapes) > MOST_MASKS or any(not 3 <= len(each) <= MOST_CORNERS for each in shapes):
        raise Unreadable("a mask needs 3 to 64 corners, and a camera has at most 32", _MASKS_REMEDY)
    if not all(0 <= value <= 1 for shape in shapes for corner in shape for value in corner):
        raise Unreadable("a corner lies outside the picture", _MASKS_REMEDY)
    if any(_area(shape) < 1e-6 for shape in shapes):
        raise Unreadable("a mask covers nothing", _MASKS_REMEDY)
    return [[list(corner) for corner in shape] for shape in shapes]


_MASKS_REMEDY = "write corners from 0 to 1 of the picture, such as 0.1,0.1 0.4,0.1 0.4,0.3"


def _json_shapes(text: str) -> list[Polygon]:
    try:
        value = json.loads(text)
        if value and isinstance(value[0][0], int | float):
            value = [value]
        return [tuple((float(x), float(y)) for x, y in shape) for shape in value]
    except (ValueError, TypeError, IndexError, KeyError, RecursionError, OverflowError):
        raise Unreadable("the masks can not be read", _MASKS_REMEDY) from None


def _written_shapes(text: str) -> list[Polygon]:
    try:
        return [
            tuple(
                (float(x), float(y))
                for x, y in (corner.split(",") for corner in shape.replace(";", " ").split())
            )
            for shape in text.split("|")
        ]
    except ValueError:
        raise Unreadable("the masks can not be read", _MASKS_REMEDY) from None


def _area(shape: Polygon) -> float:
    pairs = zip(shape, (*shape[1:], shape[0]), strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def _address(text: str, schemes: tuple[str, ...], example: str) -> str:
    try:
        parts = urlsplit(text)
        port = parts.port
        usable = parts.scheme in schemes and bool(parts.hostname) and port != 0
    except ValueError:
        usable = False
    if not usable or len(text) > MOST_ADDRESS or not text.isprintable() or " " in text:
        raise Unreadable("it is not an address that can be opened", f"write {example}")
    return text


def installed(text: str) -> str:
    """When a camera was put up: a year, a month or a day, as the records have it."""
    if installed_on(text) is None:
        raise Unreadable("it is no date", "write 2016, 2016-05 or 2016-05-12")
    return text


READERS: "dict[str, Callable[[str], object]]" = {
    "name_ko": name, "name_en": name, "lat": degrees, "lon": degrees, "heading": heading,
    "view": view, "reach": reach, "main": stream, "sub": stream, "onvif": onvif, "masks": masks,
    "transport": transport, "turnable": flag, "intelligent": flag,
    "installed": installed,
}  # fmt: skip
