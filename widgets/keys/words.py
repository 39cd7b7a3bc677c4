"""Every key of the console and what it does, in groups, for the list on `?`. Pure look-ups."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from widgets.keys.actions import ACT_CAPS

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One line of the key list: the caps and what they do."""

    caps: tuple[str, ...]
    does: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that belong together, under one title."""

    title: str
    rows: tuple[KeyRow, ...]


def key_groups() -> list[KeyGroup]:
    """Every key of the console, in the language of the moment."""
    return [
        KeyGroup(translate("Keys", "The chosen alert"), _of_acts()),
        KeyGroup(translate("Keys", "The queue"), _of_queue()),
        KeyGroup(translate("Keys", "The pictures"), _of_pictures()),
        KeyGroup(translate("Keys", "Map, sound and window"), _of_window()),
    ]


def caps_of(act: str) -> tuple[str, ...]:
    """The caps of an act on the chosen alert."""
    return tuple(ACT_CAPS[act].split("+"))


def _of_acts() -> tuple[KeyRow, ...]:
    words = {
        "claim": translate("Keys", "claim"),
        "acknowledge": translate("Keys", "acknowledge"),
        "verified": translate("Keys", "verified: it is real"),
        "false": translate("Keys", "false: it is none"),
        "send": translate("Keys", "send a team or tell an agency: Enter takes the first"),
        "close": translate("Keys", "close: then 1 to 6 for the outcome"),
        "call": translate("Keys", "call back: then 1 to 3 for the answer"),
        "steps": translate("Keys", "checklist: then the step's number; − skips"),
        "sent": translate("Keys", "who was sent: Enter for accepted, on scene, done"),
        "undo": translate("Keys", "take back what was just sent, merged or split"),
        "note": translate("Keys", "write a note"),
        "release": translate("Keys", "release"),
        "hand_over": translate("Keys", "hand over to another operator"),
        "group": translate("Keys", "incident: merge with another alert, or split off"),
        "escalate": translate("Keys", "escalate to the supervisor"),
    }
    read = KeyRow(("Ctrl", "PgUp", "PgDn"), translate("Keys", "read on in the chosen alert"))
    return (*(KeyRow(caps_of(act), said) for act, said in words.items()), read)


def _of_queue() -> tuple[KeyRow, ...]:
    return (
        KeyRow(("↑", "↓"), translate("Keys", "choose an alert")),
        KeyRow(("G",), translate("Keys", "go to the newest emergency")),
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
    )


def _of_pictures() -> tuple[KeyRow, ...]:
    return (
        KeyRow(("V",), translate("Keys", "next camera of the alert")),
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
        KeyRow(("Del",), translate("Keys", "free the place of a camera that is gone")),
        KeyRow(("I",), translate("Keys", "everything known of each picture")),
        KeyRow(("U",), translate("Keys", "lift a privacy mask for a minute, or put it back")),
        KeyRow(("Ctrl", "←↑↓→"), translate("Keys", "turn the spot camera (Ctrl + and −: zoom)")),
        KeyRow(("T",), translate("Keys", "views of the spot camera: then 1 to 9")),
    )


def _of_window() -> tuple[KeyRow, ...]:
    return (
        KeyRow(("F",), translate("Keys", "map follows alerts again")),
        KeyRow(("Shift", "F2"), translate("Keys", "layers of the map")),
        KeyRow(("Shift", "F3"), translate("Keys", "go to a place on the map")),
        KeyRow(("Shift", "F4"), translate("Keys", "measure on the map")),
        KeyRow(("Shift", "F5"), translate("Keys", "cameras at the place chosen on the map")),
        KeyRow(("M",), translate("Keys", "silence the sound for 2 minutes")),
        KeyRow(("F6",), translate("Keys", "next panel")),
        KeyRow(("Shift", "F7"), translate("Keys", "what is kept out of the queue: shelve, rules")),
        KeyRow(("Shift", "F8"), translate("Keys", "supervisor: answer times, types, intervals")),
        KeyRow(("Ctrl", "E"), translate("Keys", "escorts and check-ins")),
        KeyRow(("Shift", "F9"), translate("Keys", "planning: cameras by dong, blind spots, ages")),
        KeyRow(("Ctrl", "G"), translate("Keys", "guard details")),
        KeyRow(("Ctrl", "P"), translate("Keys", "patrols, hazards, roster")),
        KeyRow(("Ctrl", "L"), translate("Keys", "shelters and parcel lockers")),
        KeyRow(("Ctrl", "Del"), translate("Keys", "on a board: erase what ended (supervisor)")),
        KeyRow(("F9",), translate("Keys", "Korean or English")),
        KeyRow(("Esc",), translate("Keys", "back to the queue")),
        KeyRow(("?",), translate("Keys", "this list")),
    )
