"""RFC 3339 text <-> aware times in UTC. Total: every valid text gives a time, no year overflows."""

import re
from datetime import UTC, datetime, timedelta

import msgspec

# Three days inside the ends of `datetime`, so that no later change of zone can leave its range.
EARLIEST = datetime(1, 1, 4, tzinfo=UTC)
LATEST = datetime(9999, 12, 28, tzinfo=UTC)

_PATTERN = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))",
    re.ASCII,
)
_LONGEST = len("2026-11-21T22:04:05.123456+09:00")
_LONGEST_WITH_Z = len("2026-11-21T22:04:05.123456Z")


def parse_instant(text: str) -> datetime:
    """The time in UTC. Raises ValueError for what is not RFC 3339.

    A leap second becomes the last microsecond before it; times outside `EARLIEST` to `LATEST`
    become those.
    """
    quick = quick_instant(text)
    if quick is not None:
        return quick
    match = _PATTERN.fullmatch(text) if len(text) <= 64 else None
    if match is None:
        raise ValueError("not an RFC 3339 time with offset")
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    micro = int((match[7] or "0")[:6].ljust(6, "0"))
    if second == 60:
        second, micro = 59, 999_999
    # Year 0 is RFC 3339 but not `datetime`; 4 is a leap year as it is.
    local = datetime(year or 4, month, day, hour, minute, second, micro, tzinfo=UTC)
    if year == 0:
        return EARLIEST
    return _shifted(local, _offset(match[8], match[9], match[10]))


def quick_instant(text: str) -> datetime | None:
    """An everyday time; None leaves it to the slow reader, which knows leap seconds and year 0.

    More than six digits would be rounded here, and cut off there.
    """
    most = _LONGEST_WITH_Z if text[-1:] in ("Z", "z") else _LONGEST
    if text[:2] != "20" or len(text) > most or (most is _LONGEST and text[-3:-2] != ":"):
        return None
    try:
        found = msgspec.convert(text, datetime)
    except msgspec.ValidationError:
        return None
    if found.tzinfo is UTC:
        return found
    return None if found.tzinfo is None else found.astimezone(UTC)


def _offset(sign: str | None, hours: str | None, minutes: str | None) -> timedelta:
    if sign is None or hours is None or minutes is None:
        return timedelta()
    if int(hours) > 23 or int(minutes) > 59:
        raise ValueError("not an RFC 3339 offset")
    size = timedelta(hours=int(hours), minutes=int(minutes))
    return -size if sign == "-" else size


def _shifted(local: datetime, offset: timedelta) -> datetime:
    if local <= EARLIEST:
        return EARLIEST
    if local >= LATEST:
        return LATEST
    return min(max(local - offset, EARLIEST), LATEST)


def instant_text(time: datetime) -> str:
    """RFC 3339 in UTC, with microseconds."""
    stamp = time.astimezone(UTC)
    return f"{stamp.year:04d}{stamp.strftime('-%m-%dT%H:%M:%S')}.{stamp.microsecond:06d}Z"
