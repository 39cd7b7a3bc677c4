"""Finds libVLC and says in one sentence what is missing. Loads it only where it is asked for.

python-vlc ends the whole interpreter when PYTHON_VLC_LIB_PATH names a wrong file and raises half
a dozen kinds of errors elsewhere: all of them become the sentence here.
"""

import importlib
import logging
import os
import sys
from types import ModuleType
from typing import Any

ARGUMENTS = (
    "--no-audio", "--no-lua", "--no-spu", "--no-osd", "--no-stats", "--no-video-title-show",
    "--no-auto-preparse", "--no-metadata-network-access", "--no-interact", "--avcodec-threads=1",
    "--avcodec-hw=none", "--swscale-mode=0", "--no-media-library", "--no-xlib", "--quiet",
)  # fmt: skip
_REMEDY = {
    "win32": "Install VLC 3 (64 bit) from videolan.org.",
    "darwin": "Install VLC 3 from videolan.org into Applications.",
}
_LINUX_REMEDY = "Install the packages libvlc5 and vlc-plugin-base (or VLC 3)."
_WITHOUT = "PyAV alone shows the pictures."


class LibVlcMissingError(Exception):
    """libVLC can not be used; the text is the sentence for the operator."""


def load_libvlc() -> tuple[ModuleType, Any]:
    """The vlc module and one Instance. Raises `LibVlcMissingError`."""
    module = _load_module()
    instance = module.Instance(*ARGUMENTS)
    if instance is None:
        raise LibVlcMissingError(_sentence("libVLC was found, but its plug-ins were not"))
    return module, instance


def libvlc_fault() -> str:
    """Load libVLC for real; one sentence about what is missing, empty when it works."""
    try:
        _module, instance = load_libvlc()
    except LibVlcMissingError as fault:
        return str(fault)
    instance.release()
    return ""


def _load_module() -> ModuleType:
    path = os.environ.get("PYTHON_VLC_LIB_PATH", "")
    # python-vlc complains on stderr before it ends the interpreter; the sentence is ours to say.
    logging.getLogger("vlc").addHandler(logging.NullHandler())
    try:
        return importlib.import_module("vlc")
    except SystemExit as fault:
        raise LibVlcMissingError(_sentence(f"libVLC can not be loaded from '{path}'")) from fault
    except ImportError as fault:
        raise LibVlcMissingError(_sentence("the module python-vlc is missing")) from fault
    except (OSError, NotImplementedError, KeyError, AttributeError, TypeError) as fault:
        raise LibVlcMissingError(_sentence("libVLC is not installed")) from fault


def _sentence(what: str) -> str:
    return f"{what[0].upper()}{what[1:]}. {_WITHOUT} {_REMEDY.get(sys.platform, _LINUX_REMEDY)}"
