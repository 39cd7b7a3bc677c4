"""The site's rules: edited by supervisors, in force at once, kept, taken back (R-ALM-05, -12)."""

import json
from datetime import timedelta
from typing import Any

import pytest

from console.domain.alerts.alert import AlertClass, Condition, Visibility
from console.domain.alerts.rulebook import entry_at
from console.domain.roles import Person, Role
from console.ports.messages import RulesChanged
from console.ports.store import Restored
from console.services.catalogue import read_catalogue, read_shipped
from console.services.desk.desk import Desk
from tests.support.desk_room import Room

HOUR = timedelta(hours=1)
SHIPPED = read_shipped()


def room(restored: Restored | None = None) -> Room:
    """A room with a chief at seat B; everybody else is an operator."""
    made = Room()
    made.desk = Desk(read_catalogue(), shipped=SHIPPED)
    made.desk.restore(restored or Restored(0, 1, (), ()), made.devices)
    made.desk.set_people([Person("B", "chief", Role.SUPERVISOR), Person("A", "kim", Role.OPERATOR)])
    return made


def change(made: Room, path: str, value: object, version: int = 0, **more: str) -> str:
    fields: dict[str, Any] = {"by": "chief", "seat": "B", "text": "after the review", **more}
    content = json.dumps(value, ensure_ascii=False)
    choice = str(version)
    return made.act("change_rules", subject=path, content=content, choice=choice, **fields)


def entry(name: str, **more: object) -> dict[str, Any]:
    return {**entry_at(SHIPPED, "{}", f"types/{name}"), **more}


def test_that_an_edited_type_counts_for_the_very_next_event() -> None:
    made = room()
    assert change(made, "types/analytics.crowd", entry("analytics.crowd", priority=1)) == ""
    made.event("analytics.crowd", "cam-1")
    assert made.alert().priority == 1
    assert made.desk.rules_view().number == 1


def test_that_an_operator_edits_nothing_and_is_told_why() -> None:
    made = room()
    crowd = entry("analytics.crowd", priority=1)
    said = change(made, "types/analytics.crowd", crowd, by="kim", seat="A")
    assert said == "This needs a supervisor: kim at A is an operator."
    # A name is no proof: the chief is known by the seat he works at.
    assert "supervisor" in change(made, "types/analytics.crowd", crowd, by="chief", seat="A")
    assert made.desk.rules_view().number == 0


def test_that_all_problems_of_a_type_are_told_at_once_r_alm_12() -> None:
    made = room()
    bad = entry("analytics.crowd", priority=9, camera="wink", response={"ko": "본다", "en": " "})
    said = change(made, "types/analytics.crowd", bad)
    for word in ("priority", "camera", "response in 'en'"):
        assert word in said
    made.event("analytics.crowd", "cam-1")
    assert made.alert().priority == 2


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"class": "technical"}, "stays of the class life"),
        ({"class": "analytics", "priority": 4}, "stays of the class life"),
        ({"alerting": False}, "always makes an alert"),
        ({"priority": 3}, "priority 1 or 2"),
        ({"auto_close_s": 60}, "auto_close_s"),
        ({"shelve": True}, "shelve"),
        ({"delay_s": 5}, "delay_s"),
        ({"group_by": "place"}, "group_by"),
        ({"sla": "none"}, "answer times"),
        ({"camera": "none"}, "spot"),
        ({"steps": []}, "step"),
    ],
)
def test_that_no_edit_takes_anything_from_life_safety_r_alm_05(
    changes: dict[str, object], word: str
) -> None:
    made = room()
    for name in ("bell.pressed", "sos.app", "checkin.missed"):
        assert word in change(made, f"types/{name}", entry(name, **changes)), name
    assert made.desk.rules_view().number == 0


def test_that_a_type_made_life_safety_comes_off_its_shelf_and_its_rules_end() -> None:
    made = room()
    made.event("analytics.crowd", "cam-1", condition="active")
    made.act("shelve", 1, text="market", until=made.now + HOUR)
    assert made.alert().visibility is Visibility.SHELVED
    life = entry("analytics.crowd", **{"class": "life", "camera": "spot", "priority": 2})
    assert change(made, "types/analytics.crowd", life) == ""
    assert made.alert().visibility is Visibility.NORMAL
    assert made.desk.counters()["shelved"] == 0
    assert "never shelved" in made.act("shelve", 1, text="x", until=made.now + HOUR)


def test_that_an_alert_raised_as_life_stays_exempt_when_its_type_is_taken_back() -> None:
    made = room()
    life = entry("analytics.crowd", **{"class": "life", "camera": "spot", "priority": 2})
    change(made, "types/analytics.crowd", life)
    made.event("analytics.crowd", "cam-1", condition="active")
    back = made.act("restore_rules", by="chief", seat="B", subject="0", text="mistake")
    assert back == ""
    assert "never shelved" in made.act("shelve", 1, text="x", until=made.now + HOUR)


def test_that_who_edited_an_older_version_looks_again_first_r_syn_03() -> None:
    made = room()
    assert change(made, "pace/lease_s", 600) == ""
    said = change(made, "pace/lease_s", 700, version=0)
    assert said == "The rules were changed meanwhile (version 1): look at them first."
    assert change(made, "pace/lease_s", 700, version=1) == ""


def test_that_a_change_is_undone_as_a_version_of_its_own_and_a_restart_keeps_it() -> None:
    made = room()
    change(made, "pace/lease_s", 600)
    change(made, "pace/stale_h", 12, version=1)
    assert made.act("restore_rules", by="chief", seat="B", subject="1", text="no") == ""
    view = made.desk.rules_view()
    assert (view.number, json.loads(view.content)) == (3, {"pace": {"lease_s": 600}})
    kept = [c.version for c in made.changes if isinstance(c, RulesChanged)]
    again = room(Restored(3, 1, (), (), rules=tuple(kept)))
    assert again.desk.rules_view() == view
    assert "not kept" in made.act("restore_rules", by="chief", seat="B", subject="9", text="x")
    assert "reason" in made.act("restore_rules", by="chief", seat="B", subject="1", text=" ")


def test_that_versions_that_cannot_stand_any_more_are_told_and_the_shipped_rules_hold() -> None:
    made = room()
    change(made, "pace/lease_s", 600)
    (kept,) = [c.version for c in made.changes if isinstance(c, RulesChanged)]
    broken = type(kept)(1, "chief", kept.at, "x", "pace/lease_s", '{"pace": {"lease_s": 1}}')
    again = room(Restored(1, 1, (), (), rules=(broken,)))
    assert "lease_s" in again.desk.rules_view().fault
    assert again.desk.rules_view().content == "{}"
    assert change(again, "pace/lease_s", 700, version=1) == ""
    assert again.desk.rules_view().fault == ""


def test_that_intervals_are_site_settings_within_safe_bounds_r_alm_14() -> None:
    made = room()
    for field, value in (("escalate_first_s", 600), ("lease_s", 5), ("lease_s", "x"), ("?", 1)):
        assert change(made, f"pace/{field}", value) != ""
    assert "longer than" in change(made, "pace/escalate_second_s", 25)
    made.event("bell.pressed")
    assert change(made, "pace/escalate_first_s", 15) == ""
    made.at(14)
    assert made.alert().escalation == 0
    made.at(15)
    assert made.alert().escalation == 1


def test_that_a_shorter_lease_ends_a_claim_earlier() -> None:
    made = room()
    change(made, "pace/lease_s", 120)
    made.event("analytics.crowd", "cam-1")
    made.act("claim", 1)
    made.at(119)
    assert made.alert().claimed_by == "kim"
    made.at(121)
    assert made.alert().claimed_by is None


def test_that_flood_limits_and_the_longest_shelf_are_the_sites() -> None:
    made = room()
    change(made, "pace/flood_begins_above", 5)
    change(made, "pace/longest_shelf_h", 2, version=1)
    for _ in range(6):
        made.event("bell.pressed")
    made.at(1)
    assert made.desk.room().flood is not None
    made.event("analytics.crowd", "cam-1", condition="active")
    assert "2 hours" in made.act("shelve", 7, text="x", until=made.now + 3 * HOUR)


@pytest.mark.parametrize(
    "content", ["", "{", "[" * 9_000, '"\\ud800"', "NaN", '{"a": Infinity}', "null", "7", "[]"]
)
def test_that_foreign_content_never_breaks_the_desk(content: str) -> None:
    made = room()
    for path in ("types/analytics.crowd", "agencies/112", "sla_profiles/other", "x/y", "types/"):
        made.act(
            "change_rules", by="chief", seat="B", subject=path, content=content,
            choice=str(made.desk.rules_view().number), text="x",
        )  # fmt: skip
    assert set(json.loads(made.desk.rules_view().content)) <= set()


def test_that_contacts_of_agencies_are_data_with_both_languages() -> None:
    made = room()
    name = {"ko": "성동 보건소", "en": "Health centre"}
    assert change(made, "agencies/health", {"name": name, "phone": "02-0000-0000"}) == ""
    assert "'en'" in change(made, "agencies/health", {"name": {"ko": "x"}}, version=1)
    assert "no agency" in change(made, "agencies/navy", {"name": name}, version=1)


def test_that_a_call_of_a_type_that_is_life_safety_by_now_never_joins_an_older_alert() -> None:
    """It would be shown with the class and the deadlines of what it was before."""
    made = room()
    made.event("analytics.crowd", "cam-1", condition="active")
    life = entry("analytics.crowd", **{"class": "life", "camera": "spot", "priority": 2})
    assert change(made, "types/analytics.crowd", life) == ""
    assert made.event("analytics.crowd", "cam-1") == 2
    assert made.alert(2).alert_class is AlertClass.LIFE
    made.at(61.0)
    assert made.alert(2).escalation == 2
    made.event("analytics.crowd", "cam-1", condition="cleared")
    assert made.alert(1).condition is Condition.CLEARED
