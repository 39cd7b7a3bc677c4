"""Stream addresses and FFmpeg's words about them: options in, sentences without logins out."""

import re

import av
import av.error

from console.domain.picture import Loss

OPEN_TIMEOUT_S = 2.0
# The first expiry only flushes the parser, so a silent camera ends the read after twice this.
READ_TIMEOUT_S = 0.8

_LOGIN = re.compile(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*://)[^/\s'\"]*@")
_ADDRESS = re.compile(r":?\s*'[a-zA-Z][a-zA-Z0-9+.-]*://[^']*'")
_SCHEMES = ("rtsp://", "rtsps://")


def redact(text: str) -> str:
    """The text with every login in an address replaced by ***."""
    return _LOGIN.sub(r"\g<scheme>***@", text)


def open_options(transport: str) -> dict[str, str]:
    """FFmpeg's options for a quick first picture.

    `fflags=nobuffer` is absent on purpose: it drops the first keyframe and costs a whole GOP.
    """
    return {
        "rtsp_transport": transport,
        "analyzeduration": "0",
        "probesize": "32",
        "fpsprobesize": "0",
        "max_delay": "100000",
        "allowed_media_types": "video",
    }


def fault_of_address(url: str) -> str:
    """Why this address can not be opened, or empty."""
    if not url:
        return "no stream configured"
    if not url.startswith(_SCHEMES):
        return "the stream's address does not begin with rtsp://"
    return ""


def explain(fault: BaseException) -> tuple[str, Loss]:
    """One sentence for an operator, and whether trying again soon may help."""
    if isinstance(fault, av.error.HTTPUnauthorizedError | av.error.HTTPForbiddenError):
        return "the camera refuses the login", Loss.LOGIN
    if isinstance(fault, av.error.HTTPNotFoundError):
        return "the camera has no such stream", Loss.ABSENT
    if isinstance(fault, ConnectionRefusedError):
        return "the camera refuses the connection", Loss.PASSING
    if isinstance(fault, av.error.ExitError | TimeoutError):
        return "the camera does not answer", Loss.PASSING
    if isinstance(fault, av.error.InvalidDataError | av.error.EOFError):
        return "the camera breaks the connection off", Loss.PASSING
    text = _ADDRESS.sub("", redact(getattr(fault, "strerror", None) or str(fault)))
    return f"connection lost: {text or type(fault).__name__}"[:200], Loss.PASSING
