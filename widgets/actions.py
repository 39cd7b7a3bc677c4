"""What the keys do, and which key was meant when the Hangul input method is on.

Knows keys and names only; performs nothing. GUI thread.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

translate = QCoreApplication.translate

# Two-set Korean layout (KS X 5002): jamo on each Latin key, with and without Shift.
_JAMO = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",
        "QWERTYUIOPASDFGHJKLZXCVBNM",
        strict=True,
    )
) | dict(zip("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP", strict=True))

# The same key positions as X11 key codes (evdev + 8), for layouts that produce anything else.
_SCAN = {
    code: letter
    for row, first in (("QWERTYUIOP", 24), ("ASDFGHJKL", 38), ("ZXCVBNM", 52))
    for code, letter in enumerate(row, start=first)
}


def letter_of(event: QKeyEvent) -> str:
    """The Latin letter of the key that was pressed, upper case, or "".

    Looks at the Latin key, then at the jamo of the two-set layout, then at the native key
    (Windows virtual key; key position elsewhere), so Hangul mode does not matter (R-OPS-05).
    """
    key = event.key()
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return chr(key)
    text = event.text() or (chr(key) if 0x3130 <= key <= 0x318F else "")
    if text in _JAMO:
        return _JAMO[text]
    if text.isprintable() and text.isascii() and text:
        return ""
    native = event.nativeVirtualKey()
    if ord("A") <= native <= ord("Z"):
        return chr(native)
    named = 0x01000000 <= key < Qt.Key.Key_unknown
    return "" if named or key < 0x100 else _SCAN.get(event.nativeScanCode(), "")


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One line of the key list: the caps and what they do."""

    caps: tuple[str, ...]
    does: str


def key_rows() -> list[KeyRow]:
    """Every key of the console, in the language of the moment."""
    return [
        KeyRow(("↑", "↓"), translate("Keys", "choose an alert")),
        KeyRow(("G",), translate("Keys", "go to the newest emergency")),
        KeyRow(("C",), translate("Keys", "claim")),
        KeyRow(("R",), translate("Keys", "release")),
        KeyRow(("A",), translate("Keys", "acknowledge")),
        KeyRow(("N",), translate("Keys", "write a note")),
        KeyRow(("X",), translate("Keys", "close: then 1 to 6 for the outcome")),
        KeyRow(("Enter",), translate("Keys", "open or close a counted row")),
        KeyRow(("Shift", "↑↓"), translate("Keys", "mark several alerts")),
        KeyRow(("D",), translate("Keys", "acknowledge what is marked (never life-safety)")),
        KeyRow(("Q",), translate("Keys", "show all, unacknowledged, mine, nobody's or in work")),
        KeyRow(("K", "L", "/"), translate("Keys", "filter by class, by priority, by words")),
        KeyRow(("O",), translate("Keys", "show all again")),
        KeyRow(("Y",), translate("Keys", "next saved view (Shift: save or remove this one)")),
        KeyRow(("J",), translate("Keys", "to the top of the queue")),
        KeyRow(("H",), translate("Keys", "search in all alerts ever")),
        KeyRow(("Z",), translate("Keys", "marks stand still instead of blinking")),
        KeyRow(("V",), translate("Keys", "next camera of the alert")),
        KeyRow(("F",), translate("Keys", "map follows alerts again")),
        KeyRow(("M",), translate("Keys", "silence the sound for 2 minutes")),
        KeyRow(("Ctrl", "1–8"), translate("Keys", "1, 4, 9, 16, 25, 36, 49 or 64 pictures")),
        KeyRow(("W",), translate("Keys", "next layout of the pictures (Shift: the one before)")),
        KeyRow(("F11",), translate("Keys", "the spot fills the pictures' room, and back")),
        KeyRow(("S",), translate("Keys", "save a snapshot")),
        KeyRow(("E",), translate("Keys", "export a clip (asks for the purpose)")),
        KeyRow(("B",), translate("Keys", "replay the last minute (R on a focused picture)")),
        KeyRow(("Space", ",", "."), translate("Keys", "in a replay: hold, a picture back or on")),
        KeyRow(("[", "]"), translate("Keys", "in a replay: slower, faster; ← → 5 seconds")),
        KeyRow(("+", "−", "0"), translate("Keys", "on a focused picture: zoom; 0 shows it whole")),
        KeyRow(("Enter",), translate("Keys", "on a focused picture: bring it to the spot")),
        KeyRow(("P",), translate("Keys", "pin a picture to its place")),
        KeyRow(("I",), translate("Keys", "everything known of each picture")),
        KeyRow(("U",), translate("Keys", "lift a privacy mask for a minute, or put it back")),
        KeyRow(("Ctrl", "←↑↓→"), translate("Keys", "turn the spot camera (Ctrl + and −: zoom)")),
        KeyRow(("T",), translate("Keys", "views of the spot camera: then 1 to 9")),
        KeyRow(("F6",), translate("Keys", "next panel")),
        KeyRow(("F9",), translate("Keys", "Korean or English")),
        KeyRow(("Esc",), translate("Keys", "back to the queue")),
        KeyRow(("?",), translate("Keys", "this list")),
    ]
