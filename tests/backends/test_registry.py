"""The registry: who may connect, changed while an engine runs."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from backends.audit.verify import verify
from backends.database.readers import open_reader
from backends.database.registry import Registry, RegistryRefused
from backends.database.store import open_database, open_store
from console.ports.store import Device
from tests.backends.store_values import KEY, NOW, SteppedClock, burst, database_in, store_in

ROOT = Path(__file__).parents[2]
CHILD = """
import sys
from pathlib import Path
from backends.database.registry import Registry
from backends.database.store import open_database
from tests.backends.test_registry import device, key
from tests.backends.store_values import KEY, SteppedClock
registry = Registry(open_database(Path(sys.argv[1]), KEY), SteppedClock())
for n in range(12):
    assert registry.enrol(device(f"other-{n}", key(1000 + n)))
print(registry.register_seat("desk-9", key(9999)), flush=True)
"""


def key(number: int) -> str:
    return f"{number:040d}"


def device(name: str, public_key: str) -> Device:
    return Device(name, "bell", public_key, "seongdong", ("cam-1",), ("bell.pressed",), 5.0)


class Bench:
    """A registry and an engine's store on the same file, with a clock of the test."""

    def __init__(self, folder: Path) -> None:
        self.store = store_in(folder)
        self.clock = SteppedClock()
        self.registry = Registry(open_database(folder / "sunra.db", KEY), self.clock, by="kim")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def reason(refusal: object) -> str:
    assert isinstance(refusal, RegistryRefused), refusal
    return refusal.reason


def test_that_an_enrolled_device_comes_back_whole(bench: Bench) -> None:
    """R-SEC-02."""
    made = device("bell-1", key(1))
    assert bench.registry.enrol(made) == made
    assert bench.store.devices() == (made,)
    assert bench.registry.list() == (made,)


def test_that_an_id_or_a_key_is_never_given_twice(bench: Bench) -> None:
    bench.registry.enrol(device("bell-1", key(1)))
    assert "already enrolled" in reason(bench.registry.enrol(device("bell-1", key(2))))
    assert 'belongs to "bell-1"' in reason(bench.registry.enrol(device("bell-2", key(1))))
    assert 'belongs to "bell-1"' in reason(bench.registry.register_seat("desk-1", key(1)))
    assert len(bench.store.devices()) == 1


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        ({"public_key": "too-short"}, "40"),
        ({"public_key": "~" * 40}, "40"),
        ({"public_key": key(1) + "\n"}, "40"),
        ({"id": ""}, "1 to 64"),
        ({"id": "a" * 65}, "1 to 64"),
        ({"id": "a b"}, "spaces"),
        ({"id": "a\x00b"}, "visible"),
        ({"id": "engine"}, "engine's own name"),
        ({"device_class": ""}, "class"),
        ({"interval_s": 0.0}, "interval"),
        ({"interval_s": float("nan")}, "interval"),
    ],
)
def test_that_a_bad_device_is_refused_with_a_reason(
    bench: Bench, bad: dict[str, object], word: str
) -> None:
    wrong = replace(device("bell-1", key(1)), **bad)  # type: ignore[arg-type]
    assert word in reason(bench.registry.enrol(wrong))
    assert bench.store.devices() == ()


def test_that_a_revoked_device_stays_on_the_list_and_out(bench: Bench) -> None:
    """R-SEC-03."""
    bench.registry.enrol(device("bell-1", key(1)))
    assert bench.registry.revoke("bell-1") is None
    assert [d.revoked for d in bench.store.devices()] == [True]
    assert "already revoked" in reason(bench.registry.revoke("bell-1"))
    assert "new id" in reason(bench.registry.enrol(device("bell-1", key(2))))
    assert "already revoked" in reason(bench.registry.rotate("bell-1", key(3)))
    assert "No device" in reason(bench.registry.revoke("bell-7"))


def test_that_a_rotated_device_has_two_keys_for_a_day(bench: Bench) -> None:
    """R-SEC-03: old and new together for 24 h at most."""
    bench.registry.enrol(device("bell-1", key(1)))
    bench.clock.time = NOW + timedelta(hours=1)
    assert bench.registry.rotate("bell-1", key(2)) is None
    assert [d.public_key for d in bench.registry.list()] == [key(2), key(1)]
    bench.clock.time = NOW + timedelta(hours=2)
    assert bench.registry.rotate("bell-1", key(3), overlap=timedelta()) is None
    assert [d.public_key for d in bench.registry.list()] == [key(3)]
    assert "24 hours" in reason(
        bench.registry.rotate("bell-1", key(4), overlap=timedelta(hours=25))
    )
    bench.registry.rotate("bell-1", key(5))
    bench.clock.time += timedelta(hours=25)
    assert [d.public_key for d in bench.registry.list()] == [key(5)]


def test_that_seats_are_registered_replaced_and_revoked(bench: Bench) -> None:
    assert bench.registry.register_seat("desk-1", key(1)) is None
    assert bench.registry.register_seat("desk-1", key(1)) is None
    assert bench.registry.register_seat("desk-2", key(2)) is None
    assert bench.store.seats() == {key(1): "desk-1", key(2): "desk-2"}
    assert bench.registry.register_seat("desk-1", key(3)) is None
    assert bench.registry.revoke_seat("desk-2") is None
    assert bench.store.seats() == bench.registry.seats() == {key(3): "desk-1"}
    assert "No seat" in reason(bench.registry.revoke_seat("desk-2"))


def test_that_a_revoked_seat_comes_back_only_when_somebody_says_so(bench: Bench) -> None:
    """R-SEC: to open a console on the folder must not undo a revocation."""
    bench.registry.register_seat("desk-1", key(1))
    bench.registry.revoke_seat("desk-1")
    for offered in (key(1), key(7)):
        assert "was revoked" in reason(bench.registry.register_seat("desk-1", offered))
    assert bench.store.seats() == {}
    assert bench.registry.register_seat("desk-1", key(1), again=True) is None
    assert bench.store.seats() == {key(1): "desk-1"}


def test_that_another_process_enrols_while_the_engine_commits(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "sunra.db"
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    first = 1
    while child.poll() is None and first < 200_000:
        bench.store.commit(burst(first, 5), NOW)
        first += 5
    out, _ = child.communicate(timeout=60)
    assert (child.returncode, out.strip()) == (0, "None")
    assert len(bench.store.devices()) == 12
    assert bench.store.seats() == {key(9999): "desk-9"}
    verdict = verify(open_reader(path, KEY).journal_lines())
    assert verdict.ok, verdict.problem
    assert verdict.lines == (first - 1) * 2 + 13


def test_that_every_change_of_the_registry_is_a_line(bench: Bench, tmp_path: Path) -> None:
    """R-LOG-01."""
    bench.registry.enrol(device("bell-1", key(1)))
    bench.registry.rotate("bell-1", key(2))
    bench.registry.revoke("bell-1")
    bench.registry.register_seat("desk-1", key(3))
    bench.registry.revoke_seat("desk-1")
    lines = list(open_reader(tmp_path / "sunra.db", KEY).journal_lines())
    assert [(line.kind, line.subject, line.by) for line in lines] == [
        ("device_enrolled", "device:bell-1", "kim"),
        ("device_rotated", "device:bell-1", "kim"),
        ("device_revoked", "device:bell-1", "kim"),
        ("seat_registered", "seat:desk-1", "kim"),
        ("seat_revoked", "seat:desk-1", "kim"),
    ]


def test_that_the_store_reads_the_registry_again_when_it_changed_or_a_key_ran_out(
    tmp_path: Path,
) -> None:
    """R-SEC-03: the old key of a rotated device leaves by itself."""
    clock = SteppedClock()
    store = open_store(tmp_path / "sunra.db", KEY, clock)
    registry = Registry(database_in(tmp_path), clock)
    first = store.devices()
    assert store.devices() is first
    old, new = key(1), key(2)
    registry.enrol(Device("cam-1", "camera", old))
    assert [each.public_key for each in store.devices()] == [old]
    assert registry.rotate("cam-1", new) is None
    assert {each.public_key for each in store.devices()} == {old, new}
    clock.time += timedelta(hours=24, seconds=1)
    assert [each.public_key for each in store.devices()] == [new]
    registry.revoke("cam-1")
    assert [each.revoked for each in store.devices()] == [True]
    registry.register_seat("seat-1", key(3))
    assert list(store.seats().values()) == ["seat-1"]
