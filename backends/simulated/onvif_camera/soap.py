"""SOAP 1.2 envelopes of a simulated ONVIF camera: reading, login, answers and faults. Pure bytes.

Foreign XML is read by defusedxml; what is not an envelope is told by None, never by a traceback.
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from backends.simulated.rtsp.messages import Login

SOAP = "http://www.w3.org/2003/05/soap-envelope"
NAMES: Mapping[str, str] = {
    "env": SOAP,
    "tds": "http://www.onvif.org/ver10/device/wsdl",
    "trt": "http://www.onvif.org/ver10/media/wsdl",
    "tptz": "http://www.onvif.org/ver20/ptz/wsdl",
    "tev": "http://www.onvif.org/ver10/events/wsdl",
    "tt": "http://www.onvif.org/ver10/schema",
    "wsnt": "http://docs.oasis-open.org/wsn/b-2",
    "wstop": "http://docs.oasis-open.org/wsn/t-1",
    "wsa": "http://www.w3.org/2005/08/addressing",
    "tns1": "http://www.onvif.org/ver10/topics",
    "ter": "http://www.onvif.org/ver10/error",
}
_SECURITY = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd}"
_UTILITY = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd}"
_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Call:
    """One operation that a client asks for: its service's namespace, its name, its element."""

    namespace: str
    name: str
    element: Element
    security: Element | None

    def text(self, path: str) -> str:
        """The text at a path such as `trt:ProfileToken`, empty when there is none."""
        return (self.element.findtext(path, "", dict(NAMES)) or "").strip()

    def find(self, path: str) -> Element | None:
        """The element at a path."""
        return self.element.find(path, dict(NAMES))


class SoapRefused(Exception):
    """What the camera answers instead: an ONVIF fault code and a sentence."""

    def __init__(self, code: str, reason: str, *, receiver: bool = False) -> None:
        super().__init__(reason)
        self.code = code
        self.receiver = receiver


def parse_call(body: bytes) -> Call | None:
    """The call in an envelope, None when the bytes hold none."""
    try:
        root: Element = fromstring(body)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    content = root.find(f"{{{SOAP}}}Body")
    if root.tag != f"{{{SOAP}}}Envelope" or content is None or len(content) == 0:
        return None
    namespace, _, name = content[0].tag.rpartition("}")
    security = root.find(f"{{{SOAP}}}Header/{_SECURITY}Security")
    return Call(namespace.lstrip("{"), name, content[0], security)


def parse_element(text: str) -> Element | None:
    """One element written with the prefixes of `NAMES`, None when it is none."""
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
    try:
        root: Element = fromstring(f"<r {names}>{text}</r>")
    except (ParseError, DefusedXmlException, ValueError):
        return None
    return root[0] if len(root) == 1 else None


def token_is_right(call: Call, login: Login, now: datetime) -> bool:
    """Whether the call has a WS-UsernameToken digest of this login, made within five minutes."""
    token = None if call.security is None else call.security.find(f"{_SECURITY}UsernameToken")
    if token is None or token.findtext(f"{_SECURITY}Username") != login.user:
        return False
    created = token.findtext(f"{_UTILITY}Created", "")
    try:
        nonce = base64.b64decode(token.findtext(f"{_SECURITY}Nonce", ""), validate=True)
        apart = abs(datetime.fromisoformat(created) - now)
    except (binascii.Error, ValueError, TypeError):
        return False
    # WS-Security 1.0 fixes SHA-1 for this digest.
    wanted = hashlib.sha1(nonce + created.encode() + login.password.encode(), usedforsecurity=False)
    given = token.findtext(f"{_SECURITY}Password", "")
    right = secrets.compare_digest(given.encode(), base64.b64encode(wanted.digest()))
    return right and apart <= _TOLERANCE


def envelope(content: str) -> bytes:
    """A whole answer."""
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><env:Envelope {names}>'
        f"<env:Body>{content}</env:Body></env:Envelope>"
    ).encode()


def fault(refused: SoapRefused) -> bytes:
    """A fault as ONVIF words it."""
    side = "Receiver" if refused.receiver else "Sender"
    return envelope(
        f"<env:Fault><env:Code><env:Value>env:{side}</env:Value><env:Subcode><env:Value>"
        f"{refused.code}</env:Value></env:Subcode></env:Code><env:Reason>"
        f'<env:Text xml:lang="en">{escape(str(refused))}</env:Text></env:Reason></env:Fault>'
    )


def tag(name: str, content: str = "", **attributes: str) -> str:
    """An element whose content is XML already."""
    words = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{words}>{content}</{name}>"


def leaf(name: str, value: object) -> str:
    """An element that holds a value."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"<{name}>{escape(text)}</{name}>"
