"""Axis cameras' own event messages over MQTT, read into sightings by the ONVIF mapping.

Topic `PREFIX/event/...`, payload `{topic, timestamp, serial?, message: {source, key, data}}`, the
time in milliseconds since 1970 (Axis VAPIX, MQTT event bridge); `PREFIX/event/connection` tells
whether the camera is there. Pure but for the memory of conditions and of what said more.
"""

from collections import OrderedDict
from uuid import uuid4

from backends.adapters.conditions import Conditions
from backends.adapters.loose import JsonObject, Unreadable, inner, parse_object, truth, words
from backends.adapters.profile_m import MOST_BYTES, camera_of, notification_of, sightings_of
from backends.adapters.rules import RuleBook
from backends.adapters.sighting import Sighting, State, id_of

MARK = "/event/"
# Each scenario or profile is told under its own topic, and once more under one for any of them.
SUMMED_UP = ("ScenarioANY", "ProfileANY")
MOST_APPLICATIONS = 4_096


class AxisReader:
    """Reads the event messages of any number of Axis cameras."""

    def __init__(self, filters: tuple[str, ...], book: RuleBook, conditions: Conditions) -> None:
        """`filters` are the topic filters to subscribe to."""
        self._filters = filters
        self._book = book
        self._conditions = conditions
        self._detailed: OrderedDict[str, None] = OrderedDict()
        self._away: set[str] = set()

    def topics(self) -> tuple[str, ...]:
        """What to subscribe to."""
        return self._filters

    def forget(self, sighting: Sighting) -> None:
        """A sighting did not arrive."""
        self._conditions.forget(sighting)
        self._away.discard(sighting.origin)

    def read(self, topic: str, payload: bytes) -> tuple[Sighting, ...]:
        """The sightings, none for what is no news. Raises Unreadable."""
        prefix, mark, rest = f"/{words(topic, 1_000)}".partition(MARK)
        if not mark:
            raise Unreadable("not an event topic of an Axis camera")
        content = parse_object(payload or b"{}", MOST_BYTES)
        prefix = prefix.lstrip("/")
        serial, last = words(content.get("serial"), 64), prefix.rpartition("/")[2]
        camera = camera_of(prefix, self._book, serial, unknown=last)
        if rest == "connection":
            return self._connection(camera, content)
        message = inner(content, "message")
        local = words(content.get("topic"), 400)
        if not local or not message:
            raise Unreadable("neither topic nor message of an Axis event")
        return self._event(camera, local, content, message, id_of(topic, payload))

    def _event(
        self, camera: str, local: str, content: JsonObject, message: JsonObject, name: str
    ) -> tuple[Sighting, ...]:
        if self._is_said_already(camera, local, message):
            return ()
        notification = notification_of(
            local,
            {
                "UtcTime": content.get("timestamp"),
                # A state at rest ends what was told, and is no news else: the broker keeps states.
                "PropertyOperation": "Initialized",
                "Source": message.get("source"),
                "Key": message.get("key"),
                "Data": message.get("data"),
            },
        )
        if notification.time is None:
            name = id_of(name, uuid4().bytes)
        return sightings_of(camera, notification, name, self._book, self._conditions)

    def _is_said_already(self, camera: str, local: str, message: JsonObject) -> bool:
        """Whether a scenario of its own told, or will tell, what is told here of any of them."""
        application = f"{camera}/{local.rpartition('/')[0]}"
        if local.endswith(SUMMED_UP):
            begins = truth(inner(message, "data").get("active")) is not False
            return begins and application in self._detailed
        self._detailed[application] = None
        self._detailed.move_to_end(application)
        while len(self._detailed) > MOST_APPLICATIONS:
            self._detailed.popitem(last=False)
        return False

    def _connection(self, camera: str, content: JsonObject) -> tuple[Sighting, ...]:
        connected = truth(content.get("connected"))
        if connected is None:
            raise Unreadable("neither connected nor not")
        if connected == (camera not in self._away):
            return ()
        (self._away.discard if connected else self._away.add)(camera)
        state: State = "cleared" if connected else "active"
        how = "connected" if connected else "not connected"
        return (
            Sighting(
                "onvif", "available", id_of("available", uuid4().bytes),
                state=state, subject=f"{camera}/available", origin=camera,
                text=f"{camera}: the camera is {how} to the broker",
            ),
        )  # fmt: skip
