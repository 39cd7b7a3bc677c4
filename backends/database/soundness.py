"""After an engine that did not end in order its database is checked before it is trusted.

A mark beside the file stands while an engine has it open. SQLite repairs a torn write by itself;
what this finds is a disk that lied. The opener's thread; a large file is checked on a thread of its
own, so that a crash of the engine does not keep it away for minutes.
"""

import logging
import threading
from pathlib import Path

from backends.database.connection import Database
from console.domain.errors import EnvironmentFault

CHECKED_AT_ONCE_BYTES = 256 * 1024**2

_log = logging.getLogger("store")


class OpenMark:
    """The mark of one database file. `check` at opening, `clear` at an orderly end."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mark = database.path.with_name(f"{database.path.name}.open")
        self.damage = ""

    def check(self) -> None:
        """Set the mark; where one stood already, read the file through first.

        Raises EnvironmentFault when it is damaged.
        """
        if self._stood():
            _log.warning("the engine did not end in order: the database is checked")
            if self._database.path.stat().st_size <= CHECKED_AT_ONCE_BYTES:
                self._look()
                if self.damage:
                    raise damaged(self._database.path, self.damage)
            else:
                threading.Thread(target=self._look, name="quick-check", daemon=True).start()
        self._mark.touch(mode=0o600)

    def clear(self) -> None:
        """An orderly end."""
        self._mark.unlink(missing_ok=True)

    def _stood(self) -> bool:
        return self._mark.exists()

    def _look(self) -> None:
        try:
            found = self._database.quick_check()
        except EnvironmentFault as fault:
            found = fault.sentence
        if found != "ok":
            self.damage = found
            _log.error("the database is damaged: %s", found)


def damaged(path: Path, found: str) -> EnvironmentFault:
    """What a person has to know of a file that cannot be trusted."""
    return EnvironmentFault(
        f"The database is damaged ({found.splitlines()[0][:120]})",
        where=str(path),
        remedy="stop the engine and restore the newest backup",
    )
