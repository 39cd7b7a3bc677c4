"""Stream addresses and FFmpeg's words about them: options in, sentences without logins out."""

import errno
import re
from functools import cache
from urllib.parse import urlsplit

import av
import av.error

from console.domain.pictures.picture import Loss

OPEN_TIMEOUT_S = 2.0
# The first expiry only flushes the parser, so a silent camera ends the read after twice this.
READ_TIMEOUT_S = 2.0

NO_ANSWER = "the camera does not answer"
NO_LOGIN = "the camera asks for a login"
SCHEMES = ("rtsp", "rtsps", "http", "https", "udp", "srt")
# Greedy to the last @: a password may hold a slash or an @ that nobody encoded.
_LOGIN = re.compile(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*://)[^\s'\"]*@")
_SECRET = re.compile(r"(?i)(?P<key>[?&;](?:user|usr|login|pass\w*|pwd|token|auth|key)=)[^&;\s'\"]*")
_ADDRESS = re.compile(r":?\s*'?[a-zA-Z][a-zA-Z0-9+.-]*://[^\s']*'?")
_QUICK = {"analyzeduration": "0", "probesize": "32", "fpsprobesize": "0"}
# Enough for the tables of a transport stream and its first parameter sets.
_PATIENT = {"analyzeduration": "300000", "probesize": "100000", "fpsprobesize": "0"}


def redact(text: str) -> str:
    """The text with every login in an address, also in its query, replaced by ***."""
    return _SECRET.sub(r"\g<key>***", _LOGIN.sub(r"\g<scheme>***@", text))


def scheme_of(url: str) -> str:
    """The scheme in small letters, empty when there is none."""
    return url.split("://", 1)[0].lower() if "://" in url else ""


def open_options(transport: str, scheme: str = "rtsp") -> dict[str, str]:
    """FFmpeg's options for a quick first picture; they also fence in what an answer may open.

    `fflags=nobuffer` is absent on purpose: it drops the first keyframe and costs a whole GOP.
    """
    match scheme:
        case "http" | "https":
            return {
                **_PATIENT,
                "protocol_whitelist": "http,https,tls,tcp,httpproxy",
                "format_whitelist": "mpegts,mpjpeg,mjpeg,jpeg_pipe,h264,hevc,flv,mp4,matroska",
                "seekable": "0",
            }
        case "udp" | "srt":
            return {**_PATIENT, "format_whitelist": "mpegts", "overrun_nonfatal": "1"}
        case _:
            return {
                **_QUICK,
                "rtsp_transport": transport,
                "max_delay": "100000",
                "allowed_media_types": "video",
                # Cameras carry certificates of their own making: the link is private, not proven.
                "tls_verify": "0",
            }


def fault_of_address(url: str) -> str:
    """Why this address can not be opened, or empty."""
    if not url:
        return "no stream configured"
    if scheme_of(url) not in SCHEMES:
        return "the stream's address does not begin with rtsp://, rtsps://, http(s):// or udp://"
    try:
        host, port = urlsplit(url).hostname, urlsplit(url).port
    except ValueError:
        return "the stream's address has no valid host and port"
    if port == 0 or not (host or scheme_of(url) == "udp"):
        return "the stream's address has no valid host and port"
    if scheme_of(url) == "srt" and not receives_srt():
        return "SRT can not be received: enter the camera's rtsp:// address"
    return ""


@cache
def receives_srt() -> bool:
    """Whether PyAV's FFmpeg was built with SRT (that of its wheels is not)."""
    try:
        av.open("srt://", timeout=0.1).close()
    except av.error.ProtocolNotFoundError:
        return False
    except (av.error.FFmpegError, OSError, ValueError):
        pass  # of an address without a host: the protocol is there
    return True


def wants_other_transport(fault: BaseException) -> bool:
    """Whether the camera answered 461: not by this transport."""
    return getattr(fault, "errno", None) == errno.EPROTONOSUPPORT


def explain(fault: BaseException, scheme: str = "rtsp") -> tuple[str, Loss]:
    """One sentence for an operator, and whether trying again soon may help."""
    quiet = scheme in _UNASKED
    if quiet and isinstance(fault, av.error.ExitError | TimeoutError):
        return "nothing is received at this address", Loss.QUIET
    for kinds, reason, loss in _KNOWN:
        if isinstance(fault, kinds):
            return reason.format(
                scheme=scheme
            ), Loss.QUIET if quiet and loss == Loss.PASSING else loss
    return _rare(fault)


def is_vague(fault: BaseException) -> bool:
    """Whether FFmpeg's word may mean anything from a web page to silence."""
    return isinstance(fault, _VAGUE) or getattr(fault, "errno", None) in (errno.EIO, errno.EPERM)


def wants_login(url: str) -> bool:
    """Whether no login is given: then it can not be a wrong one that is refused."""
    return "@" not in urlsplit(url).netloc


_VAGUE = (
    av.error.InvalidDataError,
    av.error.EOFError,
    av.error.ArgumentError,
    av.error.ExitError,
    TimeoutError,
)


_UNASKED = ("udp", "srt")
_Kinds = tuple[type[BaseException], ...]
_KNOWN: tuple[tuple[_Kinds, str, Loss], ...] = (
    (
        (av.error.HTTPUnauthorizedError, av.error.HTTPForbiddenError),
        "the camera refuses the login",
        Loss.LOGIN,
    ),
    ((av.error.HTTPNotFoundError,), "the camera has no such stream", Loss.ABSENT),
    ((av.error.HTTPServerError,), "the camera reports an error of its own", Loss.PASSING),
    ((av.error.HTTPTooManyRequestsError,), "the camera is asked too often", Loss.PASSING),
    (
        (av.error.HTTPOtherClientError, av.error.HTTPBadRequestError),
        "the camera refuses the request",
        Loss.PASSING,
    ),
    (
        (av.error.ProtocolNotFoundError,),
        "this program's FFmpeg can not receive {scheme}:// streams",
        Loss.ABSENT,
    ),
    ((ConnectionRefusedError,), "the camera refuses the connection", Loss.PASSING),
    ((av.error.ExitError, TimeoutError), NO_ANSWER, Loss.PASSING),
    ((av.error.InvalidDataError,), "the camera's answer is not video", Loss.BROKEN),
    (
        (av.error.EOFError, ConnectionError),
        "the camera breaks the connection off",
        Loss.PASSING,
    ),
)
_UNREACHABLE = (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN)


def _rare(fault: BaseException) -> tuple[str, Loss]:
    code = getattr(fault, "errno", None)
    if code in _UNREACHABLE:
        return "the camera can not be reached in the network", Loss.PASSING
    # EPERM is FFmpeg's word for a command that got no answer.
    if code in (errno.EIO, errno.EPERM):
        return "the camera breaks the connection off", Loss.PASSING
    if code == errno.EPROTONOSUPPORT:
        return "the camera sends neither over TCP nor over UDP", Loss.ABSENT
    text = _ADDRESS.sub("", redact(getattr(fault, "strerror", None) or str(fault)))
    return f"connection lost: {text or type(fault).__name__}"[:200], Loss.PASSING
