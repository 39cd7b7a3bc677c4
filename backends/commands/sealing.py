"""Puts the seals of the journal together: who makes them, where they lie, what they say.

Main thread; the keeper has one of its own. Never reads a line of the journal itself.
"""

import hashlib
import logging
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from platformdirs import user_state_path

from backends.audit.keeper import SealKeeper
from backends.audit.seal_check import ACCEPTED, SealCheck
from backends.audit.seal_files import KEPT, Book, SealFiles, read_kept
from backends.audit.sealer import Sealer
from backends.audit.signing import SealingKey
from backends.audit.verify import Verdict
from backends.database.connection import Database
from backends.database.journal_end import JournalEnd
from backends.keys.keystore import Keystore
from backends.system.clock import SystemClock
from backends.system.installation import Installation
from console.domain.errors import EnvironmentFault
from console.settings import SEALS_BESIDE_STATE, Settings

_log = logging.getLogger("audit")


def keep_seals(
    stack: ExitStack, folder: Installation, settings: Settings, keys: Keystore
) -> SealKeeper:
    """Seals the journal until the stack is closed, and for the last time then."""
    keeper = SealKeeper(_sealer(stack, folder, settings, keys))
    stack.callback(keeper.close)
    return keeper


def seals_to_check(
    folder: Installation, settings: Settings, keys: Keystore, named: Sequence[Path] = ()
) -> SealCheck:
    """The seals beside the journal and their copies; read before the lines they speak of."""
    secret = keys.kept_secret("seal")
    key = SealingKey(secret) if secret else None
    own = SealFiles(folder.path).read()
    copies = [SealFiles(place).read() for place in _second_places(folder, settings, key)]
    return SealCheck(own, [*copies, *map(_copy, named)], key.public if key else None)


def begin_anew(
    folder: Installation, settings: Settings, keys: Keystore, found: Verdict, by: str, why: str
) -> None:
    """Lay the seals aside and begin new ones, on a person's word and on the record.

    Raises EnvironmentFault: what a seal says can be overruled so, a broken line cannot.
    """
    if not found.is_of_seals:
        raise EnvironmentFault(
            "There is nothing that could be accepted: " + (found.problem or "all seals are right"),
            where=str(folder.path),
            remedy="a broken line stays broken; bring back a backup",
        )
    if not by.strip():
        raise EnvironmentFault(
            "Who accepts was not said", where="--by", remedy="name the person who answers for it"
        )
    with ExitStack() as stack:
        stack.enter_context(folder.lock("engine", holder="An engine"))
        stamp = SystemClock().now().strftime("%Y%m%dT%H%M%S")
        secret = SealingKey(keys.secret("seal"))
        for place in (folder.path, *_second_places(folder, settings, secret)):
            SealFiles(place).lay_aside(stamp)
        sealer = _sealer(stack, folder, settings, keys)
        sealer.note(ACCEPTED, by, {"why": why, "problem": found.problem})
        sealer.begin()
        sealer.end()


def _sealer(stack: ExitStack, folder: Installation, settings: Settings, keys: Keystore) -> Sealer:
    end = JournalEnd(Database(folder.database, keys.secret("database")))
    stack.callback(end.close)
    key = SealingKey(keys.secret("seal"))
    copies = _made(_second_places(folder, settings, key), settings)
    return Sealer(end, [SealFiles(each) for each in (folder.path, *copies)], key, SystemClock())


def _second_places(folder: Installation, settings: Settings, key: SealingKey | None) -> list[Path]:
    """Named by the installer, or in this user's own place for what programs remember."""
    if settings.seal_copies != SEALS_BESIDE_STATE:
        return [Path(settings.seal_copies)] if settings.seal_copies else []
    if key is None:
        return []
    # By key and path: a folder that was made anew, or copied to try something, is another one.
    name = hashlib.sha256(f"{key.public} {folder.path}".encode()).hexdigest()[:16]
    return [user_state_path("sunra", appauthor=False) / "seals" / name]


def _made(places: Sequence[Path], settings: Settings) -> list[Path]:
    """Those that can be written; without a word where nobody asked for a copy."""
    if settings.seal_copies != SEALS_BESIDE_STATE:
        return [*places]
    try:
        for place in places:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        _log.warning("No copy of the seals is kept (%s): %s", places[0], error.strerror)
        return []
    return [*places]


def _copy(path: Path) -> Book:
    book = SealFiles(path).read() if path.is_dir() else read_kept(path)
    if book.is_empty:
        raise EnvironmentFault(
            "There is no copy of seals here",
            where=str(path),
            remedy=f"name the folder that the setting seal_copies names, or a copy of {KEPT}",
        )
    return book
