"""What Frigate says camera by camera, beside its events: counts, sounds, the health of streams.

Topics `CAMERA/LABEL` (how many are seen), `CAMERA/audio/TYPE`, `CAMERA/status/ROLE` and
`CAMERA/motion` (docs.frigate.video/integrations/mqtt, 0.11 to 0.16). Counts and sounds say again
what events and reviews say, so they are heard only while neither of those has come: where a broker
passes on nothing else. Pure but for the memory of conditions.
"""

from collections import Counter
from uuid import uuid4

from backends.adapters.conditions import Conditions
from backends.adapters.loose import truth, words
from backends.adapters.sighting import Sighting, id_of

MOST_NAME = 64
FILTERS = ("+/+", "+/audio/+", "+/status/+")
# A camera without a picture, and one whose recording ended; the health of its sound is no alert.
ROLES = {"detect": "camera_status", "record": "recording_status"}
SUMS = frozenset({"all", "state", "set"})


class FrigateTopics:
    """One installation's cameras."""

    def __init__(
        self, prefix: str, conditions: Conditions, zones: frozenset[str] = frozenset()
    ) -> None:
        """`zones` are names that count for a camera's zone, which its camera counts already."""
        self._prefix = prefix
        self._conditions = conditions
        self._zones = zones
        self.counts: Counter[str] = Counter()

    def read(self, path: tuple[str, ...], payload: bytes, *, speaks: bool) -> tuple[Sighting, ...]:
        """The news in a message; `speaks` says whether events or reviews come from there, too."""
        said = words(payload[:32].decode("utf-8", "replace"), 16)
        camera = path[0]
        if len(path) == 3 and path[1] == "status":
            return self._health(camera, path[2], said.lower())
        if len(path) == 2 and path[1] == "motion" and truth(said) is not None:
            return self._turned(camera, "motion", "motion", holds=bool(truth(said)))
        if len(path) == 3 and path[1] == "audio" and path[2] not in SUMS and not said.isdigit():
            return self._told(camera, f"audio/{path[2]}", path[2], truth(said), speaks=speaks)
        if len(path) == 2 and said.isdigit() and path[1] not in SUMS and camera not in self._zones:
            return self._told(camera, path[1], path[1], int(said) > 0, speaks=speaks)
        return self._left_out("other")

    def forget(self, sighting: Sighting) -> None:
        """A sighting did not arrive: its next message is news again."""
        self._conditions.forget(sighting)

    def _told(
        self, camera: str, about: str, kind: str, holds: bool | None, *, speaks: bool
    ) -> tuple[Sighting, ...]:
        if holds is None or (speaks and holds):
            return self._left_out("said_by_events")
        return self._turned(camera, about, kind, holds=holds)

    def _health(self, camera: str, role: str, said: str) -> tuple[Sighting, ...]:
        kind = ROLES.get(role)
        if kind is None or said not in {"online", "offline", "disabled"}:
            return self._left_out("other")
        return self._turned(camera, f"status/{role}", kind, holds=said == "offline")

    def _turned(self, camera: str, about: str, kind: str, *, holds: bool) -> tuple[Sighting, ...]:
        subject = words(f"{self._prefix}/{camera}/{about}", 128)
        label = words(kind, MOST_NAME)
        news = self._conditions.news_of(subject, label, holds, classed=False, at_start=True)
        return tuple(
            Sighting(
                "frigate", each, id_of("topic", subject, uuid4().bytes),
                state=state, subject=subject, origin=words(camera, 128),
                text=f"{label} · {words(camera, 128)}",
            )
            for state, each in news
        )  # fmt: skip

    def _left_out(self, why: str) -> tuple[Sighting, ...]:
        self.counts[f"frigate_{why}"] += 1
        return ()
