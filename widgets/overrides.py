"""Lets the exceptions of methods that Qt calls out in one piece.

On CPython 3.11 an exception that the interpreter raises (a division by zero, a missing item) goes
around as a type and a bare message until somebody catches it. When it leaves an override that was
entered from Python, PySide6 takes that message for an exception object, and the program ends with
a segmentation fault instead of a traceback. Caught once, the object is made. Swallows nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")
_C = TypeVar("_C", bound=type)


def sealed(kind: _C) -> _C:
    """Seal every method of a class that is marked with `@override`."""
    for name, member in tuple(vars(kind).items()):
        if getattr(member, "__override__", False):
            setattr(kind, name, _whole(member))
    return kind


def _whole(method: Callable[_P, _R]) -> Callable[_P, _R]:
    @wraps(method)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return method(*args, **kwargs)
        except BaseException:
            raise

    return call
