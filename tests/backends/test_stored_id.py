"""What is stored under a number is asked when the number comes again (R-MSG-02)."""

from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from backends.database.repeats import id_taken
from tests.backends.store_values import NOW, burst, database_in, event, store_in


def test_that_the_id_under_a_number_is_found_and_nothing_under_others(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(burst(1, 3, source="bell-3"), NOW)
    known = event(2).boot, 2
    assert store.stored_id("bell-3", *known)
    assert store.stored_id("bell-4", *known) is None
    assert store.stored_id("bell-3", known[0] + 1, 2) is None
    assert store.stored_id("bell-3", known[0], 9) is None
    store.close()


def test_that_an_id_used_before_is_found_by_its_index(tmp_path: Path) -> None:
    """Without it each event of a device that repeats its ids would read all of that device."""
    store_in(tmp_path).close()
    with closing(database_in(tmp_path)) as database, database.read() as connection:
        asked = id_taken("bell-3", "id-1").compile(
            connection, compile_kwargs={"literal_binds": True}
        )
        plan = connection.execute(sa.text(f"EXPLAIN QUERY PLAN {asked}")).all()
    assert any("event_id" in str(step) for step in plan), plan
