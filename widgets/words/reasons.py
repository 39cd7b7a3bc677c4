"""Sentences of the engine and of the computer, in the operator's language where they are known.

The engine answers in English; what it may say is matched here as a whole sentence and told again
through Qt's translator. A sentence that is not known is shown as it came: nothing is swallowed.
Pure look-ups, GUI thread.
"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from widgets.words.act_reasons import act_answers
from widgets.words.engine_answers import engine_answers
from widgets.words.room_reasons import room_answers

translate = QCoreApplication.translate


def reason_text(reason: str) -> str:
    """Why the engine or this seat refused an action."""
    for pattern, words in _answers():
        found = re.fullmatch(pattern, reason)
        if found:
            return words.format(**found.groupdict())
    return reason


def _answers() -> Iterator[tuple[str, str]]:
    """What `console.domain.alerts.lifecycle` and `console.services.desk.commands` may say."""
    alert = r"(?P<number>\d+)"
    yield (
        rf"There is no open alert {alert}\.",
        translate("Reasons", "There is no open alert {number}."),
    )
    yield (
        rf"Something new was reported for alert {alert} meanwhile\.",
        translate("Reasons", "Something new was reported for alert {number} meanwhile."),
    )
    yield (
        rf"Something new was reported for alert {alert}: look at it first\.",
        translate("Reasons", "Something new was reported for alert {number}: look at it first."),
    )
    yield (
        rf"Alert {alert} is not claimed by anyone\.",
        translate("Reasons", "Alert {number} is not claimed by anyone."),
    )
    yield (
        rf"Alert {alert} was closed by (?P<by>.+)\.",
        translate("Reasons", "Alert {number} was closed by {by}."),
    )
    yield (
        rf"Alert {alert} is claimed by (?P<by>.+)\.",
        translate("Reasons", "Alert {number} is claimed by {by}."),
    )
    yield r"A note needs words\.", translate("Reasons", "A note needs words.")
    yield (
        r"A note has at most (?P<most>\d+) characters\.",
        translate("Reasons", "A note has at most {most} characters."),
    )
    yield r"Closing needs one of: .+\.", translate("Reasons", "Closing needs a disposition.")
    yield from act_answers()
    yield from room_answers()
    yield from engine_answers()
    yield from _of_seats()


def _of_seats() -> Iterator[tuple[str, str]]:
    """What keeps an act from reaching the engine, or from being understood there."""
    yield (
        r"This seat's journal failed; nothing was sent \(the log says why\)\.",
        translate("Reasons", "This seat's journal failed; nothing was sent (the log says why)."),
    )
    yield (
        r"The engine cannot read this act and changed nothing: (?P<why>.+)",
        translate(
            "Reasons",
            "The engine cannot read this act and changed nothing. This console and the engine may "
            "be of different versions: tell the administrator ({why})",
        ),
    )


def unheard_text(fault: str) -> str:
    """The banner for sound that cannot be heard; `fault` is `Sound.fault`."""
    if not fault:
        return ""
    if fault.startswith("no sound device"):
        return translate(
            "Reasons",
            "No sound device: alerts are shown, and the frame of the window flashes, but nothing "
            "can be heard. Connect a speaker; it is found within 5 s.",
        )
    if fault.startswith("the sound device does not take sound"):
        return translate(
            "Reasons",
            "The sound device takes no sound: alerts are shown, and the frame of the window "
            "flashes, but nothing can be heard. Connect another speaker.",
        )
    off = translate("Reasons", "sound is turned off in the settings of this seat")
    known = {"sound is turned off in the settings of this seat": off}
    text = translate("Reasons", "Alerts are shown but not heard: {reason}")
    return text.format(reason=known.get(fault, fault))


def unspoken_text(fault: str) -> str:
    """The banner for speech that is asked for and absent; `fault` is `Speech.fault`."""
    if not fault:
        return ""
    if fault.startswith("no speech engine"):
        return translate(
            "Reasons",
            "No speech on this computer: alerts sound, but are not read aloud. Install a voice of "
            "the operating system, or set speech = false.",
        )
    text = translate("Reasons", "Alerts sound, but are not read aloud: {reason}")
    return text.format(reason=fault)


def nag_text(count: int) -> str:
    """The banner for alerts that wait since a quarter of an hour; `count` is how many wait."""
    if not count:
        return ""
    text = translate("Reasons", "Waiting for acknowledgement: {count}. Open the queue.")
    return text.format(count=count)


def missing_text(sentence: str) -> str:
    """The banner for a part of video that is missing; `sentence` is `Pictures.missing`."""
    if not sentence:
        return ""
    found = re.fullmatch(r"(?P<what>.+)\. PyAV alone shows the pictures\. (?P<remedy>.+)", sentence)
    if found is None:
        text = translate(
            "Reasons", "A part of video is missing, the pictures go on without it: {reason}"
        )
        return text.format(reason=sentence)
    text = translate("Reasons", "{what}. PyAV alone shows the pictures. {remedy}")
    return text.format(what=_what(found["what"]), remedy=_remedy(found["remedy"]))


def _what(cause: str) -> str:
    """What of libVLC is missing; a path stays as it is."""
    unloadable = re.fullmatch(r"LibVLC can not be loaded from '(?P<path>.*)'", cause)
    if unloadable:
        return translate("Reasons", "libVLC can not be loaded from '{path}'").format(
            path=unloadable["path"]
        )
    known = {
        "LibVLC is not installed": translate("Reasons", "libVLC is not installed"),
        "LibVLC was found, but its plug-ins were not": translate(
            "Reasons", "libVLC was found, but its plug-ins were not"
        ),
        "LibVLC ended its process 3 times within a minute": translate(
            "Reasons", "libVLC ended its process 3 times within a minute"
        ),
        "The module python-vlc is missing": translate(
            "Reasons", "The module python-vlc is missing"
        ),
    }
    return known.get(cause, cause)


def _remedy(remedy: str) -> str:
    known = {
        "Install VLC 3 (64 bit) from videolan.org.": translate(
            "Reasons", "Install VLC 3 (64 bit) from videolan.org."
        ),
        "Install VLC 3 from videolan.org into Applications.": translate(
            "Reasons", "Install VLC 3 from videolan.org into Applications."
        ),
        "Start the console again to try libVLC once more.": translate(
            "Reasons", "Start the console again to try libVLC once more."
        ),
        "Install the packages libvlc5 and vlc-plugin-base (or VLC 3).": translate(
            "Reasons", "Install the packages libvlc5 and vlc-plugin-base (or VLC 3)."
        ),
    }
    return known.get(remedy, remedy)
