"""Many MQTT messages at once, and what a mosquitto says it dropped of them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from tests.unit.test_adapter_frigate import EVENT

DROPPED = "$SYS/broker/publish/messages/dropped"
Message = tuple[str, bytes]


def object_message(number: int) -> Message:
    """Frigate's word of a new tracked object, another one for each number."""
    after = {**EVENT, "id": f"{1_718_987_000 + number}.5-{number:06d}"}
    body = {"type": "new", "before": after, "after": after}
    return "frigate/events", json.dumps(body).encode()


def flood(port: int, messages: Iterable[Message]) -> None:
    """Publish all with QoS 1 as fast as the broker takes them; returns when it has them."""
    client = paho.Client(CallbackAPIVersion.VERSION2)
    client.max_inflight_messages_set(1_000)
    client.connect("127.0.0.1", port)
    client.loop_start()
    sent = [client.publish(topic, body, 1) for topic, body in messages]
    for each in sent:
        each.wait_for_publish(60)
    client.disconnect()
    client.loop_stop()


def dropped_by(port: int) -> int:
    """How many messages this broker says it dropped since it started."""
    told, found = threading.Event(), [0]

    def hear(_client: paho.Client, _user: object, message: paho.MQTTMessage) -> None:
        found[0] = int(message.payload)
        told.set()

    client = paho.Client(CallbackAPIVersion.VERSION2)
    client.on_message = hear
    client.connect("127.0.0.1", port)
    client.loop_start()
    client.subscribe(DROPPED, 0)
    told.wait(15)
    client.disconnect()
    client.loop_stop()
    return found[0]
