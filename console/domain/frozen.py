"""Frozen values made at the price of open ones. Pure; standard library only.

A frozen dataclass sets each field by a call (some 90 ns a field), a plain one by an assignment
(some 10 ns). The values that every event of every device makes have up to 50 fields, so for them
the difference is a tenth of what the engine spends on an event. A value marked here is filled
while it is still of a plain twin class with the very same slots, and is frozen before anybody else
can see it. Nothing else about the class changes.
"""

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from functools import wraps
from typing import Any, TypeVar, cast

_T = TypeVar("_T")
_TWIN = "__open_twin__"


def cheaply_made(frozen: type[_T]) -> type[_T]:
    """Give a frozen dataclass with slots a cheap way for being made with all fields by position."""
    found: Any = frozen
    names = [field.name for field in fields(found)]
    twin = make_dataclass(frozen.__name__, names, slots=True)
    # Both have `object` as base and the same slots in the same order: one layout, so an object of
    # the one may become one of the other.
    found.__init__ = _init(found, twin, len(names))
    setattr(found, _TWIN, twin)
    return frozen


def open_twin(frozen: type[_T]) -> type[_T]:
    """The open class of a `cheaply_made` one, for the few places that every event comes by.

    They make a value of it with all fields by position and give it its class, at once:
    `made.__class__ = Frozen`. That is half the price again of what `cheaply_made` does by itself.
    """
    return cast("type[_T]", getattr(frozen, _TWIN))


def _init(frozen: Any, twin: Any, count: int) -> Callable[..., None]:  # noqa: ANN401
    careful, fill, change_class = frozen.__init__, twin.__init__, object.__setattr__

    @wraps(careful)
    def init(self: Any, *given: Any, **named: Any) -> None:  # noqa: ANN401
        if named or len(given) != count or type(self) is not frozen:
            careful(self, *given, **named)
            return
        change_class(self, "__class__", twin)
        fill(self, *given)
        self.__class__ = frozen

    return init
