"""The computer's default sound device, by miniaudio; and whether it is one that can be heard.

Called by the speaker's worker only, as looking may take a second. Says why not in one sentence.
"""

import ctypes
import logging
import sys
from collections.abc import Sequence

import miniaudio

from backends.sound.tones import RATE
from backends.sound.voice import Voice, stream

_LOG = logging.getLogger("sound")
REAL_BACKENDS = tuple(b for b in miniaudio.Backend if b is not miniaudio.Backend.NULL)
# What PulseAudio and PipeWire put up when the last real device is gone: it takes everything. By
# its name for programs, as the one for people is in the language of the server.
_STAND_IN = b"auto_null"


def _ignore(*_words: object) -> None:
    """What ALSA says is told by `Speaker.fault` in one sentence."""


_ALSA_WORDS = (ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
# Must live as long as the process: ALSA keeps its address, and knows nothing of our objects.
_IGNORE = ctypes.CFUNCTYPE(None, *_ALSA_WORDS)(_ignore)


def hush_alsa() -> None:
    """Keep ALSA from writing a page to stderr at each look for a missing device."""
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_IGNORE)
    except (OSError, AttributeError):
        _LOG.debug("there is no ALSA whose words could be ignored")


def open_device(
    voice: Voice, backends: Sequence[miniaudio.Backend]
) -> miniaudio.PlaybackDevice | None:
    """The default device, pulling from `voice`; None when there is none that can be heard."""
    try:
        device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=60,
            backends=list(backends),
            app_name="Sunra",
        )
        if is_dummy(device):
            device.close()
            return None
        source = stream(voice)
        next(source)
        voice.attend()
        device.start(source)
    except miniaudio.MiniaudioError as error:
        _LOG.debug("no sound device: %s", error)
        return None
    return device


def is_dummy(device: miniaudio.PlaybackDevice) -> bool:
    """Whether a sound server has nothing left but the stand-in that plays to nobody.

    Costs about 1 ms, a connection to the sound server; does not return while that hangs.
    """
    if device.backend != "PulseAudio":
        return False
    try:
        outputs = miniaudio.Devices([miniaudio.Backend.PULSEAUDIO]).get_playbacks()
    except miniaudio.MiniaudioError:
        return False  # the server itself went: the frames tell that
    return all(_name(each["id"]) == _STAND_IN for each in outputs)


def _name(identity: object) -> bytes:
    """What the sound server calls a device: the text its identity holds."""
    return bytes(miniaudio.ffi.buffer(identity)).partition(b"\0")[0]
