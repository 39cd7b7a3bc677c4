"""Events that cameras offer at ONVIF pull points, as sightings. One event loop.

Who pulls is handed in (`console.ports.camera_events`); here a camera's notice becomes a report by
the same rules as over MQTT. What is pulled is gone from the camera, so a report that could not be
kept is told again until it is. A camera out of reach for a while is a fault of its own.
"""

import asyncio
import json
import threading
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from backends.adapters.conditions import Conditions
from backends.adapters.feed import Feed, Settled
from backends.adapters.frame import Surroundings, until
from backends.adapters.profile_m import notification_of, sightings_of
from backends.adapters.settings import Configuration, secret_of
from backends.adapters.sighting import Sighting, State, id_of
from backends.adapters.tables import Table
from console.ports.camera_events import CameraEvents, CameraNotice, SeenObject
from console.ports.keys import Login

AWAY_S = 30.0
AGAIN_S = 5.0
MOST_AGAIN = 2_000
# Up to here a camera's time is taken as it is: its clock is told in whole seconds.
TRUSTED_S = 2.0
# Axis tells each scenario or profile under its own topic, and once more under one for any of them.
AXIS, SUMMED_UP = "tnsaxis:", ("ScenarioANY", "ProfileANY")


@dataclass(frozen=True, slots=True)
class PulledCamera:
    """One camera to listen to: `name` as in the mapping, the address of its device service."""

    name: str
    address: str
    login: Login | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class OnvifSettings:
    """The cameras of the `[onvif]` section; `away_s` until a missing one is reported."""

    cameras: Sequence[PulledCamera]
    away_s: float = AWAY_S


EventsOf = Callable[[PulledCamera], CameraEvents]
ImportedIn = Callable[[Path], Sequence[PulledCamera]]


def prepare_onvif(configuration: Configuration, imported_in: ImportedIn) -> OnvifSettings:
    """Everything that can be wrong in the file, at once. Raises EnvironmentFault.

    `imported_in` gives the ONVIF cameras of a data folder, for files that name one.
    """
    row = configuration.table.table("onvif")
    common = _login(row, configuration)
    cameras = [_camera(each, configuration, common) for each in row.rows("camera")]
    if folder := row.text("imported"):
        known = {each.name for each in cameras}
        listed = imported_in(configuration.path.parent / folder)
        cameras += [each for each in listed if each.name not in known]
    names = [each.name for each in cameras]
    for name in sorted({each for each in names if names.count(each) > 1}):
        row.complain("camera", f"{name!r} is named twice")
    if not cameras:
        row.complain("camera", "none is named: [[onvif.camera]], or imported = a data folder")
    away_s = row.real("away_s", AWAY_S, 1, 3_600)
    row.leftovers()
    configuration.finish()
    return OnvifSettings(tuple(cameras), away_s)


def _camera(row: Table, configuration: Configuration, common: Login | None) -> PulledCamera:
    name, address = row.text("name", needed=True), row.text("address", needed=True)
    if address and not address.startswith(("http://", "https://")):
        row.complain("address", "an address such as http://10.0.0.1/onvif/device_service")
    login = _login(row, configuration) or common
    row.leftovers()
    return PulledCamera(name, address, login)


def _login(row: Table, configuration: Configuration) -> Login | None:
    user = row.text("user")
    password = secret_of(row, "password", configuration, needed=bool(user))
    return Login(user, password) if user else None


def run_onvif(settings: OnvifSettings, surroundings: Surroundings, events_of: EventsOf) -> None:
    """Listen to every camera until told to stop."""
    asyncio.run(_listen(settings, surroundings, events_of))


async def _listen(settings: OnvifSettings, surroundings: Surroundings, events_of: EventsOf) -> None:
    conditions = Conditions(surroundings.folder / "conditions.json")
    conditions.keep_together()
    surroundings.feed.around_batches(before=conditions.keep)
    desk = NoticeDesk(surroundings.feed, settings.away_s, conditions)
    names = [camera.name for camera in settings.cameras]
    tasks = [
        asyncio.create_task(
            events_of(camera).run(
                partial(desk.notice, camera.name), partial(desk.stands, camera.name)
            )
        )
        for camera in settings.cameras
    ]
    surroundings.announce({"ready": True, "adapter": "onvif", "cameras": names})
    try:
        await until(surroundings.stop, partial(_turn, desk, tasks))
    finally:
        for task in tasks:
            task.cancel()
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 5)
        conditions.keep()
        surroundings.end(desk.counts)


def _turn(desk: "NoticeDesk", tasks: Sequence["asyncio.Task[None]"]) -> None:
    """Tell again what was not kept; a task that broke ends the adapter with its fault."""
    for task in tasks:
        if task.done():
            task.result()
    desk.turn()


@dataclass(slots=True)
class _Standing:
    """Since when a camera is away, and whether that was reported."""

    away_since: float | None = None
    reason: str = ""
    told: bool = False


class NoticeDesk:
    """Turns notices into reports; `turn` is called a few times a second, on the loop."""

    def __init__(
        self, feed: Feed, away_s: float = AWAY_S, conditions: Conditions | None = None
    ) -> None:
        self._feed = feed
        self._away_s = away_s
        self._conditions = conditions or Conditions()
        self._standing: dict[str, _Standing] = {}
        self._lock = threading.Lock()
        self._again: deque[Sighting] = deque(maxlen=MOST_AGAIN)
        self._again_at = 0.0
        self.counts: Counter[str] = Counter()

    def notice(self, camera: str, notice: CameraNotice) -> None:
        """Report a notice, unless it is no news."""
        self.counts["notices"] += 1
        if AXIS in notice.topic and notice.topic.rstrip("/.").endswith(SUMMED_UP):
            return
        content = content_of(notice)
        name = _name_of(camera, notice, content)
        notification = notification_of(notice.topic, content)
        book, known = self._feed.book, self._conditions
        for found in sightings_of(camera, notification, name, book, known):
            self._tell(in_our_time(found, notice))

    def stands(self, camera: str, reason: str) -> None:
        """Hear that a camera is there (""), or why it is not."""
        standing = self._standing.setdefault(camera, _Standing())
        if reason:
            self.counts["refused_or_away"] += 1
            standing.reason = reason
            standing.away_since = standing.away_since or monotonic()
            return
        standing.away_since = None
        if standing.told:
            standing.told = False
            self._tell(_availability(camera, "cleared", "the camera is there again"))

    def turn(self) -> None:
        """Report cameras that stay away, and tell again what was not kept."""
        for camera, standing in self._standing.items():
            away = standing.away_since
            if away is not None and not standing.told and monotonic() - away >= self._away_s:
                standing.told = True
                self._tell(_availability(camera, "active", standing.reason))
        if monotonic() >= self._again_at:
            self._again_at = monotonic() + AGAIN_S
            with self._lock:
                waiting = list(self._again)
                self._again.clear()
            self.counts["told_again"] += len(waiting)
            for sighting in waiting:
                self._tell(sighting)

    def _tell(self, sighting: Sighting) -> None:
        def settled(how: Settled) -> None:
            if not how.final:
                with self._lock:
                    self._again.append(sighting)

        self._feed.tell(sighting, settled)


def content_of(notice: CameraNotice) -> dict[str, Any]:
    """A notice in the members that Profile M writes in JSON."""
    return {
        "UtcTime": notice.time.isoformat() if notice.time else None,
        "PropertyOperation": notice.operation,
        "Source": dict(notice.source),
        "Key": dict(notice.key),
        "Data": dict(notice.data),
        "Frame": {"Object": [_object(each) for each in notice.objects]},
    }


def _object(seen: SeenObject) -> dict[str, Any]:
    look: dict[str, Any] = {"Class": {"Type": {"Value": seen.kind, "Likelihood": seen.score}}}
    if seen.box is not None:
        corners = dict(zip(("left", "top", "right", "bottom"), seen.box, strict=True))
        look["Shape"] = {"BoundingBox": corners}
    return {"Appearance": look}


def in_our_time(sighting: Sighting, notice: CameraNotice) -> Sighting:
    """The sighting in this machine's time where the camera's clock is wrong, and by how much."""
    offset = notice.clock_offset_s
    if sighting.time is None or offset is None or abs(offset) <= TRUSTED_S:
        return sighting
    noted: Mapping[str, Any] = {
        **sighting.foreign,
        "camera_time": sighting.time.isoformat(),
        "clock_offset_s": round(offset, 1),
    }
    return replace(sighting, time=sighting.time - timedelta(seconds=offset), foreign=noted)


def _name_of(camera: str, notice: CameraNotice, content: Mapping[str, Any]) -> str:
    """The same for the same notice; one without a time is news each time."""
    unique = "" if notice.time else uuid4().hex
    return id_of("onvif", camera, notice.topic, json.dumps(content, sort_keys=True), unique)


def _availability(camera: str, state: State, reason: str) -> Sighting:
    return Sighting(
        "onvif", "available", id_of("available", uuid4().bytes),
        state=state, subject=f"{camera}/available", origin=camera, text=f"{camera}: {reason}",
    )  # fmt: skip
