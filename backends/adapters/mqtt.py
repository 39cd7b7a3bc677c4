"""The MQTT adapter: Frigate and ONVIF Profile M cameras at one broker.

Threads: paho's network thread reads messages and hands them on; `tick` runs in the caller's. QoS 1
with manual acknowledgement and a persistent session (R-IF-06): a message is acknowledged when the
engine has it or, with the engine away for 5 s or more than ten messages waiting for it, when it is
in the adapter's own durable spool: brokers queue little for a client that does not acknowledge. It
decides nothing: rules do.
"""

import logging
import sys
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol
from uuid import uuid4

import paho.mqtt.client as paho
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from backends.adapters.feed import Feed, Settled
from backends.adapters.loose import Unreadable, words
from backends.adapters.mqtt_check import open_client, refusal_words
from backends.adapters.mqtt_settings import Broker
from backends.adapters.reach import in_words
from backends.adapters.sighting import Sighting, State, id_of
from console.ports.edge_reporter import EdgeReport

_log = logging.getLogger("adapter.mqtt")
KEEPALIVE_S = 20
SPOOL_ANSWERS_AFTER_S = 5.0
SPOOL_ANSWERS_BEYOND = 10
"""Half of the narrowest window that brokers have: 20 messages for MQTT 3.1.1."""
ROOM_WITHIN_S = 5.0
BROKER_MISSED_AFTER_S = 10.0
COMPLAIN_EVERY_S = 600.0
MOST_TOPICS = 4_096
RECEIVE_MAXIMUM = 4_096
"""On its way to us a message is in no queue that a broker cuts (MQTT 5)."""
MOST_AGAIN = 1_000
TRY_AGAIN_S = 2.0


Announce = Callable[[Mapping[str, object]], None]


class Reader(Protocol):
    """Reads the messages of one kind of sender."""

    def topics(self) -> tuple[str, ...]:
        """What to subscribe to."""
        ...

    def read(self, topic: str, payload: bytes) -> tuple[Sighting, ...]:
        """The news in a message. Raises Unreadable."""
        ...

    def forget(self, sighting: Sighting) -> None:
        """A sighting did not arrive: its message will come again."""
        ...


class _Delivery:
    """One message of QoS 1: acknowledged once, when all its sightings are settled or spooled."""

    def __init__(
        self, adapter: "MqttAdapter", message: paho.MQTTMessage, names: Iterable[str]
    ) -> None:
        """`names` are the ids of its sightings."""
        self._adapter = adapter
        self._mid, self._qos = message.mid, message.qos
        self._open = set(names)
        self._kept = True
        self._lock = threading.Lock()
        self.since = time.monotonic()

    @property
    def names(self) -> tuple[str, ...]:
        """The sightings that are not settled."""
        with self._lock:
            return tuple(self._open)

    def settle(self, name: str, settled: Settled) -> None:
        """One part ended. What was not kept leaves the message with the broker."""
        with self._lock:
            self._open.discard(name)
            self._kept = self._kept and settled.final
            done = not self._open
        if done:
            self._adapter.end(self, acknowledge=self._kept)

    def acknowledge(self, client: paho.Client) -> None:
        """Tell the broker."""
        if self._qos:
            client.ack(self._mid, self._qos)


class MqttAdapter:
    """Connects, reads, reports. `start`, then `tick` about every 0.2 s, then `close`."""

    def __init__(
        self, broker: Broker, readers: Sequence[Reader], feed: Feed, announce: Announce
    ) -> None:
        """Raises EnvironmentFault when the certificates cannot be used."""
        self._broker = broker
        self._readers = readers
        self._feed = feed
        self._announce = announce
        self._lock = threading.Lock()
        self._open: OrderedDict[int, _Delivery] = OrderedDict()
        self._by_topic: dict[str, Sequence[Reader]] = {}
        self._complained: dict[str, float] = {}
        self._again: list[_Part] = []
        self._again_at = 0.0
        self._lost_since: float | None = time.monotonic()
        self._told_lost = False
        self._trouble = ""
        self.counts: Counter[str] = Counter()
        self._client = self._made()
        feed.around_batches(after=self.relieve)

    def start(self) -> None:
        """Begin to connect; goes on for ever in a thread of its own."""
        options: dict[str, Any] = {}
        if self._broker.version == 5:
            properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
            properties.SessionExpiryInterval = self._broker.session_expiry_s
            properties.ReceiveMaximum = RECEIVE_MAXIMUM
            options = {"clean_start": False, "properties": properties}
        self._client.connect_async(self._broker.host, self._broker.port, KEEPALIVE_S, **options)
        self._client.loop_start()

    def close(self) -> None:
        """Disconnect; unacknowledged messages stay with the broker. Bounded by about a second."""
        self._client.disconnect()
        self._client.loop_stop()

    def tick(self) -> None:
        """Acknowledge from the spool what the engine leaves waiting; tell a missing broker."""
        now = time.monotonic()
        with self._lock:
            late = [
                each for each in self._open.values() if now - each.since > SPOOL_ANSWERS_AFTER_S
            ]
        self._answer_from_spool(late)
        self._try_again(now)
        self._watch_broker(now)

    def relieve(self) -> None:
        """A batch is on disk: what crowds the broker's window is acknowledged from the spool."""
        with self._lock:
            crowd = list(self._open.values())[: max(0, len(self._open) - SPOOL_ANSWERS_BEYOND)]
        self._answer_from_spool(crowd)

    def _answer_from_spool(self, deliveries: Iterable[_Delivery]) -> None:
        for each in deliveries:
            if all(map(self._feed.has_on_disk, each.names)):
                self.counts["acknowledged_from_spool"] += 1
                self._feed.answered_from_disk(each.names)
                self.end(each, acknowledge=True)

    def end(self, delivery: _Delivery, *, acknowledge: bool) -> None:
        """A message is done with, once."""
        with self._lock:
            if self._open.pop(id(delivery), None) is None:
                return
        if acknowledge:
            delivery.acknowledge(self._client)

    def keep_for_later(self, part: "_Part") -> bool:
        """Hold what was not kept (a full disk): a broker sends it again only on reconnecting."""
        with self._lock:
            if len(self._again) >= MOST_AGAIN:
                return False
            self._again.append(part)
        self.counts["held"] += 1
        return True

    def _try_again(self, now: float) -> None:
        with self._lock:
            if not self._again or now < self._again_at:
                return
            self._again_at = now + TRY_AGAIN_S
            parts, self._again = self._again, []
        for part in parts:
            part.begin(self._feed)

    # --- connection ---------------------------------------------------------------------------

    def _made(self) -> paho.Client:
        client = open_client(self._broker, self._broker.client_id, keeps=True)
        client.reconnect_delay_set(1, 30)
        client.on_connect = self._on_connect
        client.on_connect_fail = self._on_connect_fail
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_subscribe = self._on_subscribe
        return client

    def _on_connect(
        self, client: paho.Client, _user: object, _flags: object, reason: ReasonCode, _more: object
    ) -> None:
        if reason.is_failure:
            self._note_trouble(refusal_words(reason))
            return
        topics = [topic for reader in self._readers for topic in reader.topics()]
        client.subscribe([(topic, 1) for topic in topics])
        with self._lock:
            self._lost_since, self._trouble = None, ""
        _log.info("connected to %s:%s", self._broker.host, self._broker.port)

    def _on_connect_fail(self, _client: paho.Client, _user: object) -> None:
        # paho calls this while it deals with the fault.
        fault = sys.exception() or TimeoutError()
        self._note_trouble(in_words(fault, tls=self._broker.tls))

    def _note_trouble(self, words: str) -> None:
        with self._lock:
            self._trouble = words
        where = f"{self._broker.host}:{self._broker.port}"
        self._complain(f"connect {words}", f"the MQTT broker {where} cannot be used: {words}")

    def _on_subscribe(
        self,
        _client: paho.Client,
        _user: object,
        _mid: int,
        reasons: list[ReasonCode],
        _more: object,
    ) -> None:
        refused = [str(each) for each in reasons if each.is_failure]
        if refused:
            self._complain("subscribe", f"the broker refuses a subscription: {refused[0]}")
        where = f"{self._broker.host}:{self._broker.port}"
        self._announce({"ready": not refused, "adapter": "mqtt", "broker": where})

    def _on_disconnect(self, _client: paho.Client, *_rest: object) -> None:
        with self._lock:
            self._lost_since = self._lost_since or time.monotonic()

    def _watch_broker(self, now: float) -> None:
        with self._lock:
            lost, trouble = self._lost_since, self._trouble
        missed = lost is not None and now - lost > BROKER_MISSED_AFTER_S
        if missed and not self._told_lost:
            self._tell_broker(
                "active", f"cannot be reached: {trouble}" if trouble else "cannot be reached"
            )
        elif lost is None and self._told_lost:
            self._tell_broker("cleared", "is back")

    def _tell_broker(self, state: State, how: str) -> None:
        self._told_lost = state == "active"
        where = f"{self._broker.host}:{self._broker.port}"
        report = EdgeReport(
            "device.fault", condition=state, subject=f"mqtt {where}",
            data={"text": f"The MQTT broker {where} {how}."}, id=id_of("broker", uuid4().bytes),
        )  # fmt: skip
        self._feed.send(report, _unheard)

    # --- messages -----------------------------------------------------------------------------

    def _on_message(self, client: paho.Client, _user: object, message: paho.MQTTMessage) -> None:
        self.counts["messages"] += 1
        # While the disk is behind, nothing more is read: the broker has more room than we.
        self._feed.wait_for_room(ROOM_WITHIN_S)
        name = id_of(message.topic, bytes(message.payload))
        joined = _Delivery(self, message, [name])
        self._hold(joined)
        if self._feed.join(name, partial(joined.settle, name)):
            return
        self._let_go(joined)
        found: list[tuple[Reader, Sighting]] = []
        for reader in self._readers_of(message.topic):
            found.extend((reader, each) for each in self._read(reader, message))
        delivery = _Delivery(self, message, [sighting.id for _, sighting in found])
        if not found:
            delivery.acknowledge(client)
            return
        self._hold(delivery)
        # The first one's id is what a repeat of the message is known by, so it goes last.
        for reader, sighting in reversed(found):
            _Part(self, delivery, reader, sighting).begin(self._feed)

    def _readers_of(self, topic: str) -> Sequence[Reader]:
        """Who reads a topic; found out once for each."""
        known = self._by_topic.get(topic)
        if known is None:
            known = [
                reader
                for reader in self._readers
                if any(paho.topic_matches_sub(each, topic) for each in reader.topics())
            ]
            if len(self._by_topic) >= MOST_TOPICS:
                self._by_topic.clear()
            self._by_topic[topic] = known
        return known

    def _hold(self, delivery: _Delivery) -> None:
        with self._lock:
            self._open[id(delivery)] = delivery

    def _let_go(self, delivery: _Delivery) -> None:
        with self._lock:
            self._open.pop(id(delivery), None)

    def _read(self, reader: Reader, message: paho.MQTTMessage) -> tuple[Sighting, ...]:
        try:
            return reader.read(message.topic, bytes(message.payload))
        except Unreadable as fault:
            self.counts["unreadable"] += 1
            return self._unreadable(message, str(fault))
        except Exception:  # noqa: BLE001 -- a reader's fault would end paho's thread for good
            self.counts["faults"] += 1
            found = self._unreadable(message, "this adapter cannot deal with it")
            if found:
                _log.exception("%s: a message of %d bytes", message.topic, len(message.payload))
            return found

    def _unreadable(self, message: paho.MQTTMessage, reason: str) -> tuple[Sighting, ...]:
        """What nobody can read is shown as unclassified; the same again not within ten minutes.

        At most 16 of one topic in that time, as a broken sender repeats itself in other words.
        """
        name = id_of("unreadable", message.topic, bytes(message.payload))
        if not self._complain(f"{message.topic}#{name[0]}", f"{message.topic}: {reason}"):
            return ()
        text = words(message.payload[:300].decode("utf-8", "replace"), 300)
        subject = words(message.topic, 128)
        text = f"{subject}: nobody here can read this message ({reason}): {text}"
        return (Sighting("mqtt", "unreadable", name, subject=subject, text=text),)

    def _complain(self, about: str, text: str) -> bool:
        now = time.monotonic()
        if now - self._complained.get(about, -COMPLAIN_EVERY_S) < COMPLAIN_EVERY_S:
            return False
        if len(self._complained) >= MOST_TOPICS:
            self._complained.clear()
        self._complained[about] = now
        _log.warning("%s", text)
        return True


class _Part:
    """One sighting of a message, until it is kept."""

    def __init__(
        self, adapter: MqttAdapter, delivery: _Delivery, reader: Reader, sighting: Sighting
    ) -> None:
        self._adapter = adapter
        self._delivery = delivery
        self._reader = reader
        self._sighting = sighting

    def begin(self, feed: Feed) -> None:
        """Report it."""
        feed.tell(self._sighting, self._settled)

    def _settled(self, settled: Settled) -> None:
        if not settled.final:
            if self._adapter.keep_for_later(self):
                return
            self._reader.forget(self._sighting)
        self._delivery.settle(self._sighting.id, settled)


def _unheard(_settled: Settled) -> None:
    """Nobody waits for this one."""
