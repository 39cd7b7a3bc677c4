"""The boards of shelters and lockers: the six things of a call for help, fees, faults (O24)."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.domain.alerts.dispatch import walking_time
from console.domain.field.post import KST
from console.domain.field.shelter import nearest
from console.domain.places.geo import Place, distance_m
from console.domain.unit import DeviceLink
from console.ports.map_overlay import Overlay
from tests.support.field_stage import FieldStage
from tests.support.patrol_scene import LOCKER, SHOP, evening, news, site
from widgets.field.form import WrongField
from widgets.language import Language
from widgets.shelters.panel import LOCKERS, SHELTERS, SheltersPanel
from widgets.shelters.words import typed_spans

Wish = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def stage() -> FieldStage:
    return evening()


@pytest.fixture
def panel(qtbot: QtBot, stage: FieldStage) -> Iterator[SheltersPanel]:
    used = Language("en")
    made = SheltersPanel(site(), stage.now)
    qtbot.addWidget(made)
    made.resize(1_123, 930)
    made.show()
    made.take(news(stage))
    yield made
    used.close()


@pytest.fixture
def wishes(panel: SheltersPanel) -> list[Wish]:
    found: list[Wish] = []
    panel.wished.connect(lambda *wish: found.append(wish))
    return found


def test_that_a_call_for_help_shows_all_six_things_o24(panel: SheltersPanel) -> None:
    assert (panel.page_index, panel.chosen) == (SHELTERS, SHOP)
    text = panel.text()
    for each in (
        "Seongsu Shelter Store 1", "02-000-0001", "Closed, opens 09:00", "Nearest cameras: SD-",
        "Nearest team: patrol-", "min on foot, seen 0 s ago", "Receiver off the hook",
    ):  # fmt: skip
        assert each in text


def test_that_silence_is_counted_down_and_then_taken_as_real(
    panel: SheltersPanel, stage: FieldStage
) -> None:
    panel.set_now(stage.now + timedelta(seconds=20))
    assert "Ring the store: 40 s left" in panel.text()
    own = evening()
    own.go_to(own.ms / 1_000 + 61, 10)
    panel.take(news(own))
    assert "take it as real" in panel.text()


def test_that_the_keys_of_the_card_are_granted_by_the_engine(
    panel: SheltersPanel, wishes: list[Wish]
) -> None:
    own = evening()
    panel.take(news(own))
    QTest.keyClick(panel, Qt.Key.Key_N)
    QTest.keyClick(panel, Qt.Key.Key_A)
    QTest.keyClick(panel.form, Qt.Key.Key_Return)
    QTest.keyClick(panel, Qt.Key.Key_C)
    panel.form.set_value("weekdays", "24")
    panel.form.set_value("saturday", "07:00-12:00, 18:00-03:00")
    QTest.keyClick(panel.form, Qt.Key.Key_Return)
    QTest.keyClick(panel, Qt.Key.Key_H)
    panel.form.set_value("days", "2026-09-24, 2026-09-25")
    QTest.keyClick(panel.form, Qt.Key.Key_Return)
    panel.choose(LOCKER, LOCKERS)
    QTest.keyClick(panel, Qt.Key.Key_C)
    QTest.keyClick(panel.form, Qt.Key.Key_Return)
    acts = [(subject, act) for subject, act, _, _ in wishes]
    assert acts == [
        (f"shelter:{SHOP}", "ring"), (f"shelter:{SHOP}", "ring"), (f"shelter:{SHOP}", "enter"),
        ("calendar:", "enter"), (f"locker:{LOCKER}", "collect"),
    ]  # fmt: skip
    for subject, act, words, content in wishes:
        own.act("field", subject=subject, choice=act, text=words, content=content)
        said = own.answer()
        assert said.accepted, (subject, act, said.reason)
    rings = own.content("shelter", SHOP)["panic"]["rings"]
    assert [each["answered"] for each in rings] == [False, True]
    week = json.loads(wishes[2][3])["hours"]["week"]
    assert {each["weekday"]: each["end_min"] for each in week if each["weekday"] < 6} == {
        0: 1440, 1: 1440, 2: 1440, 3: 1440, 4: 1440, 5: 27 * 60,
    }  # fmt: skip


def test_that_fees_and_faults_of_lockers_are_told(panel: SheltersPanel) -> None:
    panel.choose(LOCKER, LOCKERS)
    text = panel.text()
    assert "3 of 20 taken · 1 broken · KRW 2,000 due" in text
    assert "A01 · taken · 3 d 3 h · KRW 2,000 due" in text
    assert "A07 · out of order" in text


def test_that_a_locker_nobody_has_heard_is_not_called_working(
    panel: SheltersPanel, stage: FieldStage
) -> None:
    panel.choose("LOCKER-002", LOCKERS)
    assert "Nothing heard yet" in panel.text()
    link = DeviceLink("LOCKER-002", "silent")
    told = news(stage)
    panel.take(type(told)(False, True, 2, (), links=(link,)))
    assert "Device not heard" in panel.text()


def test_that_who_walks_with_somebody_is_not_the_nearest_team(panel: SheltersPanel) -> None:
    own = evening()
    shop = panel._maker.shops[SHOP].place
    for unit in ("scout-9", "app-9", "guard-9", "watch-9"):
        own.see(unit, shop.lat, shop.lon, 5.0)
    panel.take(news(own))
    panel.choose(SHOP, SHELTERS)
    assert "Nearest team: guard-9" in panel.text()  # nobody is known to need either yet
    own.field("guard:", "enlist", {"sign": "G9", "unit": "guard-9"})
    own.field("guard_case:", "open", {"code": "GD-1", "risk": "high", "watches": ["watch-9"]})
    session = {
        "basis": "release",
        "first_day": f"{own.now:%Y-%m-%d}",
        "days": 2,
        "begins": "00:00:00",
    }
    own.field("guard_case:1", "session", {**session, "minutes": 1_440, "guards": 1})
    times = {"start": own.now.isoformat(), "end": (own.now + timedelta(hours=9)).isoformat()}
    assert own.field("guard_case:1", "roster", {"guards": ["G9"], **times}) == ""
    on = {"name": "9조", "areas": ["A"], "unit": "scout-9", "members": 2, "every_s": 0}
    until = (own.now + timedelta(hours=3)).isoformat()
    team = own.field("scout_team:", "on", {**on, "on_until": until})
    form = {"area": "A", "meet_at": own.now.isoformat(), "meet_name": "역", "urgent": True}
    walk = own.field("escort:", "request", {**form, "walker": "app-9"})
    panel.take(news(own))
    assert "Nearest team: scout-9" in panel.text()
    own.field(f"escort:{walk}", "match", {"team": team})
    own.field(f"escort:{walk}", "meet")
    panel.take(news(own))
    assert "Nearest team: patrol-" in panel.text()


def test_that_a_locker_is_put_on_the_map_and_taken_off(panel: SheltersPanel) -> None:
    told: list[Overlay] = []
    panel.overlay_changed.connect(told.append)
    panel.choose("LOCKER-002", LOCKERS)
    QTest.keyClick(panel, Qt.Key.Key_M)
    QTest.keyClick(panel, Qt.Key.Key_M)
    assert [[point.id for point in each.points] for each in told] == [["LOCKER-002"], []]


def test_that_a_store_whose_button_is_not_heard_is_not_called_calm(
    panel: SheltersPanel, stage: FieldStage
) -> None:
    panel.choose("SHELTER-003", SHELTERS)
    assert "No button of this store is known here" in panel.text()
    assert "Calm" not in panel.text()
    told = news(stage)
    link = DeviceLink("SHELTER-003", "silent")
    panel.take(type(told)(False, True, 2, (), links=(link,)))
    text = panel.text()
    assert "Calm" not in text
    assert "Its button is not heard: a call for help may not come" in text
    panel.take(type(told)(False, True, 3, (), links=(DeviceLink("SHELTER-003", "up"),)))
    assert "Calm" in panel.text()


@pytest.mark.parametrize("typed", ["usual", "평소와 같음", "10:00-14:00", ""])
def test_that_holidays_are_what_was_typed_last(
    panel: SheltersPanel, wishes: list[Wish], typed: str
) -> None:
    own = evening()
    panel.take(news(own))
    panel.choose(SHOP, SHELTERS)
    for holidays in ("usual", typed):
        QTest.keyClick(panel, Qt.Key.Key_C)
        panel.form.set_value("holidays", holidays)
        QTest.keyClick(panel.form, Qt.Key.Key_Return)
        subject, act, words, content = wishes[-1]
        own.act("field", subject=subject, choice=act, text=words, content=content)
        panel.take(news(own))
    hours = own.content("shelter", SHOP)["hours"]
    is_usual = typed in {"usual", "평소와 같음"}
    assert hours["holidays_as_usual"] is is_usual
    spans = [each for each in hours["week"] if each["weekday"] == 7]
    assert bool(spans) is (typed == "10:00-14:00")
    QTest.keyClick(panel, Qt.Key.Key_C)
    assert panel.form.values()["holidays"] == ("usual" if is_usual else typed)


def test_that_the_alert_of_a_store_opens_on_its_card(
    panel: SheltersPanel, stage: FieldStage
) -> None:
    alerts = {each.type: each for each in stage.desk.alerts()}
    panel.choose("LOCKER-003", LOCKERS)
    assert panel.choose_for(alerts["shelter.button"])
    assert (panel.page_index, panel.chosen) == (SHELTERS, SHOP)
    assert not panel.choose_for(alerts["team.separated"])


def test_that_the_order_of_refuges_is_that_of_brute_force_o24() -> None:
    dice = random.Random(7)

    def anywhere() -> Place:
        return Place(37.55 + dice.uniform(-0.03, 0.03), 127.03 + dice.uniform(-0.03, 0.03))

    for _ in range(10_000):
        here, shops = anywhere(), [(f"S{n}", anywhere()) for n in range(dice.randint(0, 9))]
        found = [each.id for each in nearest(here, shops, 4)]
        by_walk = sorted(shops, key=lambda shop: walking_time(here, shop[1]))
        assert found == [name for name, _ in by_walk][:4]
        assert all(
            each.distance_m == distance_m(here, dict(shops)[each.id])
            for each in nearest(here, shops, 4)
        )


@pytest.mark.parametrize("typed", ["9-18", "25:00-26:00", "09:60-10:00", "later", "24:00-25:00"])
def test_that_hours_that_cannot_be_are_told_with_an_example(typed: str) -> None:
    with pytest.raises(WrongField) as wrong:
        typed_spans("weekdays", typed, (0,))
    assert wrong.value.example == "09:00-02:00"


def test_that_hours_are_read_over_midnight_and_closed_when_empty() -> None:
    (night,) = typed_spans("saturday", "18:00–02:30", (5,))
    assert (night.begin_min, night.end_min) == (1_080, 1_590)
    assert typed_spans("sunday", "", (6,)) == []


@pytest.mark.parametrize(("record", "page", "key"), [(SHOP, SHELTERS, "C"), (LOCKER, LOCKERS, "E")])
def test_that_single_days_of_stores_and_lockers_are_entered_and_shown(
    panel: SheltersPanel, wishes: list[Wish], record: str, page: int, key: str
) -> None:
    own = evening()
    panel.take(news(own))
    panel.choose(record, page)
    today = own.now.astimezone(KST).date()
    QTest.keyClick(panel, getattr(Qt.Key, f"Key_{key}"))
    panel.form.set_value("weekdays", "24")
    panel.form.set_value("days", "someday")
    QTest.keyClick(panel.form, Qt.Key.Key_Return)
    assert "2026-09-24 closed" in panel.form.text()  # an example
    panel.form.set_value("days", f"{today - timedelta(days=9)} closed; {today} 00:00-23:59")
    QTest.keyClick(panel.form, Qt.Key.Key_Return)
    subject, act, words, content = wishes[-1]
    own.act("field", subject=subject, choice=act, text=words, content=content)
    assert own.answer().accepted
    panel.take(news(own))
    assert len(own.content(panel.page.kind, record)["hours"]["days"]) == 2
    assert "until 23:59" in panel.text()
    QTest.keyClick(panel, getattr(Qt.Key, f"Key_{key}"))
    assert panel.form.values()["days"] == f"{today} 00:00-23:59"
