"""Times as the tables hold them: whole microseconds since 1970 in UTC. Pure; any thread."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = timedelta(microseconds=1)
_FIRST = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _STEP
_LAST = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _STEP


def micros(moment: datetime) -> int:
    """Microseconds since 1970. A device's time beyond year 1 to 9999 in UTC is held at its edge."""
    gone = moment - _EPOCH
    whole = (gone.days * 86_400 + gone.seconds) * 1_000_000 + gone.microseconds
    return whole if _FIRST <= whole <= _LAST else min(max(whole, _FIRST), _LAST)


def maybe_micros(moment: datetime | None) -> int | None:
    """The same, for a time that may be missing."""
    return None if moment is None else micros(moment)


def moment(value: int) -> datetime:
    """The aware UTC time of `value` microseconds."""
    return _EPOCH + timedelta(microseconds=value)


def maybe_moment(value: int | None) -> datetime | None:
    """The same, for a time that may be missing."""
    return None if value is None else moment(value)


def iso(value: int | None) -> str | None:
    """RFC 3339 text in UTC, for machine output."""
    return None if value is None else moment(value).isoformat(timespec="microseconds")
