"""A 5 x 7 dot font for the text burnt into simulated pictures: numpy only, no state, any thread."""

import numpy as np
import numpy.typing as npt

GLYPH_WIDTH = 5
GLYPH_HEIGHT = 7
_ADVANCE = GLYPH_WIDTH + 1

# One string per character: seven rows of five bits, top row first, as two hex digits each.
_ROWS = {
    "0": "0E11131519110E", "1": "040C040404040E", "2": "0E11010204081F", "3": "1F02040201110E",
    "4": "02060A121F0202", "5": "1F101E0101110E", "6": "0608101E11110E", "7": "1F010204080808",
    "8": "0E11110E11110E", "9": "0E11110F01020C", "A": "0E11111F111111", "B": "1E11111E11111E",
    "C": "0E11101010110E", "D": "1C12111111121C", "E": "1F10101E10101F", "F": "1F10101E101010",
    "G": "0E11101711110F", "H": "1111111F111111", "I": "0E04040404040E", "J": "0702020202120C",
    "K": "11121418141211", "L": "1010101010101F", "M": "111B1515111111", "N": "11111915131111",
    "O": "0E11111111110E", "P": "1E11111E101010", "Q": "0E11111115120D", "R": "1E11111E141211",
    "S": "0F10100E01011E", "T": "1F040404040404", "U": "1111111111110E", "V": "11111111110A04",
    "W": "11111115151B11", "X": "11110A040A1111", "Y": "1111110A040404", "Z": "1F01020408101F",
    "-": "0000001F000000", ":": "00040400040400", ".": "00000000000404", "/": "01010204081010",
    "_": "0000000000001F", "+": "0004041F040400", " ": "00000000000000",
}  # fmt: skip
_UNKNOWN = "1F11151115111F"


def text_mask(text: str, scale: int) -> npt.NDArray[np.bool_]:
    """The dots of `text` (upper-cased), each `scale` pixels square, with a border of one dot."""
    mask = np.zeros((GLYPH_HEIGHT + 2, _ADVANCE * len(text) + 1), dtype=bool)
    for index, character in enumerate(text.upper()):
        left = 1 + index * _ADVANCE
        mask[1 : 1 + GLYPH_HEIGHT, left : left + GLYPH_WIDTH] = _dots(character)
    return mask.repeat(scale, axis=0).repeat(scale, axis=1)


def _dots(character: str) -> npt.NDArray[np.bool_]:
    rows = bytes.fromhex(_ROWS.get(character, _UNKNOWN))
    bits = np.unpackbits(np.frombuffer(rows, dtype=np.uint8)[:, None], axis=1)
    return bits[:, 8 - GLYPH_WIDTH :].astype(bool)
