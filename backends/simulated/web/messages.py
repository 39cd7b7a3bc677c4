"""HTTP/1.1 as bytes and values, as much of it as a camera speaks. On the server's loop."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from backends.simulated.rtsp.messages import Request, parse_request

MAX_BODY_BYTES = 256 * 1024
_ANSWER_WITHIN_S = 30.0
_REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Content Too Large",
    500: "Internal Server Error",
}


@dataclass(frozen=True, slots=True)
class WebRequest:
    """One request with its whole body."""

    head: Request
    body: bytes = b""


async def read_request(reader: asyncio.StreamReader) -> WebRequest | None:
    """The next request, None when what came is not HTTP or has too long a body.

    Raises EOFError, LimitOverrunError or TimeoutError (30 s) as the stream does.
    """
    async with asyncio.timeout(_ANSWER_WITHIN_S):
        head = parse_request((await reader.readuntil(b"\r\n\r\n"))[:-4], "HTTP/1.")
        if head is None:
            return None
        length = head.headers.get("content-length", "0")
        if not length.isascii() or not length.isdecimal() or int(length) > MAX_BODY_BYTES:
            return None
        return WebRequest(head, await reader.readexactly(int(length)))


def web_reply(
    code: int,
    body: bytes = b"",
    kind: str = "text/plain",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """A whole reply; the connection stays open for the next request."""
    lines = [f"HTTP/1.1 {code} {_REASONS.get(code, 'Unknown')}", f"Content-Type: {kind}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body
