"""What a file is by its first bytes, whatever it is said to be. Pure.

JPEG: ITU-T T.81, B.1.1 (SOI and the next marker). PNG: W3C PNG, 5.2. Programs: PE/COFF, ELF, Mach-O
and scripts by the marks their loaders look for.
"""

from enum import StrEnum

_PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
_PROGRAMS = (
    b"MZ", b"\x7fELF", b"#!", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\0asm",
)  # fmt: skip


class Instead(StrEnum):
    """What lies in the place of a picture."""

    NOTHING = "nothing"
    PROGRAM = "a program"
    OTHER = "another kind of file"


def picture_kind(content: bytes) -> str:
    """The media type of a picture that the protocol takes; empty for anything else."""
    return next((kind for mark, kind in _PICTURES.items() if content.startswith(mark)), "")


def what_instead(content: bytes) -> Instead:
    """What lies there in the place of a picture."""
    if not content:
        return Instead.NOTHING
    return Instead.PROGRAM if content.startswith(_PROGRAMS) else Instead.OTHER
