"""The extra frames of an EVENT against the list that announces them. Pure."""

from hashlib import sha256

from console.wire.malformed import WireError
from console.wire.sep1 import Attachment

MOST = 3
MAX_BYTES = 256 * 1024
MEDIA_TYPES = frozenset({"image/jpeg", "image/png"})


def checked_attachments(announced: tuple[Attachment, ...], frames: tuple[bytes, ...]) -> None:
    """Raise `WireError` unless each announced picture came, whole, as its frame, in order."""
    if len(announced) > MOST or len(frames) > MOST:
        raise WireError("malformed", f"at most {MOST} attachments are taken")
    if len(announced) != len(frames):
        raise WireError(
            "malformed", f"{len(announced)} attachments announced, {len(frames)} frames came"
        )
    for number, (attachment, frame) in enumerate(zip(announced, frames, strict=True), start=1):
        _check(number, attachment, frame)


def _check(number: int, attachment: Attachment, frame: bytes) -> None:
    if len(frame) > MAX_BYTES:
        raise WireError("too_large", f"attachment {number} is larger than {MAX_BYTES} bytes")
    if attachment.media_type not in MEDIA_TYPES:
        raise WireError("malformed", f"attachment {number} is neither image/jpeg nor image/png")
    if sha256(frame).hexdigest() != attachment.sha256.lower():
        raise WireError("malformed", f"attachment {number} does not match its sha256")
