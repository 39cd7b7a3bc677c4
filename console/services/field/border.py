"""One border of the district: escorts that are offered across it, and those that come over it.

It stands at a seat of our own engine and is a device of the neighbour's: an offer is a request
there, their team is the answer. Nobody sees more of the other than that. An escort is ours until
their answer was heard; whatever fails before that leaves it ours, and the engine rings again. One
thread; both links are their owner's.
"""

from collections.abc import Mapping
from typing import Any, Final

from console.domain.field.escort import Escort, Step
from console.ports.edge_reporter import EdgeReport, EdgeReporter
from console.ports.seat_link import QueueNews, SeatLink
from console.wire.field_codec import FieldMalformed, field_value

ACCEPTED: Final = "escort.accepted"
DECLINED: Final = "escort.declined"
SAID: Final = "동행 · escort"
"""What a device says is shown as it came, in any room's language."""
_THEIRS = frozenset({Step.MATCHED, Step.MET, Step.WALKING, Step.ARRIVED, Step.CLOSED})
_NOT_THEIRS = frozenset({Step.CANCELLED, Step.NO_SHOW})


class Border:
    """The border to `district`, which is also the name of its device at our engine."""

    def __init__(self, district: str, seat: SeatLink, there: EdgeReporter) -> None:
        self._district, self._seat, self._there = district, seat, there
        self._said: set[str] = set()

    def turn(self) -> None:
        """Take what came, and say what is new. Never blocks but for the disk."""
        for news in self._seat.drain():
            if isinstance(news, QueueNews):
                self._take(news)

    def _take(self, news: QueueNews) -> None:
        for record in news.fields:
            # What ended before this border was stood at is nobody's question any more.
            if record.kind != "escort" or (news.whole and not record.is_open):
                continue
            value = field_value(record.content, Escort)
            if isinstance(value, FieldMalformed):
                continue
            self._look(record.id, value)

    def _look(self, number: str, escort: Escort) -> None:
        if escort.asked_by == self._district:
            self._answer(number, escort)
        elif self._is_asking(escort):
            self._offer(number, escort)
        elif escort.step is not Step.HANDED_OVER and self._was_offered(escort):
            offers = [mark.at for mark in escort.marks if mark.what == "offered"]
            name = f"{number}/{offers[-1].isoformat()}/over"
            self._say(name, "escort.cancelled", number, {"text": f"{SAID} {number}"})

    def _is_asking(self, escort: Escort) -> bool:
        offer = escort.hand_over
        return escort.is_asking and offer is not None and offer.to == self._district

    def _was_offered(self, escort: Escort) -> bool:
        return any(m.what == "offered" and m.words == self._district for m in escort.marks)

    def _offer(self, number: str, escort: Escort) -> None:
        offer = escort.hand_over
        if offer is None:
            return
        content: dict[str, Any] = {
            "area": escort.area, "meet_at": escort.meet_at.isoformat(),
            "meet_name": escort.meet_name, "people": escort.people,
            "text": f"{SAID} {number}",
        }  # fmt: skip
        where = escort.crossing or escort.meet
        if where is not None:
            content["location"] = {"lat": where.lat, "lon": where.lon}
        if escort.home is not None:
            content["home"] = {"lat": escort.home.lat, "lon": escort.home.lon}
        self._say(f"{number}/{offer.offered.isoformat()}", "escort.requested", number, content)

    def _answer(self, number: str, escort: Escort) -> None:
        """What became here of an escort the neighbour offered."""
        if escort.step in _THEIRS:
            self._say(f"{number}/yes", ACCEPTED, escort.origin, {"text": f"{SAID} {number}"})
        elif escort.step in _NOT_THEIRS and escort.marks[-1].by != self._district:
            words = {"text": escort.marks[-1].words or escort.step.value}
            self._say(f"{number}/no", DECLINED, escort.origin, words)

    def _say(self, name: str, kind: str, subject: str, content: Mapping[str, Any]) -> None:
        if name in self._said:
            return
        self._there.report(EdgeReport(kind, subject=subject, data=content))
        self._said.add(name)
