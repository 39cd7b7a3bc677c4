"""A value that is cheaply made is as frozen, and in all else the same, as any other."""

from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from inspect import signature
from typing import Any

import pytest

from console.domain.alerts.alert import Alert
from console.domain.alerts.lifecycle import Report
from console.domain.frozen import cheaply_made, open_twin
from console.ports.messages import AlertChanged, EventStored, MessageArrived
from console.wire.device_session import BootSequence, DeviceSession
from console.wire.sep1 import Event


@cheaply_made
@dataclass(frozen=True, slots=True)
class Made:
    """Three fields, two with a default."""

    one: int
    two: str = "two"
    three: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plain:
    """The same, made as ever."""

    one: int
    two: str = "two"
    three: list[int] = field(default_factory=list)


KINDS: list[type] = [
    *(Alert, AlertChanged, BootSequence, DeviceSession, Event, EventStored),
    *(MessageArrived, Report),
]


@pytest.mark.parametrize("kind", KINDS)
def test_that_what_its_open_twin_made_is_the_same_once_it_has_its_class(kind: type) -> None:
    values = [object() for _ in fields(kind)]
    twin: Any = open_twin(kind)
    made = twin(*values)
    made.__class__ = kind
    assert made == kind(*values)
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(kind)[0].name, None)


@pytest.mark.parametrize("kind", KINDS)
def test_that_it_keeps_its_class_its_fields_and_its_frost(kind: type) -> None:
    values = [object() for _ in fields(kind)]
    made = kind(*values)
    assert type(made) is kind
    assert [getattr(made, each.name) for each in fields(kind)] == values
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(kind)[0].name, None)


def test_that_every_way_to_make_it_gives_the_same() -> None:
    assert Made(1, "two", []) == Made(1) == Made(one=1, two="two") == replace(Made(2), one=1)
    assert hash(Made(1, "a", ())) == hash(Plain(1, "a", ()))  # type: ignore[arg-type]
    assert repr(Made(1, "x", [])) == repr(Plain(1, "x", [])).replace("Plain", "Made")
    assert str(signature(Made)) == str(signature(Plain))


def test_that_a_wrong_call_is_refused_as_ever() -> None:
    with pytest.raises(TypeError):
        Made()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Made(1, "a", [], 4)  # type: ignore[call-arg]
