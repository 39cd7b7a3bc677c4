"""Brings a database to the newest schema, once, under the write lock (R-DB-07).

Steps are forward only. An existing database is copied before it is changed; a database of a newer
Sunra is refused. Never repairs anything by itself.
"""

import logging
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from backends.database.connection import Database
from backends.database.tables import METADATA
from console.domain.errors import EnvironmentFault

_log = logging.getLogger("store")
STEPS = Path(__file__).parent / "migrations"


def revisions(steps: Path = STEPS) -> tuple[str, ...]:
    """The schema revisions this program knows, oldest first."""
    names = sorted(path.name for path in (steps / "versions").glob("r*_*.py"))
    if not names:
        raise EnvironmentFault(
            "The installation lacks its database steps",
            where=str(steps),
            remedy="install Sunra again",
        )
    return tuple(name[1:].split("_", 1)[0] for name in names)


def upgrade(database: Database, steps: Path = STEPS) -> None:
    """Create or upgrade the tables; returns at once when they are current.

    Raises EnvironmentFault for a database that is newer, foreign or cannot be written. The change
    is one transaction: it is there as a whole or not at all.
    """
    known = revisions(steps)
    found = _found(database)
    if found == known[-1]:
        return
    _refuse_unknown(found, known, database.path)
    with database.write() as connection:
        again = _revision(connection)
        if again == known[-1]:
            return
        if again is not None:
            _keep_copy(database, again)
        _run(connection, steps)
    _log.info("database schema %s is now %s", found or "(new)", known[-1])


def require_current(database: Database, steps: Path = STEPS) -> None:
    """For readers, who change nothing: refuse what the program could not read rightly."""
    known = revisions(steps)
    found = _found(database)
    _refuse_unknown(found, known, database.path)
    if found is None:
        raise EnvironmentFault(
            "The database is empty",
            where=str(database.path),
            remedy="start the engine once on this data folder",
        )
    if found != known[-1]:
        raise EnvironmentFault(
            f"The database has the older schema {found}",
            where=str(database.path),
            remedy="start the engine once to bring it up to date",
        )


def _found(database: Database) -> str | None:
    with database.read() as connection:
        found = _revision(connection)
        tables = sa.inspect(connection).get_table_names() if found is None else []
    if tables:
        raise EnvironmentFault(
            "The file is a database, but not one of Sunra",
            where=str(database.path),
            remedy="name another data folder",
        )
    return found


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def _refuse_unknown(found: str | None, known: tuple[str, ...], path: Path) -> None:
    if found is not None and found not in known:
        raise EnvironmentFault(
            f"The database {path.name} was written by a newer Sunra (schema {found})",
            where=str(path),
            remedy=f"install a Sunra that knows schema {found}, or restore an older backup",
        )


def _keep_copy(database: Database, found: str) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    copy = database.path.with_name(f"{database.path.name}.schema-{found}.{stamp}")
    database.backup(copy)
    _log.info("kept a copy of the database before its change: %s", copy.name)


def _run(connection: sa.Connection, steps: Path) -> None:
    # Alembic takes a third of a second to import and is needed only here.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["metadata"] = METADATA
    command.upgrade(config, "head")
