"""Schema steps on real files (R-DB-07)."""

import shutil
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql

from backends.database.connection import Database
from backends.database.readers import open_reader
from backends.database.schema import STEPS, revisions, upgrade
from backends.database.store import open_database
from backends.database.tables import METADATA
from console.domain.errors import EnvironmentFault
from tests.backends.store_values import KEY, NOW, burst, database_in, store_in

NEXT = '''"""A step of the future."""
import sqlalchemy as sa
from alembic import op
revision = "{new}"
down_revision = "{old}"
def upgrade() -> None:
    op.add_column("event", sa.Column("colour", sa.Text))
    {more}
'''


@pytest.fixture
def future(tmp_path: Path) -> Path:
    """The steps of a newer program."""
    steps = tmp_path / "steps"
    shutil.copytree(STEPS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    return steps


def add_step(steps: Path, more: str = "pass") -> str:
    old = revisions(steps)[-1]
    new = f"{int(old) + 1:04d}"
    path = steps / "versions" / f"r{new}_future.py"
    path.write_text(NEXT.format(new=new, old=old, more=more))
    return new


def _context(connection: sa.Connection) -> MigrationContext:
    """Without the search index, whose tables are SQLite's own affair."""

    def is_ours(_object: object, name: str | None, *_rest: object) -> bool:
        return not (name or "").startswith("alert_words")

    return MigrationContext.configure(connection, opts={"include_object": is_ours})


def test_that_the_steps_lead_to_the_tables_the_program_knows(tmp_path: Path) -> None:
    database = open_database(tmp_path / "sunra.db", KEY)
    with database.read() as connection:
        assert compare_metadata(_context(connection), METADATA) == []
        with pytest.raises(sa.exc.OperationalError):
            connection.exec_driver_sql("CREATE TABLE x (a)")
    database.close()


def test_that_the_steps_are_one_line() -> None:
    config = Config()
    config.set_main_option("script_location", str(STEPS))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    ordered = [step.revision for step in reversed(list(script.walk_revisions()))]
    assert tuple(ordered) == revisions()
    assert script.get_heads() == [revisions()[-1]]


def test_that_an_old_database_is_copied_then_upgraded(tmp_path: Path, future: Path) -> None:
    store = store_in(tmp_path)
    store.commit(burst(1, 50), NOW)
    add_step(future)
    database = database_in(tmp_path)
    upgrade(database, future)
    with database.read() as connection:
        names = {column["name"] for column in sa.inspect(connection).get_columns("event")}
    assert "colour" in names
    (copy,) = tmp_path.glob(f"sunra.db.schema-{revisions()[-1]}.*Z")
    kept = open_reader(copy, KEY)
    assert len(list(kept.events())) == 50


def test_that_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path, future: Path) -> None:
    store_in(tmp_path).commit(burst(1, 5), NOW)
    add_step(future, 'raise RuntimeError("half way")')
    database = database_in(tmp_path)
    with pytest.raises(RuntimeError, match="half way"):
        upgrade(database, future)
    with database.read() as connection:
        names = {column["name"] for column in sa.inspect(connection).get_columns("event")}
    assert "colour" not in names
    assert store_in(tmp_path).commit(burst(6, 1), NOW).revision == 2


def test_that_a_database_of_a_newer_program_is_refused(tmp_path: Path, future: Path) -> None:
    new = add_step(future)
    database = database_in(tmp_path)
    upgrade(database, future)
    # Closed, so that nothing waits in the write-ahead log to be moved into the file later.
    database.close()
    before = (tmp_path / "sunra.db").read_bytes()
    with pytest.raises(EnvironmentFault, match=rf"newer Sunra \(schema {new}\).*install"):
        store_in(tmp_path)
    with pytest.raises(EnvironmentFault, match="newer Sunra"):
        open_reader(tmp_path / "sunra.db", KEY)
    assert (tmp_path / "sunra.db").read_bytes() == before


def test_that_a_reader_changes_nothing(tmp_path: Path, future: Path) -> None:
    with pytest.raises(EnvironmentFault, match="no database here"):
        open_reader(tmp_path / "sunra.db", KEY)
    assert not (tmp_path / "sunra.db").exists()
    database_in(tmp_path).close()
    with pytest.raises(EnvironmentFault, match="empty"):
        open_reader(tmp_path / "sunra.db", KEY)


def test_that_another_programs_database_is_refused(tmp_path: Path) -> None:
    other = Database(tmp_path / "sunra.db", KEY)
    with other.write() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (a)")
    with pytest.raises(EnvironmentFault, match="not one of Sunra"):
        store_in(tmp_path)


def test_that_two_programs_may_start_at_the_same_moment(tmp_path: Path) -> None:
    faults: list[Exception] = []
    together = threading.Barrier(4)

    def start() -> None:
        together.wait(10)
        try:
            store_in(tmp_path).close()
        except Exception as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert faults == []


def test_that_postgresql_would_take_the_tables() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in METADATA.sorted_tables:
        text = str(sa.schema.CreateTable(table).compile(dialect=dialect))
        assert "SERIAL" not in text
        for index in table.indexes:
            assert str(sa.schema.CreateIndex(index).compile(dialect=dialect))
