"""Seats and their supervisors: registered, changed, removed, on record (R-ALM-07)."""

import json
from pathlib import Path

import pytest

from backends.commands.seats import seats
from backends.database.people import PeopleRegistry
from backends.database.readers import open_reader
from backends.database.registry import RegistryRefused
from console.command_line.grammar import parse
from console.domain.errors import EnvironmentFault
from console.domain.roles import People, Person, Role, refuse_act
from tests.backends.store_values import KEY, SteppedClock, database_in, store_in


def test_that_a_role_is_registered_changed_and_removed_on_record(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    assert list(store.people()) == []
    database = database_in(tmp_path)
    people = PeopleRegistry(database, SteppedClock())
    assert people.register(Person("seat-b", "chief", Role.OPERATOR)) is None
    assert people.register(Person("seat-b", "chief", Role.SUPERVISOR)) is None
    assert list(store.people()) == [Person("seat-b", "chief", Role.SUPERVISOR)]
    assert store.people() is store.people()  # the engine looks again only at something new
    assert people.remove("seat-b", "chief") is None
    assert isinstance(people.remove("seat-b", "chief"), RegistryRefused)
    assert list(store.people()) == []
    database.close()
    store.close()
    reader = open_reader(tmp_path / "sunra.db", KEY)
    kinds = [line.kind for line in reader.journal_lines()]
    reader.close()
    assert kinds == ["person_registered", "person_registered", "person_removed"]


@pytest.mark.parametrize(
    "person",
    [
        Person("", "kim", Role.OPERATOR),
        Person("seat a", "kim", Role.OPERATOR),
        Person("seat-a", "engine", Role.SUPERVISOR),
        Person("seat-a", "k" * 65, Role.OPERATOR),
    ],
)
def test_that_names_that_could_mislead_are_refused(person: Person, tmp_path: Path) -> None:
    store_in(tmp_path).close()
    database = database_in(tmp_path)
    refused = PeopleRegistry(database, SteppedClock()).register(person)
    database.close()
    assert isinstance(refused, RegistryRefused)


@pytest.mark.parametrize("kind", ["approve", "out_of_service", "change_rules", "restore_rules"])
def test_that_the_role_is_that_of_the_seat_and_the_name_together(kind: str) -> None:
    people = People([Person("B", "chief", Role.SUPERVISOR), Person("A", "kim", Role.OPERATOR)])
    assert refuse_act(people, "B", "chief", kind) is None
    for seat, name in (("A", "chief"), ("A", "kim"), ("B", "kim"), ("C", "chief"), ("", "")):
        assert refuse_act(people, seat, name, kind) is not None
    nobody = refuse_act(People(), "A", "kim", kind)
    assert nobody is not None
    assert "none is registered" in nobody.reason


@pytest.mark.parametrize(
    "kind", ["claim", "acknowledge", "close", "dispatch", "shelve", "unshelve", "note"]
)
def test_that_the_daily_work_needs_no_role(kind: str) -> None:
    people = People([Person("B", "chief", Role.SUPERVISOR)])
    for seat, name in (("A", "kim"), ("B", "nobody")):
        assert refuse_act(people, seat, name, kind) is None


def test_that_the_command_lists_seats_and_refuses_what_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["seats", "--data", str(tmp_path)]
    key = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"
    assert seats(parse([*words, "--seat", "s-1", "--key", key])) == 0
    assert seats(parse([*words, "--seat", "s-1", "--operator", "kim", "--role", "supervisor"])) == 0
    capsys.readouterr()
    assert seats(parse([*words, "--list"])) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"seat": "s-1", "public_key": key, "people": {"kim": "supervisor"}}
    for wrong in (
        [],
        ["--seat", "s-1"],
        ["--seat", "s-2", "--revoke"],
        ["--seat", "x", "--key", "k"],
    ):
        with pytest.raises(EnvironmentFault):
            seats(parse([*words, *wrong]))
