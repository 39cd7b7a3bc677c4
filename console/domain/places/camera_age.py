"""How old cameras are, from records that may name a year only. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from console.domain.site import Camera

LIFE_YEARS = 7.0
"""After so many years a camera is put up for replacement, where a room says nothing else."""
_DATE = re.compile(
    r"(\d{4})(?:\s*[-./년]?\s*(\d{1,2}))?(?:\s*[-./월]?\s*(\d{1,2}))?\s*[일.월년]?\s*"
)
_SHOWN = re.compile(r"([A-Z][a-z]{2})-(\d\d)|(\d\d)-([A-Z][a-z]{2})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = 365.2425


@dataclass(frozen=True, slots=True)
class CameraAge:
    """A camera and its age in years; `due` when that is past its life."""

    camera: Camera
    since: date
    years: float
    due: bool


def installed_on(text: str) -> date | None:
    """The first day that a record (2016, 2016-05, 201605, 2016.5.12) may mean; None for others.

    Spreadsheets turn 2016-05 into May-16 and save it so.
    """
    text = text.strip()
    shown = _SHOWN.fullmatch(text)
    if shown and (month := shown[1] or shown[4]) in _MONTHS:
        text = f"20{shown[2] or shown[3]}-{_MONTHS.index(month) + 1}"
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        return date(year, month, day) if 1970 <= year <= 2100 else None
    except ValueError:
        return None


def ages(cameras: Iterable[Camera], today: date, life_years: float) -> tuple[list[CameraAge], int]:
    """The cameras with a date, oldest first, and how many have none that can be read.

    A date to come counts as none: it is a slip of the pen.
    """
    found: list[CameraAge] = []
    unknown = 0
    for camera in cameras:
        since = installed_on(camera.installed)
        if since is None or since > today:
            unknown += 1
            continue
        years = (today - since).days / _DAYS
        found.append(CameraAge(camera, since, years, years >= life_years))
    return sorted(found, key=lambda each: (each.since, each.camera.id)), unknown
