"""What can be wrong with a simulated camera, by name: the vocabulary of the control port. Pure."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields

from backends.simulated.rtsp.messages import Login


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _share(value: object) -> float:
    number = _number(value)
    if not 0 <= number <= 1:
        raise ValueError("a number from 0 to 1")
    return number


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError("a number of seconds")
    return float(value)


def _one_of(*words: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in words:
            raise ValueError(f"one of {', '.join(words)}")
        return str(value)

    return read


# What stands where a camera should be: `answer` of a camera that does not speak RTSP as it ought.
ANSWERS = ("", "html", "garbage", "silent", "not-found", "unauthorized")
SETS = ("both", "no-sprop", "in-band", "out-of-band")
KEEPALIVES = ("", "not-implemented", "hang-up")


@dataclass(slots=True)
class CameraFaults:
    """What is wrong with a camera now, by order of the control port. Times in seconds."""

    stalled: bool = False
    closed: bool = False
    frozen: bool = False
    slow: bool = False
    loss: float = 0.0
    corrupt: float = 0.0
    clock_s: float = 0.0
    jump_s: float = 0.0
    codec: str = ""
    resolution: str = ""
    answer: str = ""
    login: str = ""
    transports: str = ""
    keepalive: str = ""
    sets: str = "both"
    no_content_base: bool = False
    logins: Mapping[str, Login] = field(default_factory=dict, repr=False)

    @property
    def word(self) -> str:
        """The words for statistics: "well", or what is wrong."""
        if self.closed:
            return "closed"
        if self.stalled:
            return "stalled"
        wrong = [name for name in FAULTS if getattr(self, FAULTS[name].field) != _WELL[name]]
        return ", ".join("frozen" if name == "freeze" else name for name in wrong) or "well"

    def restore(self) -> None:
        """Nothing is wrong any more. A jump of the timestamps stays: time does not jump back."""
        for name, fault in FAULTS.items():
            if name != "jump":
                setattr(self, fault.field, _WELL[name])


@dataclass(frozen=True, slots=True)
class Fault:
    """One order: the field it sets, how its value is read, the value when none is given."""

    field: str
    read: Callable[[object], object]
    value: object
    words: str


FAULTS: Mapping[str, Fault] = {
    "stall": Fault("stalled", _switch, True, "connection open, nothing comes"),
    "close": Fault("closed", _switch, True, "connections are cut, new ones hung up on"),
    "freeze": Fault("frozen", _switch, True, "the same picture with advancing timestamps"),
    "slow": Fault("slow", _switch, True, "half the frame rate"),
    "loss": Fault("loss", _share, 0.05, "this share of RTP packets is dropped"),
    "corrupt": Fault("corrupt", _share, 0.05, "in this share of RTP packets one byte is flipped"),
    "clock": Fault("clock_s", _number, 3600.0, "RTCP sender reports are off by so many seconds"),
    "jump": Fault("jump_s", _number, 3600.0, "RTP timestamps jump by so many seconds"),
    "codec": Fault("codec", _one_of("", "h264", "h265", "mjpeg"), "h265", "changes mid-stream"),
    "resolution": Fault(
        "resolution", _one_of("", "sub", "main", "full"), "main", "changes mid-stream"
    ),
    "answer": Fault("answer", _one_of(*ANSWERS), "html", "what comes instead of RTSP"),
    "login": Fault("login", _one_of("", "basic", "digest", "none"), "digest", "asked for"),
    "transports": Fault("transports", _one_of("", "udp", "tcp"), "udp", "461 for the other"),
    "keepalive": Fault("keepalive", _one_of(*KEEPALIVES), "not-implemented", "odd keep-alive"),
    "sets": Fault("sets", _one_of(*SETS), "no-sprop", "where SPS and PPS are told"),
    "no-content-base": Fault("no_content_base", _switch, True, "DESCRIBE without Content-Base"),
}
_FRESH = {each.name: each.default for each in fields(CameraFaults)}
_WELL = {name: _FRESH[fault.field] for name, fault in FAULTS.items()}


def afflict(faults: CameraFaults, name: str, value: object) -> str:
    """Set one fault; returns an empty text, or what is wrong with the order."""
    fault = FAULTS.get(name)
    if fault is None:
        return "no such order"
    try:
        setattr(faults, fault.field, fault.read(fault.value if value is None else value))
    except (TypeError, ValueError, OverflowError) as wrong:
        return f"the value of {name} must be {wrong}"
    return ""
