"""What the clock on the district's wall shows: one zone for all times shown or typed. Pure.

Moments are stored, sent and compared in UTC. Only where a person reads or types a time of day it is
brought here, whatever zone a computer is set to: two seats must never read two times of one alert
(ADR 49). Machine output (JSON, sidecars, CSV) names the offset of each time instead.
"""

from datetime import datetime, timedelta, timezone

# Korea has had one offset and no summer time since 1988 (IANA tz, Asia/Seoul). A fixed offset
# needs no zone files, which Windows does not have.
KST = timezone(timedelta(hours=9), "KST")


def in_district(moment: datetime) -> datetime:
    """The same moment by the district's clock; it has to know its own zone.

    Raises ValueError for a time without a zone: it would be read by this computer's.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} names no zone; give it one (UTC)")
    return moment.astimezone(KST)
