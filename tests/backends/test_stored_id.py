"""What is stored under a number is asked when the number comes again (R-MSG-02)."""

from pathlib import Path

from tests.backends.store_values import NOW, burst, event, store_in


def test_that_the_id_under_a_number_is_found_and_nothing_under_others(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(burst(1, 3, source="bell-3"), NOW)
    known = event(2).boot, 2
    assert store.stored_id("bell-3", *known)
    assert store.stored_id("bell-4", *known) is None
    assert store.stored_id("bell-3", known[0] + 1, 2) is None
    assert store.stored_id("bell-3", known[0], 9) is None
    store.close()
