"""What the engine really refuses of roles and rules, told in Korean."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.support.desk_room import Room
from tests.unit.test_desk_rules import change, entry, room
from widgets.language import Language
from widgets.supervisor.problem_words import problem_texts
from widgets.words.reasons import reason_text

HOUR = timedelta(hours=1)


@pytest.fixture
def korean(qapp: object) -> Iterator[Language]:
    language = Language("ko")
    yield language
    language.close()


def _of_roles() -> Iterator[str]:
    one = Room()
    more = {"subject": "analytics.crowd", "text": "x", "until": one.now + HOUR}
    yield one.act("suppress", by="nobody", **more)  # type: ignore[arg-type]
    yield one.act("approve", subject="c1")
    yield one.act("approve", by="chief", subject="c1")
    one.desk.set_people([])
    yield one.act("approve", subject="c1")
    yield one.act("suppress", subject="x.y", text="x", until=one.now + HOUR)
    yield one.act("suppress", subject="analytics.crowd", text="x")


def _of_rules() -> Iterator[str]:
    made = room()
    yield change(made, "pace/lease_s", 600, version=7)
    yield made.act("restore_rules", by="chief", seat="B", subject="9", text="x")
    yield made.act("restore_rules", by="chief", seat="B", subject="9")
    bare = Room()
    more = {"subject": "pace/lease_s", "content": "600", "choice": "0", "text": "x"}
    yield bare.act("change_rules", by="chief", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("sentence", [*_of_roles(), *_of_rules()])
@pytest.mark.usefixtures("korean")
def test_that_a_refusal_of_roles_and_rules_is_told_in_korean(sentence: str) -> None:
    assert sentence
    assert re.search("[가-힣]", reason_text(sentence)), sentence


@pytest.mark.usefixtures("korean")
def test_that_every_problem_of_an_edit_is_told_in_korean() -> None:
    made = room()
    bad = {"class": "life", "priority": 9, "alerting": False, "sla": "none", "camera": "none",
           "steps": [{}], "name": {"ko": "x" * 401, "en": ""}}  # fmt: skip
    said = [
        change(made, "types/bell.pressed", {**entry("bell.pressed"), **bad}),
        change(made, "types/bell.pressed", entry("bell.pressed", **{"class": "technical"})),
        change(made, "pace/lease_s", 1),
        change(made, "pace/shift_h", 5),
        change(made, "pace/escalate_second_s", 25),
        change(made, "pace/flood_ends_below", 50),
        change(made, "agencies/112", {"name": {"ko": "x"}, "phone": "1" * 300}),
        change(made, "sla_profiles/other", [[900, 10], [800, 5]]),
    ]
    for problem in "; ".join(each.rstrip(".") for each in said).split("; "):
        assert re.search("[가-힣]", problem_texts(problem)), problem
    assert json.loads(made.desk.rules_view().content) == {}
