"""Pull points of a simulated ONVIF camera: subscribe, pull, renew, unsubscribe. On the loop."""

import asyncio
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from backends.simulated.onvif_camera.camera import CameraEvent, OnvifCamera, Subscription
from backends.simulated.onvif_camera.device import Answer
from backends.simulated.onvif_camera.ptz import seconds_of
from backends.simulated.onvif_camera.soap import Call, SoapRefused, leaf, parse_element, tag

DEFAULT_LIFE_S = 60.0
MAX_PULL_S = 20.0
_LOOK_EVERY_S = 0.02
_DIALECT = "http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet"


def event_of(order: Mapping[str, object], camera: OnvifCamera) -> CameraEvent:
    """The event that an order of the control port describes. Raises ValueError when it is none."""
    topic = order.get("topic")
    if not isinstance(topic, str) or not topic:
        raise ValueError("the topic is missing")
    parts = {name: _items(order, name) for name in ("source", "items", "key")}
    element = str(order.get("element", ""))
    if element and parse_element(element) is None:
        raise ValueError("the element is no XML")
    operation = str(order.get("operation", "Changed"))
    return CameraEvent(topic, camera.now(), operation, **parts, element=element)


def _items(order: Mapping[str, object], name: str) -> Mapping[str, str]:
    given = order.get(name, {})
    if not isinstance(given, dict):
        raise ValueError(f"{name} is no object")
    return {
        str(key): one if isinstance(one, str) else json.dumps(one) for key, one in given.items()
    }


def event_properties(_camera: OnvifCamera, _call: Call, _base: str) -> str:
    """GetEventProperties."""
    leaf_topic = {"wstop:topic": "true"}
    rules = tag("CellMotionDetector", tag("Motion", **leaf_topic))
    rules += tag("LineDetector", tag("Crossed", **leaf_topic))
    rules += tag("FieldDetector", tag("ObjectsInside", **leaf_topic))
    inside = leaf(
        "tev:TopicNamespaceLocation", "http://www.onvif.org/onvif/ver10/topics/topicns.xml"
    )
    inside += leaf("wsnt:FixedTopicSet", True)
    inside += tag("wstop:TopicSet", tag("tns1:RuleEngine", rules))
    inside += leaf("wsnt:TopicExpressionDialect", _DIALECT)
    inside += leaf(
        "tev:MessageContentFilterDialect",
        "http://www.onvif.org/ver10/tev/messageContentFilter/ItemFilter",
    )
    inside += leaf(
        "tev:MessageContentSchemaLocation", "http://www.onvif.org/onvif/ver10/schema/onvif.xsd"
    )
    return tag("tev:GetEventPropertiesResponse", inside)


def subscribe(camera: OnvifCamera, call: Call, base: str) -> str:
    """CreatePullPointSubscription."""
    seconds = _life(camera, call.text("tev:InitialTerminationTime"))
    name = camera.subscribe(seconds)
    if name is None:
        raise SoapRefused("ter:MaxSubscriptions", "no more pull points", receiver=True)
    address = leaf("wsa:Address", f"{base}/subscription/{name}")
    inside = tag("tev:SubscriptionReference", address) + _span(camera, seconds, "wsnt")
    return tag("tev:CreatePullPointSubscriptionResponse", inside)


def _life(camera: OnvifCamera, wanted: str) -> float:
    if not wanted:
        return DEFAULT_LIFE_S
    seconds = seconds_of(wanted)
    if seconds is None:
        try:
            seconds = (datetime.fromisoformat(wanted) - camera.now()).total_seconds()
        except (ValueError, TypeError):
            raise SoapRefused("wsnt:UnacceptableInitialTerminationTimeFault", wanted) from None
    return max(1.0, min(seconds, 3600.0))


def _span(camera: OnvifCamera, seconds: float, prefix: str) -> str:
    now = camera.now().astimezone(UTC)
    lapses = now + timedelta(seconds=seconds)
    return leaf(f"{prefix}:CurrentTime", _stamp(now)) + leaf(
        f"{prefix}:TerminationTime", _stamp(lapses)
    )


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


async def pull(camera: OnvifCamera, name: str, call: Call) -> str:
    """PullMessages: waits for the first event, at most the Timeout asked for (20 s)."""
    limit = call.text("tev:MessageLimit")
    count = int(limit) if limit.isascii() and limit.isdecimal() else 1
    end = time.monotonic() + min(seconds_of(call.text("tev:Timeout")) or 0.0, MAX_PULL_S)
    while not _known(camera, name).waiting and time.monotonic() < end:
        await asyncio.sleep(_LOOK_EVERY_S)
    one = _known(camera, name)
    taken = [one.waiting.popleft() for _ in range(min(count, len(one.waiting)))]
    inside = _span(camera, one.lapses_at - time.monotonic(), "tev")
    return tag("tev:PullMessagesResponse", inside + "".join(_notification(each) for each in taken))


def renew(camera: OnvifCamera, name: str, call: Call) -> str:
    """Renew."""
    one = _known(camera, name)
    seconds = _life(camera, call.text("wsnt:TerminationTime"))
    one.lapses_at = time.monotonic() + seconds
    now = camera.now().astimezone(UTC)
    inside = leaf("wsnt:TerminationTime", _stamp(now + timedelta(seconds=seconds)))
    return tag("wsnt:RenewResponse", inside + leaf("wsnt:CurrentTime", _stamp(now)))


def unsubscribe(camera: OnvifCamera, name: str, _call: Call) -> str:
    """Unsubscribe."""
    _known(camera, name)
    del camera.subscriptions[name]
    return tag("wsnt:UnsubscribeResponse")


def synchronize(camera: OnvifCamera, name: str, _call: Call) -> str:
    """SetSynchronizationPoint: a camera would tell its properties anew; ours has none standing."""
    _known(camera, name)
    return tag("tev:SetSynchronizationPointResponse")


def _known(camera: OnvifCamera, name: str) -> Subscription:
    one = camera.subscription(name)
    if one is None:
        raise SoapRefused("wsnt:ResourceUnknownFault", f"there is no pull point {name!r}")
    return one


def _notification(event: CameraEvent) -> str:
    message = _items_of("tt:Source", event.source) + _items_of("tt:Key", event.key)
    message += _items_of("tt:Data", event.items, event.element)
    times = {"UtcTime": _stamp(event.at), "PropertyOperation": event.operation}
    topic = tag("wsnt:Topic", escape(event.topic), Dialect=_DIALECT)
    inside = topic + tag("wsnt:Message", tag("tt:Message", message, **times))
    return tag("wsnt:NotificationMessage", inside)


def _items_of(name: str, items: Mapping[str, str], element: str = "") -> str:
    if not items and not element:
        return ""
    inside = "".join(tag("tt:SimpleItem", Name=key, Value=value) for key, value in items.items())
    if element:
        inside += tag("tt:ElementItem", element, Name="Object")
    return tag(name, inside)


EVENT_ANSWERS: Mapping[tuple[str, str], Answer] = {
    ("tev", "GetEventProperties"): event_properties,
    ("tev", "CreatePullPointSubscription"): subscribe,
}
