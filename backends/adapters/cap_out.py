"""Alerts as CAP 1.2 messages (OASIS, also ITU-T X.1303) for other bodies (R-IF-07). Pure.

One alert is a chain: Alert, then Update as it changes, then Cancel when it closes; each later one
refers to all before it. A drill leaves as Exercise and never as Actual (R-ARC-07). Words of a
device or a citizen stay out of what is Public.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from backends.adapters.loose import Unreadable
from console.domain.alerts.alert import Alert, AlertClass
from console.domain.alerts.alert_types import AlertType
from console.domain.alerts.handling import Verdict

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
SCOPES = ("Public", "Restricted", "Private")
_SEVERITY = ("Extreme", "Severe", "Moderate", "Minor")
_LANGUAGES = (("ko", "ko-KR"), ("en", "en-US"))
_CATEGORIES = (
    ("fire", "Fire"),
    ("arson", "Fire"),
    ("fall", "Health"),
    ("missing_person", "Rescue"),
    ("vehicle", "Transport"),
    ("crowd", "Safety"),
    ("hazard", "Safety"),
)
_CATEGORY_OF_CLASS = {
    AlertClass.TECHNICAL: "Infra",
    AlertClass.UNCLASSIFIED: "Other",
}
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# More than CAP forbids: what some reader takes for a space or for nothing is no part of a name.
_NAME = re.compile(r"[^\w.:@/+-]+")
_MOST_NAME = 128
LEAST_RADIUS_KM, MOST_RADIUS_KM = 0.01, 20_040.0


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that left before: what later ones refer to."""

    sender: str
    identifier: str
    sent: str

    @property
    def triplet(self) -> str:
        """As CAP writes a reference."""
        return f"{self.sender},{self.identifier},{self.sent}"


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends, to whom. `addresses` are needed when private, `restriction` when restricted."""

    sender: str
    sender_name: str = ""
    scope: str = "Restricted"
    restriction: str = "For the addressed agencies only"
    addresses: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class CapMessage:
    """One message: its bytes, and what later ones refer to it by."""

    sent: Sent
    status: str
    kind: str
    xml: bytes


def cap_message(
    alert: Alert, kind: AlertType, envelope: Envelope, at: datetime, before: Sequence[Sent] = ()
) -> CapMessage:
    """The next message about an alert. Raises ValueError for an envelope CAP does not know."""
    envelope = _cleaned(envelope)
    _check(envelope)
    sender = _NAME.sub("-", envelope.sender)[:_MOST_NAME]
    me = Sent(sender, f"{sender}-{alert.number}-{len(before) + 1}", _time(at))
    status = "Exercise" if alert.drill else "Actual"
    msg_type = _msg_type(alert, before)
    root = Element("alert", {"xmlns": NAMESPACE})
    head = [
        ("identifier", me.identifier), ("sender", me.sender), ("sent", me.sent),
        ("status", status), ("msgType", msg_type), ("scope", envelope.scope),
    ]  # fmt: skip
    if envelope.scope == "Restricted":
        head.append(("restriction", envelope.restriction))
    if envelope.addresses:
        head.append(("addresses", " ".join(f'"{each}"' for each in envelope.addresses)))
    if alert.drill:
        head.append(("note", "훈련 / Exercise"))
    if before:
        head.append(("references", " ".join(each.triplet for each in before)))
    if alert.incident is not None:
        head.append(("incidents", f"{sender}-incident-{alert.incident}"))
    _put(root, head)
    for language, tag in _LANGUAGES:
        _info(root, alert, kind, envelope, (language, tag))
    indent(root)
    return CapMessage(me, status, msg_type, tostring(root, "utf-8", xml_declaration=True))


def sent_of(xml: bytes) -> Sent:
    """By what later messages refer to this one. Raises Unreadable."""
    try:
        root = fromstring(xml, forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable("document types and entities are not taken") from None
    except (ParseError, ValueError, LookupError) as fault:
        raise Unreadable(f"not XML: {fault}") from None
    names = ("sender", "identifier", "sent")
    said = [root.findtext(f"{{{NAMESPACE}}}{name}") or "" for name in names]
    if not all(said):
        raise Unreadable("not a CAP 1.2 message")
    return Sent(*said)


def _cleaned(envelope: Envelope) -> Envelope:
    """Without characters that no XML may hold: what is left has to do for the checks."""
    return Envelope(
        _clean(envelope.sender),
        _clean(envelope.sender_name),
        envelope.scope,
        _clean(envelope.restriction),
        tuple(_clean(each) for each in envelope.addresses),
        _clean(envelope.contact),
    )


def _check(envelope: Envelope) -> None:
    if envelope.scope not in SCOPES:
        raise ValueError(f"the scope is one of {', '.join(SCOPES)}")
    if not _NAME.sub("", envelope.sender):
        raise ValueError("the sender is missing")
    if envelope.scope == "Private" and not envelope.addresses:
        raise ValueError("a private message needs addresses")
    if envelope.scope == "Restricted" and not envelope.restriction.strip():
        raise ValueError("a restricted message needs its restriction")
    if any('"' in each or not each for each in envelope.addresses):
        raise ValueError("an address is a text without quotation marks")


def _msg_type(alert: Alert, before: Sequence[Sent]) -> str:
    if not alert.is_open and before:
        return "Cancel"
    return "Update" if before else "Alert"


def _info(
    root: Element, alert: Alert, kind: AlertType, envelope: Envelope, words: tuple[str, str]
) -> None:
    language, tag = words
    info = SubElement(root, "info")
    _put(
        info,
        [
            ("language", tag),
            ("category", _category(alert)),
            ("event", kind.label(language)),
            ("urgency", _urgency(alert)),
            ("severity", _SEVERITY[min(max(alert.priority, 1), 4) - 1]),
            ("certainty", _certainty(alert)),
        ],
    )
    _pair(info, "eventCode", "sunra.type", alert.type)
    _put(
        info,
        [
            ("onset", _time(alert.occurred)),
            ("senderName", envelope.sender_name),
            ("headline", f"{kind.label(language)} #{alert.number}"),
            ("description", _description(alert, kind, envelope, language)),
            ("instruction", kind.response(language)),
            ("contact", envelope.contact),
        ],
    )
    for name, value in _parameters(alert):
        _pair(info, "parameter", name, value)
    _area(info, alert, language)


def _description(alert: Alert, kind: AlertType, envelope: Envelope, language: str) -> str:
    told = kind.cause.text(language)
    if envelope.scope == "Public" or not alert.text:
        return told
    return f"{told} {alert.text}"


def _parameters(alert: Alert) -> list[tuple[str, str]]:
    found = [("sunra.alert", str(alert.number)), ("sunra.priority", str(alert.priority))]
    found += [("camera", each) for each in alert.cameras[:1]]
    if alert.disposition is not None:
        found.append(("sunra.disposition", alert.disposition.value))
    return found


def _area(info: Element, alert: Alert, language: str) -> None:
    area = SubElement(info, "area")
    unknown = "위치 미상" if language == "ko" else "Place not known"
    if alert.place is None:
        _put(area, [("areaDesc", unknown)])
        return
    place = alert.place
    accuracy = place.accuracy_m
    known_m = accuracy if accuracy is not None and accuracy > 0 else 0.0
    radius = min(max(known_m / 1_000, LEAST_RADIUS_KM), MOST_RADIUS_KM)
    _put(
        area,
        [
            ("areaDesc", f"{place.lat:.6f}, {place.lon:.6f}"),
            ("circle", f"{place.lat:.6f},{place.lon:.6f} {radius:.3f}"),
        ],
    )


def _category(alert: Alert) -> str:
    for word, category in _CATEGORIES:
        if word in alert.type:
            return category
    return _CATEGORY_OF_CLASS.get(alert.alert_class, "Security")


def _urgency(alert: Alert) -> str:
    if not alert.is_open:
        return "Past"
    return {1: "Immediate", 2: "Immediate", 3: "Expected"}.get(alert.priority, "Future")


def _certainty(alert: Alert) -> str:
    verified = alert.handling.verified
    if verified is None:
        return "Unknown" if alert.alert_class is AlertClass.UNCLASSIFIED else "Possible"
    return "Observed" if verified.verdict is Verdict.VERIFIED else "Unlikely"


def _pair(parent: Element, tag: str, name: str, value: str) -> None:
    if _clean(value):
        _put(SubElement(parent, tag), [("valueName", name), ("value", value)])


def _put(parent: Element, members: Sequence[tuple[str, str]]) -> None:
    for name, value in members:
        if cleaned := _clean(value):
            SubElement(parent, name).text = cleaned


def _clean(text: str) -> str:
    return _UNSAFE.sub("", text).strip()


def _time(at: datetime) -> str:
    """As CAP wants it: whole seconds, an offset, never "Z"."""
    return at.astimezone(UTC).isoformat(timespec="seconds")
