"""The `[mqtt]` section: the broker, the login, and who speaks there. Main thread, at start."""

import platform
from dataclasses import dataclass, field

from backends.adapters.settings import Configuration, secret_of
from backends.adapters.tables import Table
from console.ports.keys import Login

# Cameras prefix their topics with one name or with several, such as site, floor and camera.
ONVIF_FILTERS = ("+/onvif-ej/#", "+/+/onvif-ej/#", "+/+/+/onvif-ej/#")
# As Axis cameras prefix their event messages unless told otherwise: axis/SERIAL.
AXIS_FILTERS = ("axis/+/event/#",)


@dataclass(frozen=True, slots=True)
class Broker:
    """How to reach the broker. `session_expiry_s` is how long it keeps what we miss (MQTT 5)."""

    host: str
    port: int
    client_id: str
    version: int = 5
    tls: bool = False
    ca: str = ""
    certificate: str = ""
    key: str = ""
    session_expiry_s: int = 7 * 86_400
    login: Login | None = None


@dataclass(frozen=True, slots=True)
class MqttSettings:
    """The broker, Frigate's topic prefixes and the topic filters of ONVIF and Axis cameras."""

    broker: Broker
    frigates: tuple[str, ...] = field(default=())
    onvif_filters: tuple[str, ...] = field(default=())
    axis_filters: tuple[str, ...] = field(default=())


def read_mqtt(configuration: Configuration) -> MqttSettings:
    """Read the section. Problems are collected; `Configuration.finish` raises them."""
    row = configuration.table.table("mqtt")
    broker = _broker(row, configuration)
    frigates = row.texts("frigate") if "frigate" in row else ("frigate",)
    filters = row.texts("onvif") if "onvif" in row else ONVIF_FILTERS
    axis = row.texts("axis") if "axis" in row else AXIS_FILTERS
    for each in axis:
        if "/event/" not in each:
            row.complain("axis", f'{each!r} is a topic filter such as "axis/+/event/#"')
    for prefix in frigates:
        if any(mark in prefix for mark in "+#"):
            row.complain("frigate", f"{prefix!r} is a topic prefix, without wildcards")
    for each in filters:
        if "onvif-ej" not in each:
            row.complain("onvif", f'{each!r} is a topic filter such as "+/onvif-ej/#"')
    if not frigates and not filters and not axis:
        row.complain("frigate", "neither frigate, onvif nor axis names anybody to listen to")
    row.leftovers()
    return MqttSettings(broker, tuple(each.strip("/") for each in frigates), filters, axis)


def _broker(row: Table, configuration: Configuration) -> Broker:
    tls = row.flag("tls")
    user = row.text("user")
    password = secret_of(row, "password", configuration, needed=bool(user))
    base = configuration.path.parent
    files = [row.text(name) for name in ("ca", "certificate", "key")]
    ca, certificate, key = (str(base / each) if each else "" for each in files)
    if (ca or certificate) and not tls:
        row.complain("tls", "certificates are named, so tls = true is wanted")
    return Broker(
        host=row.host("host", "127.0.0.1"),
        port=row.whole("port", 8883 if tls else 1883, 1, 65_535),
        client_id=row.text("client_id", f"sunra-{platform.node() or 'adapter'}"),
        version=row.whole("version", 5, 3, 5),
        tls=tls,
        ca=ca,
        certificate=certificate,
        key=key,
        session_expiry_s=row.whole("session_expiry_s", 7 * 86_400, 0, 0xFFFFFFFE),
        login=Login(user, password) if user else None,
    )
