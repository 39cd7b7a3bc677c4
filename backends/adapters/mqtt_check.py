"""Whether a broker takes us: one connection under a name of its own. The caller waits, <= 20 s."""

import queue
import socket
import ssl
from collections.abc import Sequence

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode
from typing_extensions import override

from backends.adapters.mqtt_settings import Broker
from backends.adapters.reach import Finding, in_words
from console.domain.errors import EnvironmentFault

ANSWER_WITHIN_S = 5.0
SILENT = (
    "it takes the connection and says nothing of MQTT: does it want TLS, or is it another port?"
)
_REFUSED = {
    "bad user name or password": "it does not know this user with this password",
    "not authorized": "it refuses this user, or wants one: correct user and password_file",
    "unsupported protocol version": "it speaks another version of MQTT: version = 4",
    "client identifier not valid": "it refuses the client_id: choose another",
    "banned": "it has shut this client_id or address out",
    "server busy": "it is busy: try again",
    "server unavailable": "it is not ready: try again",
}


class ClosingSocket(ssl.SSLSocket):
    """Closes itself when the handshake fails: paho leaves it to the garbage collector."""

    @override
    def do_handshake(self, block: bool = False) -> None:
        try:
            super().do_handshake(block)
        except BaseException:  # a stop of the program too; raised again
            self.close()
            raise


def refusal_words(reason: object) -> str:
    """Why a broker refuses, in words."""
    return _REFUSED.get(str(reason).strip().lower(), f"it refuses: {reason}")


def tls_context(broker: Broker) -> ssl.SSLContext:
    """TLS as configured. Raises EnvironmentFault when certificates cannot be used."""
    where = broker.ca
    try:
        context = ssl.create_default_context(cafile=broker.ca or None)
        where = broker.certificate
        if broker.certificate:
            context.load_cert_chain(broker.certificate, broker.key or None)
        context.sslsocket_class = ClosingSocket
    except OSError as fault:
        raise EnvironmentFault(
            f"The broker's certificates cannot be used: {in_words(fault)}",
            where=where,
            remedy="name PEM files that exist under [mqtt]",
        ) from fault
    return context


def open_client(broker: Broker, client_id: str, *, keeps: bool) -> paho.Client:
    """A client for this broker, not connected yet; `keeps` when the broker keeps its session."""
    five = broker.version == 5
    client = paho.Client(
        CallbackAPIVersion.VERSION2,
        client_id=client_id,
        protocol=paho.MQTTv5 if five else paho.MQTTv311,
        clean_session=None if five else not keeps,
        manual_ack=True,
        reconnect_on_failure=keeps,
    )
    if broker.login is not None:
        client.username_pw_set(broker.login.user, broker.login.password)
    if broker.tls:
        client.tls_set_context(tls_context(broker))
    return client


def check_broker(broker: Broker, topics: Sequence[str]) -> Finding:
    """Connect, log in, subscribe, leave. Raises EnvironmentFault for our own certificates."""
    where = f"{broker.host}:{broker.port}"
    context = tls_context(broker) if broker.tls else None
    try:
        _touch(broker, context)
    except OSError as fault:
        return Finding("broker", where, in_words(fault, tls=broker.tls))
    return Finding("broker", where, _asked(broker, topics))


def _touch(broker: Broker, context: ssl.SSLContext | None) -> None:
    """First without MQTT, because its library does not close what fails."""
    with socket.create_connection((broker.host, broker.port), ANSWER_WITHIN_S) as line:
        if context is not None:
            context.wrap_socket(line, server_hostname=broker.host).close()


def _asked(broker: Broker, topics: Sequence[str]) -> str:
    client = open_client(broker, f"{broker.client_id}-check", keeps=False)
    said: queue.SimpleQueue[str] = queue.SimpleQueue()

    def connected(
        _client: paho.Client, _user: object, _flags: object, reason: ReasonCode, _more: object
    ) -> None:
        if reason.is_failure:
            said.put(refusal_words(reason))
        else:
            client.subscribe([(topic, 1) for topic in topics])

    def subscribed(
        _client: paho.Client, _user: object, _mid: int, reasons: list[ReasonCode], _more: object
    ) -> None:
        refused = [topic for topic, each in zip(topics, reasons, strict=False) if each.is_failure]
        said.put(f"it does not let us subscribe to {refused[0]}" if refused else "")

    def ended(_client: paho.Client, *_rest: object) -> None:
        said.put(SILENT)

    client.on_connect, client.on_subscribe = connected, subscribed
    client.on_connect_fail = client.on_disconnect = ended
    client.connect_timeout = ANSWER_WITHIN_S
    client.connect_async(broker.host, broker.port)
    client.loop_start()
    try:
        problem = said.get(timeout=2 * ANSWER_WITHIN_S)
    except queue.Empty:
        problem = SILENT
    client.disconnect()
    client.loop_stop()
    return problem
