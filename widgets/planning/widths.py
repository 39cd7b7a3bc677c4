"""How wide the columns of a table are where there is little room. Pure; logical pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

AIR_PX = 20
"""Around the words of a cell; with less of it the style cuts figures."""
_LEAST_TEXT, _STEP = 84, 4


@dataclass(frozen=True, slots=True)
class Need:
    """What a column asks for. `least`: of a text, which may be cut down to it; None for figures."""

    wide: int
    least: int | None = None


def widths_for(needs: Sequence[Need], room: int) -> list[int]:
    """The widths, within `room` where that can be: the longest texts are cut, figures never."""
    floors = [
        need.wide if need.least is None else min(need.wide, max(need.least, _LEAST_TEXT))
        for need in needs
    ]
    most = max((need.wide for need in needs), default=0)
    while most >= _LEAST_TEXT:  # ends: it falls by a step each time
        widths = [
            max(floor, min(need.wide, most)) + AIR_PX
            for floor, need in zip(floors, needs, strict=True)
        ]
        if sum(widths) <= room:
            return widths
        most -= _STEP
    return [floor + AIR_PX for floor in floors]
