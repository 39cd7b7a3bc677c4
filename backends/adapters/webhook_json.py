"""JSON posted to the webhook read into sightings: SEP1's words, CloudEvents, or a sender's own.

Each member is looked for under the names senders commonly use; `fields` of a source's configuration
names them exactly (dotted paths). Pure, total.
"""

from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Any

from backends.adapters.loose import (
    JsonObject,
    Unreadable,
    inner,
    instant,
    kept,
    listed,
    member,
    number,
    share,
    truth,
    words,
)
from backends.adapters.sighting import Sighting, State, id_of, subject_of
from console.domain.alerts.alert import Box
from console.domain.places.coordinates import coordinate
from console.domain.places.geo import Place

# Looked for in this order; "data." is where SEP1 and CloudEvents keep what happened.
PATHS: Mapping[str, tuple[str, ...]] = {
    "kind": ("type", "event_type", "eventType", "event", "alarm_type", "alarmType", "kind", "label",
             "labels.alertname", "data.type", "data.event_type", "data.label", "이벤트유형", "유형",
             "종류"),
    "time": ("time", "timestamp", "occurred", "occurred_at", "event_time", "eventTime", "ts",
             "datetime", "dateTime", "alarmTime", "startsAt", "created_at", "data.time",
             "data.timestamp", "발생시각", "발생일시", "시각"),
    "id": ("id", "event_id", "eventId", "uuid"),
    "camera": ("camera", "camera_id", "cameraId", "labels.camera", "channel", "data.camera",
               "data.camera_id", "camera.id", "카메라", "카메라번호"),
    "device": ("device", "device_id", "deviceId", "deviceName", "sensor", "sensor_id",
               "data.device", "data.device_id", "device.id", "source.id", "ipAddress", "장비",
               "장비번호"),
    "subject": ("subject", "data.subject"),
    "state": ("condition", "state", "status", "active", "eventState", "data.condition",
              "data.state", "data.active", "상태"),
    "lat": ("data.location.lat", "location.lat", "lat", "latitude", "data.lat", "data.latitude",
            "location.latitude", "position.lat", "gps.lat", "coordinates.lat", "위도"),
    "lon": ("data.location.lon", "location.lon", "lon", "lng", "longitude", "data.lon", "data.lng",
            "data.longitude", "location.lng", "location.longitude", "position.lon", "position.lng",
            "gps.lon", "gps.lng", "coordinates.lon", "coordinates.lng", "경도"),
    "accuracy_m": ("data.location.accuracy_m", "location.accuracy_m", "accuracy_m", "accuracy"),
    "geometry": ("geometry.coordinates", "data.geometry.coordinates", "location.coordinates"),
    "pair": ("location", "position", "gps", "coordinates", "latlng", "data.location", "위치"),
    "score": ("data.confidence", "confidence", "score", "probability", "data.score"),
    "zones": ("zones", "data.zones", "zone", "data.zone"),
    "severity": ("severity", "data.severity"),
    "text": ("data.text", "text", "message", "description", "data.message", "title",
             "eventDescription", "annotations.summary", "내용"),
    "drill": ("drill", "test", "is_test", "data.drill"),
    "boxes": ("data.boxes", "boxes"),
    "cameras": ("data.cameras", "cameras"),
}  # fmt: skip
FIELDS = tuple(PATHS)
# One of these makes an alert of what has no type: somebody says something of a place or a device.
TELLING = ("text", "camera", "device", "lat", "geometry")
# What senders put a whole event into.
ENVELOPES = ("alarm", "alert", "event", "payload", "body", "data")
# Korea (R-IF-08): a pair that lies there only the other way round is turned, and that is told.
LATITUDES, LONGITUDES = (33.0, 39.0), (124.0, 132.0)
BEGUN = frozenset(
    {
        "active", "start", "started", "begin", "new", "update", "open", "opened", "raised", "on",
        "firing", "triggered", "발생",
    }
)  # fmt: skip
ENDED = frozenset(
    {
        "cleared", "end", "ended", "stop", "stopped", "close", "closed", "off", "restored",
        "resolved", "normal", "inactive", "해제",
    }
)  # fmt: skip


def read_event(
    content: JsonObject,
    source: str,
    name: str,
    fields: Mapping[str, str],
    zone: tzinfo = UTC,
) -> Sighting:
    """The sighting of one JSON object. Raises Unreadable for what says nothing.

    A time that cannot be read is that of arrival, and a place that cannot be is left out and told:
    neither may cost an alert. `name` is the id the request gave, empty when it gave none; `source`
    is the token's name, `zone` the one of its times that name none.
    """
    content = unwrapped(content)
    plain = {name.casefold(): value for name, value in content.items()}
    within = [content, *(each for name in ENVELOPES if (each := inner(content, name)))]

    def at(what: str) -> Any:  # noqa: ANN401 -- JSON is anything
        paths = (fields[what],) if what in fields else PATHS[what]
        split = [path.split(".") for path in paths]
        found = [member(each, *path) for each in within for path in split]
        found += [member(plain, path[0].casefold(), *path[1:]) for path in split]
        return next((each for each in found if each is not None and each != {}), None)

    kind = words(at("kind"), 128)
    if not kind and not any(at(each) is not None for each in TELLING):
        raise Unreadable("no type: what happened")
    place, doubt = _place(at)
    named = name or words(at("id"), 256)
    camera = words(at("camera"), 128)
    cameras = listed(at("cameras")) or tuple(filter(None, (camera,)))
    origin = camera or words(at("device"), 128) or "".join(cameras[:1])
    state = _state(at("state"), named_condition=member(content, "condition"))
    subject = words(at("subject"), 128) or (origin if state != "point" else "")
    return Sighting(
        "webhook", kind or "unknown", id_of("webhook", source, named) if named else "",
        state=state,
        subject=subject_of(source, subject) if subject else None,
        time=instant(at("time"), zone),
        origin=origin,
        cameras=cameras,
        zones=listed(at("zones")) or tuple(filter(None, (words(at("zones"), 128),))),
        score=share(at("score")),
        severity=words(at("severity"), 16).lower(),
        place=place,
        boxes=tuple(_boxes(at("boxes"))),
        text=" · ".join(each for each in (words(at("text")), doubt) if each),
        drill=bool(truth(at("drill"))),
        foreign={"source": source, **kept(content)},
        content=_content(content),
    )  # fmt: skip


def unwrapped(content: JsonObject) -> JsonObject:
    """The event in a GeoJSON feature, or in a change as Frigate tells it."""
    if content.get("type") == "Feature":
        return {**inner(content, "properties"), "geometry": content.get("geometry")}
    after, change = inner(content, "after"), words(content.get("type"), 16)
    if after and change in ("new", "update", "end"):
        # Its id is that of what is seen, and the same in each change.
        seen = {"type": after.get("label"), "state": change, "subject": after.get("id")}
        return {**after, "time": after.get("start_time"), **seen, "id": None}
    return content


def _state(value: object, named_condition: object) -> State:
    """Whether it holds. `status` and the like count only when their words are known."""
    if named_condition == "point":
        return "point"
    word = words(value, 16).lower()
    if word in BEGUN or value is True:
        return "active"
    return "cleared" if word in ENDED or value is False else "point"


def _place(at: Any) -> tuple[Place | None, str]:  # noqa: ANN401 -- JSON is anything
    lat, lon, accuracy = number(at("lat")), number(at("lon")), number(at("accuracy_m"))
    pair = at("geometry")
    if lat is None and lon is None and isinstance(pair, list) and len(pair) >= 2:
        lon, lat = number(pair[0]), number(pair[1])  # GeoJSON: longitude first
    if lat is None and lon is None:
        return _paired(at("pair")), ""
    if lat is None or lon is None:
        return None, "location: only one of latitude and longitude"
    radius = accuracy if accuracy is not None and accuracy >= 0 else None
    if LATITUDES[0] <= lon <= LATITUDES[1] and LONGITUDES[0] <= lat <= LONGITUDES[1]:
        return Place(lon, lat, radius), "location: latitude and longitude were swapped"
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None, f"location: {lat:g}, {lon:g} is nowhere"
    return Place(lat, lon, radius), ""


def _paired(value: object) -> Place | None:
    """A place written as "37.55, 127.04", or as two numbers in the order that makes sense here."""
    if isinstance(value, list) and len(value) == 2:
        value = ", ".join(str(number(each)) for each in value)
    return coordinate(value[:100]) if isinstance(value, str) else None


def _boxes(value: object) -> list[Box]:
    found = []
    for each in value[:16] if isinstance(value, list) else ():
        sides = [share(member(each, name)) for name in ("x", "y", "w", "h")]
        if None not in sides:
            x, y, w, h = (side or 0.0 for side in sides)
            found.append(Box(x, y, min(w, 1 - x), min(h, 1 - y), words(member(each, "label"), 64)))
    return found


def _content(content: JsonObject) -> dict[str, Any]:
    """Members of SEP1's `data` that mean the same here."""
    named = {n: words(member(content, "data", n), 128) for n in ("unit", "case", "category")}
    found: dict[str, Any] = {name: text for name, text in named.items() if text}
    battery = number(member(content, "data", "battery_pct"))
    return found if battery is None else {**found, "battery_pct": battery}
