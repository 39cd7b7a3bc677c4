"""What the engine says of devices, doors, seats and its own computer, in the operator's language.

The sentences are those of `console.services.desk.links`, `losses`, `events` and `draft`, of
`backends.zeromq` (doors, guests), `backends.system.disk_space`, and of a seat about itself. What a
reader of messages or a disk says in detail stays as it came: it is for who mends it. Pure look-ups,
GUI thread.
"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
Said = Iterator[tuple[str, str]]
_LOST = re.compile(r"Boot (\d+): messages? ([0-9, to]+) (?:is|are) missing\.\s?")
_EARLIER = "Earlier ones stand in the journal."


def sentences_of_technique() -> Said:
    """Pattern and words of each sentence."""
    yield from _of_devices()
    yield from _of_refusals()
    yield from _of_doors()
    yield from _of_strangers()
    yield from _of_seats()
    yield from _of_itself()
    yield from _of_computer()
    yield from _of_record()


def losses_text(text: str) -> str:
    """The numbers that are missing of a device, boot by boot; empty for another text."""
    found = _LOST.findall(text)
    rest = _LOST.sub("", text).strip()
    if not found or rest not in {"", _EARLIER}:
        return ""
    words = translate("EngineWords", "Start {boot} of the device: messages {numbers} are missing.")
    said = [
        words.format(boot=boot, numbers=numbers.replace(" to ", "–")) for boot, numbers in found
    ]
    if rest:
        said.append(translate("EngineWords", "Earlier ones stand in the journal."))
    return " ".join(said)


def counted_text(words: str, count: str) -> str:
    """The same, that often."""
    return translate("EngineWords", "{words} ({count} times)").format(words=words, count=count)


def _of_devices() -> Said:
    yield (
        r"Its end was reported, its beginning never came\.",
        translate("EngineWords", "Its end was reported, its beginning never came."),
    )
    yield (
        r"The clock is (?P<seconds>\d+) s off\.",
        translate("EngineWords", "The clock of the device is {seconds} s off."),
    )
    yield (
        r"It counts its starts anew: boot (?P<now>\d+) after boot (?P<before>\d+)\. If it .+",
        translate(
            "EngineWords",
            "The device counts its starts anew: {now} after {before}. If it was replaced or reset, "
            "the installer registers it under a new name.",
        ),
    )


def _of_refusals() -> Said:
    """Messages in quarantine: `code: reason`; of some reasons the words are known."""
    yield (
        r"identity: the name is not that of the device this key belongs to",
        translate("EngineWords", "Refused: it gives another device's name."),
    )
    yield (
        r"identity: the source is not the device this key belongs to",
        translate("EngineWords", "Refused: it reports in another device's name."),
    )
    yield (
        r"identity: another event is stored under this boot and sequence.*",
        translate(
            "EngineWords",
            "Refused: another event has this number. The device was replaced, reset or copied.",
        ),
    )
    yield (
        r"identity: (?P<why>.+)",
        translate("EngineWords", "Refused, it is not who it says: {why}"),
    )
    yield (
        r"type_not_allowed: .+",
        translate("EngineWords", "Refused: the device may not report this kind of event."),
    )
    yield (
        r"too_large: (?P<why>.+)",
        translate("EngineWords", "Refused and kept: a message is too long ({why})."),
    )
    yield (
        r"unsupported_version: (?P<why>.+)",
        translate(
            "EngineWords", "Refused and kept: it speaks another version of the protocol ({why})."
        ),
    )
    yield (
        r"malformed: (?P<why>.+)",
        translate("EngineWords", "Refused and kept: a message cannot be read ({why})."),
    )
    yield from _of_positions()
    yield from _of_pictures()


def _of_positions() -> Said:
    yield (
        r"a STATE without position (?P<number>\d+) of (?P<all>\d+): (?P<why>.+)",
        translate(
            "EngineWords",
            "Position {number} of {all} in a message cannot be read and was left out ({why}).",
        ),
    )


def _of_pictures() -> Said:
    start = r"attachment (?P<number>\d+) of event (?P<event>.+) is no picture but "
    yield (
        start + "a program",
        translate(
            "EngineWords",
            "What came as picture {number} of the event {event} is a program: it is kept and not "
            "shown. Have the device looked at.",
        ),
    )
    yield (
        start + "nothing",
        translate("EngineWords", "Picture {number} of the event {event} is empty."),
    )
    yield (
        start + "another kind of file",
        translate(
            "EngineWords",
            "What came as picture {number} of the event {event} is another kind of file: it is "
            "kept and not shown.",
        ),
    )


def _of_doors() -> Said:
    yield (
        r"does not read its answers",
        translate("EngineWords", "It does not read its answers; its connection was cut."),
    )
    yield (
        r"knocks while it is shut out",
        translate("EngineWords", "It knocks while it is shut out."),
    )
    yield (
        r"sends a message that never ends",
        translate("EngineWords", "It sends a message that never ends; it was shut out."),
    )
    yield (
        r"sends more than is taken",
        translate("EngineWords", "It sends more than can be taken in; it was shut out."),
    )
    yield (
        r"connects more than (?P<most>\d+) times a minute",
        translate("EngineWords", "It connects more than {most} times a minute."),
    )
    yield (
        r"the doorkeeper died and was started again; meanwhile nobody could come in",
        translate(
            "EngineWords",
            "The doorkeeper of the engine stopped and was started again; meanwhile nobody could "
            "connect.",
        ),
    )


def _of_strangers() -> Said:
    yield (
        r"knocked with a key that is not registered",
        translate("EngineWords", "Somebody knocked with a key that is not registered."),
    )
    yield (
        r"knocked with a key that was revoked or has run out",
        translate("EngineWords", "It knocked with a key that was revoked or has run out."),
    )
    yield (
        r"more than (?P<most>\d+) connections a minute that never say who they are",
        translate(
            "EngineWords", "More than {most} connections a minute that never say who they are."
        ),
    )
    yield (
        r"connects and says nothing",
        translate("EngineWords", "Somebody connects and says nothing."),
    )
    yield (
        r"holds more than (?P<most>\d+) connections open and says nothing",
        translate("EngineWords", "Somebody holds more than {most} connections open, silently."),
    )


def _of_seats() -> Said:
    yield (
        r"no sound device at (?P<seat>\S+): alerts cannot be heard there",
        translate("EngineWords", "No sound device at {seat}: alerts cannot be heard there."),
    )
    yield (
        r"a sound device that takes no sound at (?P<seat>\S+): alerts cannot be heard there",
        translate(
            "EngineWords",
            "The sound device of {seat} takes no sound: alerts cannot be heard there.",
        ),
    )
    yield (
        r"a step of the screen at (?P<seat>\S+) failed: what it shows may lack something",
        translate(
            "EngineWords", "A step of the screen of {seat} failed: it may not show everything."
        ),
    )


def _of_itself() -> Said:
    yield (
        r"A step of the engine failed: what it concerned is shown plainly or comes again\. Keep .+",
        translate(
            "EngineWords",
            "A step of the engine failed: what it concerned is shown plainly or comes again. "
            "Keep the engine's log for the installer.",
        ),
    )
    yield (
        r"This report could not be handled in full \(a fault of the engine, see its log\)\.",
        translate(
            "EngineWords",
            "This report could not be handled in full (a fault of the engine, see its log).",
        ),
    )
    yield (
        r"A report of this device cannot be stored \(a fault of the engine, see its log\): .+",
        translate(
            "EngineWords",
            "A report of this device cannot be stored (a fault of the engine, see its log): look "
            "at the place, and keep the log for the installer. The device goes on sending it.",
        ),
    )


def _of_computer() -> Said:
    yield (
        r"Only (?P<free>[\d,]+) MiB are free on the disk of the data folder: make room\.",
        translate(
            "EngineWords", "Only {free} MiB are free on the disk of the engine's data: make room."
        ),
    )
    yield (
        r"The data folder cannot be read: (?P<why>.+)\.",
        translate("EngineWords", "The engine's data folder cannot be read: {why}."),
    )
    yield (
        r"Damaged: (?P<why>.+)\.",
        translate(
            "EngineWords",
            "The engine's database is damaged ({why}). Have the newest backup restored.",
        ),
    )
    yield (
        r"Cameras: (?P<why>.+)",
        translate("EngineWords", "The list of cameras of this site cannot be read: {why}"),
    )


def _of_record() -> Said:
    yield (
        (
            r"The record does not fit its seals: it was changed, or an older copy of it was put "
            r"back\. Run sunra verify\."
        ),
        translate(
            "EngineWords",
            "The engine's record does not fit its seals: it was changed, or an older copy of it "
            "was put back. Have `sunra verify` run; it says from where on.",
        ),
    )
    yield (
        (
            r"The record is not sealed now: look whether the disks have room; the engine's log "
            r"says more\."
        ),
        translate(
            "EngineWords",
            "The engine's record is not sealed now: look whether the disks have room; the "
            "engine's log says more.",
        ),
    )
