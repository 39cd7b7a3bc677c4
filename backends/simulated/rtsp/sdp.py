"""Session descriptions of simulated streams, well formed or lacking as real cameras' are. Pure."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

PAYLOAD_TYPES = {"h264": 96, "h265": 96, "mjpeg": 26}


@dataclass(frozen=True, slots=True)
class Description:
    """What DESCRIBE tells: whose stream, its codec and its parameter sets (VPS,) SPS, PPS."""

    camera: str
    codec: str
    sets: tuple[bytes, ...]


def describe(told: Description, host: str, sets: str = "both") -> str:
    """The SDP of one video track.

    `sets` "no-sprop" leaves the parameter sets out, "in-band" the whole line of format parameters.
    """
    kind = PAYLOAD_TYPES[told.codec]
    encoding = {"h264": "H264", "h265": "H265", "mjpeg": "JPEG"}[told.codec]
    lines = [
        "v=0",
        f"o=- 1 1 IN IP4 {host}",
        f"s={told.camera}",
        f"c=IN IP4 {host}",
        "t=0 0",
        "a=control:*",
        f"m=video 0 RTP/AVP {kind}",
        f"a=rtpmap:{kind} {encoding}/90000",
    ]
    if told.codec != "mjpeg" and sets != "in-band":
        lines.append(f"a=fmtp:{kind} {_parameters(told, sprop=sets != 'no-sprop')}")
    return "\r\n".join([*lines, "a=control:track1", ""])


def _parameters(told: Description, *, sprop: bool) -> str:
    coded = _base64(told.sets)
    if told.codec == "h265":
        names = ("sprop-vps", "sprop-sps", "sprop-pps")
        pairs = [f"{name}={one}" for name, one in zip(names, coded, strict=True)]
        return "; ".join(pairs) if sprop else "tx-mode=SRST"
    plain = f"packetization-mode=1;profile-level-id={told.sets[0][1:4].hex()}"
    return f"{plain};sprop-parameter-sets={','.join(coded)}" if sprop else plain


def _base64(sets: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(one).decode() for one in sets]
