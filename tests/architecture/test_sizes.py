"""Sizes, which may only shrink (design, section 5).

The ceilings are law. `sizes.json` holds the largest sizes reached so far; a change that makes the
code smaller should lower them, and none may raise them.
"""

from __future__ import annotations

import json
import statistics
from pathlib import Path

import pytest

from tests.architecture.source import Source, everything, length, offence, product, told

FILE_CEILING = 400
FUNCTION_CEILING = 60
RATCHET: dict[str, float] = json.loads(Path(__file__).with_name("sizes.json").read_text("utf-8"))


def function_lengths(sources: tuple[Source, ...]) -> list[int]:
    return sorted(length(each) for source in sources for each in source.functions())


def test_that_no_file_is_longer_than_a_reader_can_hold() -> None:
    too_long = [
        f"{source.name}: {source.lines} lines"
        for source in everything()
        if source.lines > FILE_CEILING
    ]
    assert not too_long, told(too_long)


def test_that_no_function_is_longer_than_a_screen() -> None:
    too_long = [
        offence(source, each, f"{each.name} has {length(each)} lines")
        for source in everything()
        for each in source.functions()
        if length(each) > FUNCTION_CEILING
    ]
    assert not too_long, told(too_long)


@pytest.mark.parametrize("law", [("median", 10.0), ("p90", 40.0)])
def test_that_most_functions_are_short(law: tuple[str, float]) -> None:
    name, ceiling = law
    lengths = function_lengths(product())
    measured = statistics.median(lengths) if name == "median" else lengths[len(lengths) * 9 // 10]
    assert measured <= min(ceiling, RATCHET[f"function_{name}"]), f"{name} is {measured}"


def test_that_most_files_are_short() -> None:
    sizes = [source.lines for source in product() if source.lines > 3]
    measured = statistics.median(sizes)
    assert measured <= min(160, RATCHET["file_median"]), f"the median file has {measured} lines"


def test_that_the_largest_file_and_function_never_grow() -> None:
    largest = max(product(), key=lambda source: source.lines)
    assert largest.lines <= RATCHET["file_largest"], f"{largest.name}: {largest.lines} lines"
    longest, where = max(
        (length(each), offence(source, each, each.name))
        for source in product()
        for each in source.functions()
    )
    assert longest <= RATCHET["function_longest"], f"{where}: {longest} lines"


def test_that_the_ratchet_is_within_the_law() -> None:
    assert RATCHET["file_largest"] <= FILE_CEILING
    assert RATCHET["function_longest"] <= FUNCTION_CEILING
