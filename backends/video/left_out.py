"""Pictures of H.264 that never came: told by their numbers, as no decoder tells it.

A camera whose line is full leaves pictures out, over TCP too. FFmpeg then takes the picture before
in the place of the missing one and flags nothing, so that what is shown until the next key picture
is wrong. Each picture tells the number of the last one that others are made from: one more than
the number before, or the same. Pure; looks at a few bytes of each picture, never at pixels.
"""

from collections.abc import Iterable

from backends.video.packet_ring import Coded

_SLICE, _KEY_SLICE, _SET = 1, 5, 7
_START = b"\x00\x00\x01"
_HEAD_BYTES = 24
# A picture's first slice begins within these, unless it is a key picture with all its sets.
_FRONT_BYTES = 512
_HIGH = frozenset((100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135))
_MOST_LISTED = 255


class Bits:
    """Reads a NAL unit bit by bit; IndexError at its end."""

    def __init__(self, unit: bytes) -> None:
        """Behind the unit's own first byte; what only keeps start codes away is left out."""
        plain = unit[1:].replace(b"\x00\x00\x03", b"\x00\x00")
        self._left, self._value = 8 * len(plain), int.from_bytes(plain, "big")

    def take(self, count: int) -> int:
        """An unsigned number of so many bits."""
        if count > self._left:
            raise IndexError(count)
        self._left -= count
        taken = self._value >> self._left
        self._value &= (1 << self._left) - 1
        return taken

    def number(self) -> int:
        """An unsigned number of its own length (ue)."""
        zeros = self._left - self._value.bit_length()
        return self.take(2 * zeros + 1) - 1

    def signed(self) -> int:
        """A signed one (se)."""
        code = self.number()
        return (code + 1) // 2 if code & 1 else -(code // 2)


class LeftOut:
    """Of one connection; fed with its pictures in the order of their arrival."""

    def __init__(self, extradata: bytes = b"") -> None:
        """`extradata` is what the description told, in Annex B."""
        self._digits = 0
        self._has_planes = False
        self._last: int | None = None
        for unit in _units(extradata):
            self._learn(unit)

    def are_in(self, coded: Iterable[Coded]) -> bool:
        """Whether one is missing before or between these; a key picture begins anew."""
        found = [self._misses(one) for one in coded]
        return True in found

    def _misses(self, one: Coded) -> bool:
        before, self._last = self._last, None
        number: int | None = None
        for unit in _units(bytes(one.payload if one.key else one.payload[:_FRONT_BYTES])):
            self._learn(unit)
            if unit[0] & 0x1F in (_SLICE, _KEY_SLICE):
                number = self._number(unit)
                break
        self._last = number
        if before is None or one.key or not number:
            return False
        return number not in (before, (before + 1) % (1 << self._digits))

    def _number(self, unit: bytes) -> int | None:
        if not self._digits:
            return None
        bits = Bits(unit[:_HEAD_BYTES])
        try:
            for _ in range(3):  # its first block, its kind, its parameter set
                bits.number()
            if self._has_planes:
                bits.take(2)
            return bits.take(self._digits)
        except IndexError:
            return None

    def _learn(self, unit: bytes) -> None:
        """Read a sequence parameter set; one that allows gaps makes blind."""
        if unit[0] & 0x1F != _SET:
            return
        try:
            self._digits = self._read_set(Bits(unit))
        except IndexError:
            self._digits = 0

    def _read_set(self, bits: Bits) -> int:
        profile = bits.take(8)
        bits.take(16)
        bits.number()
        self._has_planes = profile in _HIGH and _skip_colours(bits)
        digits = bits.number() + 4
        order = bits.number()
        if order == 0:
            bits.number()
        elif order == 1:
            bits.take(1)
            bits.signed(), bits.signed()
            for _ in range(min(bits.number(), _MOST_LISTED)):
                bits.signed()
        bits.number()
        allows_gaps = bits.take(1)
        return 0 if allows_gaps else digits


def _skip_colours(bits: Bits) -> bool:
    """Go behind what high profiles tell of colours; whether planes are coded apart."""
    kind = bits.number()
    has_planes = kind == 3 and bits.take(1) == 1
    bits.number(), bits.number(), bits.take(1)
    if bits.take(1):
        for at in range(12 if kind == 3 else 8):
            if bits.take(1):
                _skip_list(bits, 16 if at < 6 else 64)
    return has_planes


def _skip_list(bits: Bits, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + bits.signed() + 256) % 256
        last = following or last


def _units(payload: bytes) -> Iterable[bytes]:
    """The NAL units of a picture in Annex B."""
    at = payload.find(_START)
    while at >= 0:
        begin = at + len(_START)
        at = payload.find(_START, begin)
        unit = payload[begin : at if at >= 0 else len(payload)]
        if unit:
            yield unit
