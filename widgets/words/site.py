"""Why a newer site, map or list of cameras does not count, in the operator's language.

The sentences are those of `backends.map_data` and `backends.cameras` about files. What a reader
says of the inside of a file stays as it came: it is for who mends it. Pure look-ups, GUI thread.
"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
_PLACE = r" \((?:.*[/\\])?(?P<file>[^/\\()]+)\); .+\."


def site_text(problem: str) -> str:
    """The sentence in the language of the moment; as it came when nobody knows it."""
    for pattern, words in (*_of_maps(), *_of_files()):
        found = re.fullmatch(pattern, problem)
        if found:
            return words.format(**found.groupdict())
    return problem


def _of_maps() -> Iterator[tuple[str, str]]:
    yield (
        r"A layer of the imported map cannot be read: .+" + _PLACE,
        translate("SiteWords", "A layer of the imported map is damaged ({file}): import it again."),
    )
    yield (
        r"The list of imported maps is damaged: (?P<why>.+?)" + _PLACE,
        translate(
            "SiteWords",
            "The list of imported maps is damaged ({file}: {why}): "
            "restore it from a backup, or import the maps again.",
        ),
    )
    yield (
        r"The list of imported maps names no file for '(?P<layer>.+?)'" + _PLACE,
        translate(
            "SiteWords", "A layer of the imported map is missing ({layer}): import it again."
        ),
    )


def _of_files() -> Iterator[tuple[str, str]]:
    yield (
        r"The list of imported cameras cannot be used: (?P<why>.+?)" + _PLACE,
        translate(
            "SiteWords",
            "The list of imported cameras cannot be used ({file}: {why}): "
            "restore it from the backup, or import the cameras again.",
        ),
    )
    yield (
        r"The site file cannot be used: (?P<why>.+?)" + _PLACE,
        translate(
            "SiteWords", "The site file cannot be used ({file}): correct these entries: {why}."
        ),
    )
    yield (
        r"The file is not JSON: (?P<why>.+?)" + _PLACE,
        translate("SiteWords", "The file {file} cannot be read: {why}."),
    )
    yield (
        r"The site is now '(?P<now>.+?)', and this console shows '(?P<shown>.+?)'" + _PLACE,
        translate(
            "SiteWords",
            "The site is now {now}, and this console shows {shown}: "
            "start the console again to change to it.",
        ),
    )
