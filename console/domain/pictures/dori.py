"""How much detail a picture shows of a person: pixels per metre and the DORI letter. Pure.

Levels after IEC 62676-4: detect, observe, recognise, identify. What is drawn smaller than the
stream loses detail, what is drawn larger gains none (R-VID-01).
"""

from math import radians, tan

LEVELS = ((250.0, "I"), (125.0, "R"), (62.0, "O"), (25.0, "D"))
"""Pixels per metre from which a letter is reached."""


def pixels_per_metre(stream_px: int, view_deg: float, distance_m: float) -> float:
    """Of a stream `stream_px` wide that sees `view_deg` (1 to 175 are used), at a distance."""
    if stream_px <= 0 or distance_m <= 0:
        return 0.0
    half = radians(min(max(view_deg, 1.0), 175.0) / 2)
    return stream_px / (2 * distance_m * tan(half))


def effective(density: float, stream_px: int, tile_px: float) -> float:
    """`density` of a stream as it is drawn: `tile_px` wide for the whole picture."""
    return density * min(1.0, tile_px / stream_px) if stream_px > 0 else 0.0


def letter(density: float) -> str:
    """I, R, O, D, or "" below all of them."""
    return next((name for least, name in LEVELS if density >= least), "")
