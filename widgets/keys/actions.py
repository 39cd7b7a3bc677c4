"""What the keys do, and which key was meant when the Hangul input method is on.

Knows keys and names only; performs nothing. The list of them all is in `key_words`. GUI thread.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

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


# Acts on the chosen alert. Function keys are the same in every input method; those of the alert
# path lie in the two left blocks of the keyboard, where fingers find them without light.
ACT_CAPS = {
    "claim": "C",
    "acknowledge": "A",
    "verified": "F2",
    "false": "F3",
    "send": "F4",
    "close": "X",
    "call": "F5",
    "steps": "F7",
    "sent": "F8",
    "note": "N",
    "release": "R",
    "hand_over": "Shift+C",
    "group": "F10",
    "escalate": "F12",
    "undo": "Ctrl+Z",
}
_ACT_OF_CAP = {cap: act for act, cap in ACT_CAPS.items()}
_FUNCTION = {getattr(Qt.Key, f"Key_F{number}").value: f"F{number}" for number in range(1, 13)}
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_FOREIGN = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def act_of(event: QKeyEvent) -> str:
    """Which act on the chosen alert a key stands for (see `ACT_CAPS`), or ""."""
    modifiers = event.modifiers()
    if modifiers & _FOREIGN:
        return ""
    if event.key() in _FUNCTION:
        plain = not modifiers & (_CONTROL | _SHIFT)
        return _ACT_OF_CAP.get(_FUNCTION[event.key()], "") if plain else ""
    letter = letter_of(event)
    if not letter:
        return ""
    held = ("Ctrl+" if modifiers & _CONTROL else "") + ("Shift+" if modifiers & _SHIFT else "")
    return _ACT_OF_CAP.get(held + letter, "")
