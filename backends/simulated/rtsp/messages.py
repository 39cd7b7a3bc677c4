"""RTSP 1.0 as bytes and values: requests, replies and login. Touches no socket, any thread."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

MAX_HEADER_BYTES = 8192

REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    454: "Session Not Found",
    459: "Aggregate Operation Not Allowed",
    461: "Unsupported Transport",
    501: "Not Implemented",
}


@dataclass(frozen=True, slots=True)
class Request:
    """One request; header names are lower case."""

    method: str
    url: str
    headers: Mapping[str, str]

    @property
    def path(self) -> tuple[str, ...]:
        """The parts of the URL's path, percent-decoded."""
        return tuple(unquote(part) for part in urlsplit(self.url).path.split("/") if part)


def parse_request(block: bytes, protocol: str = "RTSP/1.0") -> Request | None:
    """The request in a header block, or None when its first line is not of this protocol."""
    lines = block.decode("utf-8", "replace").split("\r\n")
    words = lines[0].split(" ")
    if len(words) != 3 or not words[2].startswith(protocol):
        return None
    headers = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    return Request(words[0], words[1], headers)


def reply(
    request: Request | None, code: int, headers: Mapping[str, str] | None = None, body: str = ""
) -> bytes:
    """A whole reply; CSeq is copied from the request."""
    sequence = request.headers.get("cseq", "0") if request else "0"
    lines = [f"RTSP/1.0 {code} {REASONS[code]}", f"CSeq: {sequence}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    content = body.encode()
    if content:
        lines.append(f"Content-Length: {len(content)}")
    return "\r\n".join([*lines, "", ""]).encode() + content


@dataclass(frozen=True, slots=True)
class Login:
    """The login a server asks for; `scheme` is "basic" or "digest" (RFC 2617, MD5)."""

    user: str
    password: str
    scheme: str = "digest"
    realm: str = "Simulated camera"
    nonce: str = field(default_factory=lambda: secrets.token_hex(16))

    def challenge(self) -> str:
        """The WWW-Authenticate header's value."""
        if self.scheme == "basic":
            return f'Basic realm="{self.realm}"'
        return f'Digest realm="{self.realm}", nonce="{self.nonce}"'

    def accepts(self, request: Request) -> bool:
        """Whether the request carries the right answer."""
        given = request.headers.get("authorization", "")
        kind, _, rest = given.partition(" ")
        if kind.lower() != self.scheme:
            return False
        if self.scheme == "basic":
            wanted = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
            return secrets.compare_digest(rest.strip().encode(), wanted.encode())
        return self._digest_matches(request, _pairs(rest))

    def _digest_matches(self, request: Request, given: Mapping[str, str]) -> bool:
        if given.get("username") != self.user or given.get("nonce") != self.nonce:
            return False
        secret = _md5(f"{self.user}:{self.realm}:{self.password}")
        target = _md5(f"{request.method}:{given.get('uri', '')}")
        wanted = _md5(f"{secret}:{self.nonce}:{target}")
        return secrets.compare_digest(given.get("response", "").encode(), wanted.encode())


def _md5(text: str) -> str:
    # The protocol of the cameras fixes MD5; it protects nothing but the simulation here.
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _pairs(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(","))
    return {name.strip(): value.strip().strip('"') for name, _, value in pairs}


@dataclass(frozen=True, slots=True)
class Route:
    """How a client wants its RTP: interleaved channels, or its UDP ports."""

    channels: tuple[int, int] | None = None
    ports: tuple[int, int] | None = None


def parse_transport(header: str, only: str = "") -> Route | None:
    """The first transport this server can serve, or None; `only` "tcp" or "udp" refuses others."""
    for offer in header.split(","):
        fields = dict(_field(part) for part in offer.split(";"))
        if "RTP/AVP/TCP" in fields:
            if only == "udp":
                continue
            return Route(channels=_numbers(fields.get("interleaved", "0-1")) or (0, 1))
        ports = _numbers(fields.get("client_port", ""))
        if (
            ports
            and only != "tcp"
            and "multicast" not in fields
            and fields.keys() & {"RTP/AVP", "RTP/AVP/UDP"}
        ):
            return Route(ports=ports)
    return None


def _field(part: str) -> tuple[str, str]:
    name, _, value = part.strip().partition("=")
    return name, value


def _numbers(text: str) -> tuple[int, int] | None:
    first, _, second = text.partition("-")
    if not first.isdecimal() or (second and not second.isdecimal()):
        return None
    low = int(first)
    high = int(second) if second else low + 1
    return (low, high) if 0 <= low <= 65535 and 0 <= high <= 65535 else None
