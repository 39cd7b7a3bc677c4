"""A night of patrols under receivers' noise: whoever is in trouble is told of, nobody else (O7)."""

import pytest

from backends.simulated.evenings.patrol_night import Night, NightTeam, make_night
from console.domain.places.geo import Place
from tests.support.engine_doubles import device
from tests.support.field_stage import FieldStage

CENTRE = Place(37.5610, 127.0350)
EVERY_S = 15
HOURS = 1.0
TOLD = ("team.separated", "patrol.missed", "unit.stale")
EXPECTED = {
    "walks": set(),
    "late": {"patrol.missed"},
    "absent": {"patrol.missed"},
    "parts": {"team.separated"},
    "dark": {"team.separated"},
    "skips": set(),
    "forgets": {"patrol.missed", "unit.stale"},
}


def plan(stage: FieldStage, team: NightTeam) -> None:
    route = [[[each.lat, each.lon] for each in team.route]]
    form = {
        "team": team.team, "area": team.area, "members": team.members, "begins": team.begins,
        "ends": team.ends, "route": route, "checkpoints": team.checkpoints(),
    }  # fmt: skip
    assert not stage.field("patrol:", "plan", form).startswith("no: ")


def play(night: Night) -> FieldStage:
    """Everybody walks; at the end each team but the forgetful one comes home."""
    stage = FieldStage(device("gateway"))
    for team in night.teams:
        plan(stage, team)
    waiting = dict(enumerate(night.teams, start=1))
    while stage.ms < (HOURS * 3_600 + 2_400) * 1_000:
        stage.at(stage.ms / 1_000 + EVERY_S)
        for number, team in list(waiting.items()):
            if team.starts is not None and team.starts <= stage.now:
                assert stage.field(f"patrol:{number}", "start") == ""
                del waiting[number]
        for number, team in enumerate(night.teams, start=1):
            for unit, place in night.fixes(team, stage.now):
                stage.see(unit, place.lat, place.lon, 10.0)
            over = team.ends <= stage.now and team.starts is not None
            if over and team.course != "forgets" and stage.record("patrol", f"{number}").is_open:
                assert stage.field(f"patrol:{number}", "end", text="home") == ""
    return stage


@pytest.fixture(scope="module")
def played() -> tuple[Night, FieldStage]:
    begins = FieldStage(device("gateway")).now
    night = make_night(7, CENTRE, begins, teams=9, hours=HOURS)
    return night, play(night)


def told_of(stage: FieldStage, team: NightTeam) -> set[str]:
    found = [
        each for each in stage.desk.alerts()
        if each.type in TOLD and (each.subject or "").partition("/")[0] == team.team
    ]  # fmt: skip
    return {each.type for each in found}


def test_that_each_trouble_is_told_of_and_no_other(played: tuple[Night, FieldStage]) -> None:
    night, stage = played
    for team in night.teams:
        assert told_of(stage, team) == EXPECTED[team.course], team.course


def test_that_who_walked_all_of_it_is_credited_with_it_and_who_did_not_is_not(
    played: tuple[Night, FieldStage],
) -> None:
    night, stage = played
    for number, team in enumerate(night.teams, start=1):
        content = stage.content("patrol", f"{number}")
        missing = 5 - len(content["passed"])
        if team.course == "walks":
            assert missing == 0
        if team.course == "skips":
            assert missing >= 1
            covered = int(content["progress"]["covered"], 16).bit_count()
            assert covered < 0.8 * content["progress"]["samples"]


def test_that_a_night_is_the_same_for_one_seed() -> None:
    begins = FieldStage(device("gateway")).now
    first, again = (make_night(3, CENTRE, begins) for _ in range(2))
    assert first == again
    assert len(first.teams) == 15
    moment = begins.replace(minute=30)
    for one, other in zip(first.teams, again.teams, strict=True):
        assert list(first.fixes(one, moment)) == list(again.fixes(other, moment))
