"""The supervisor's board: edits with all their problems, figures, versions (R-ALM-12, R-ARC-02)."""

import json

import pytest
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert_type_text import CatalogueFault
from console.domain.alerts.rulebook import changed, rules_of
from console.domain.alerts.sla_figures import Answers, figure, spans
from console.domain.pace import Pace
from console.domain.roles import Role
from console.services.catalogue import LiveCatalogue, read_shipped
from console.wire.room_values import (
    FiguresPage,
    LedgerRow,
    RulesView,
    VersionView,
)
from tests.support.seat_doubles import START, SteppedClock
from widgets.supervisor.panel import SupervisorPanel
from widgets.supervisor.problem_words import problem_text
from widgets.supervisor.wish import RuleWish

SHIPPED = read_shipped()
LIVE = LiveCatalogue(SHIPPED)


def said(value: object) -> object:
    """An entry without what is empty: a missing code and an empty one are the same."""
    if not isinstance(value, dict):
        return value
    return {key: found for key, each in value.items() if (found := said(each))}


def cell(table: QTableWidget, row: int, column: int) -> QTableWidgetItem:
    found = table.item(row, column)
    assert found is not None
    return found


class Stage:
    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1_100, 800)
        clock = SteppedClock()
        self.panel = SupervisorPanel(SHIPPED, LIVE.catalogue, "en", clock.now, self.window)
        self.panel.set_role(Role.SUPERVISOR)
        self.wishes: list[RuleWish] = []
        self.panel.wished.connect(self.wishes.append)
        self.window.show()

    def open_type(self, name: str) -> None:
        page = self.panel.types
        self.panel.show_page("types")
        names = [page.list.item(row).toolTip() for row in range(page.list.count())]
        page.list.setCurrentRow(names.index(name))


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def test_that_every_shipped_type_goes_through_the_fields_unharmed(stage: Stage) -> None:
    page = stage.panel.types
    for row in range(page.list.count()):
        page.list.setCurrentRow(row)
        name = page.list.item(row).toolTip()
        shipped = stage.panel.rules.entry(f"types/{name}")
        assert said(page.form.entry()) == said(shipped), name
        assert not page.is_edited


def test_that_all_problems_are_told_before_anything_is_sent(stage: Stage) -> None:
    stage.open_type("bell.pressed")
    page = stage.panel.types
    page.form.texts["response", "en"].setPlainText(" ")
    page.form.combos["class"].setCurrentIndex(page.form.combos["class"].findData("technical"))
    page.saving.why.setText("because")
    said = page.saving.problems.text()
    assert "what to do is missing in English" in said
    assert "stays of the class life-safety" in said
    assert not page.saving.save.isEnabled()
    assert stage.wishes == []


def test_that_a_good_edit_needs_a_reason_and_carries_its_version(stage: Stage) -> None:
    stage.panel.show_rules(RulesView(4, "{}"))
    stage.open_type("analytics.crowd")
    page = stage.panel.types
    page.form.combos["priority"].setCurrentIndex(0)
    assert not page.saving.save.isEnabled()
    page.saving.why.setText("festival")
    page.saving.save.click()
    (wish,) = stage.wishes
    assert (wish.path, wish.why, wish.base) == ("types/analytics.crowd", "festival", 4)
    assert json.loads(wish.content)["priority"] == 1


def test_that_what_was_refused_stays_in_the_fields_and_may_be_laid_over(stage: Stage) -> None:
    stage.open_type("analytics.crowd")
    page = stage.panel.types
    page.form.combos["priority"].setCurrentIndex(0)
    page.saving.why.setText("festival")
    page.saving.save.click()
    stage.panel.show_rules(RulesView(1, '{"pace": {"lease_s": 600}}'))
    stage.panel.settled(accepted=False)
    assert page.is_edited
    page.saving.save.click()
    assert [wish.base for wish in stage.wishes] == [0, 1]
    stage.panel.settled(accepted=True)
    content = {"types": {"analytics.crowd": page.form.entry()}}
    stage.panel.show_rules(RulesView(2, json.dumps(content)))
    assert (page.is_edited, page.saving.why.text()) == (False, "")


def test_that_an_operator_sees_everything_and_can_save_nothing(stage: Stage) -> None:
    stage.panel.set_role(Role.OPERATOR)
    stage.open_type("analytics.crowd")
    page = stage.panel.types
    page.form.combos["priority"].setCurrentIndex(0)
    page.saving.why.setText("festival")
    assert not page.saving.save.isEnabled()
    assert "Only a supervisor" in page.saving.problems.text()


@pytest.mark.parametrize(("text", "problem"), [("5", "60"), ("soon", "60"), ("600", "")])
def test_that_intervals_keep_their_bounds(stage: Stage, text: str, problem: str) -> None:
    page = stage.panel.pace
    stage.panel.show_page("pace")
    stage.panel.show_rules(RulesView())
    cell(page.table, 0, 2).setText(text)
    page.saving.why.setText("review")
    assert problem in page.saving.problems.text()
    assert page.saving.save.isEnabled() is not bool(problem)
    if not problem:
        page.saving.save.click()
        assert stage.wishes == [RuleWish("pace/lease_s", "600", "review", 0)]


def test_that_promises_are_read_as_they_are_written(stage: Stage) -> None:
    page = stage.panel.promises
    stage.panel.show_page("promises")
    stage.panel.show_rules(RulesView())
    row = next(r for r in range(page.table.rowCount()) if "SOS" in cell(page.table, r, 0).text())
    assert cell(page.table, row, 1).text() == "80 ≤ 10, 98.5 ≤ 40"
    page.table.setCurrentCell(row, 1)
    cell(page.table, row, 1).setText("90 <= 10, 80 ≤ 40")
    assert "rise" in page.saving.problems.text()
    cell(page.table, row, 1).setText("85 ≤ 10, 99 ≤ 40")
    page.saving.why.setText("contract")
    page.saving.save.click()
    assert json.loads(stage.wishes[0].content) == [[850, 10], [990, 40]]


def test_that_figures_say_what_was_missed_and_by_how_many(stage: Stage, qtbot: QtBot) -> None:
    profile = LIVE.catalogue.profiles["lone_worker"]
    answers = Answers()
    answers.answered.update({5: 196, 50: 4})
    rows = tuple(figure(profile, answers, span) for span in spans(START, Pace()))
    wolf = LedgerRow("BELL-2", "bell.pressed", 9, {"false_malicious": 9}, 1.0, "inspect_device")
    stage.panel.take_figures(FiguresPage(1, rows, (wolf,)))
    texts = stage.panel.sla.table.texts()
    assert ["196 / 200", "50 s", "0", "missed by 1"] in [row[3:7] for row in texts]
    assert "never hidden" in stage.panel.ledger.table.texts()[0][5]
    with qtbot.waitSignal(stage.panel.csv_wished, timeout=15_000) as asked:
        stage.panel.sla.csv.click()
    name, text = asked.args or ("", "")
    assert name == "sla"
    assert "lone_worker" in str(text)


def test_that_a_version_is_gone_back_to_with_a_reason(stage: Stage) -> None:
    versions = tuple(VersionView(n, "SV", START, "why", "pace/lease_s") for n in (1, 2))
    stage.panel.show_rules(RulesView(2, "{}", versions))
    page = stage.panel.versions
    page.table.selectRow(0)
    page.why.setText("mistake")
    assert not page.back.isEnabled()  # it is in force
    page.table.selectRow(1)
    page.back.click()
    assert stage.wishes == [RuleWish(why="mistake", version=1)]


def test_that_every_problem_the_rules_tell_is_known_here() -> None:
    bad = {"class": "life", "priority": 9, "alerting": False, "steps": [{}], "sla": "none",
           "camera": "none", "urgency": "high", "agency": {"to": "112"}, "respond_s": 0,
           "name": {"ko": "x" * 401}}  # fmt: skip
    content = "{}"
    for path, value in (
        ("types/bell.pressed", bad), ("types/sos.app", {"class": "odd"}), ("pace/lease_s", 1),
        ("agencies/112", {"phone": "x" * 300}), ("sla_profiles/other", [[2, 1], [1, 1]]),
        ("pace/shift_h", 5),
    ):  # fmt: skip
        content = changed(content, path, value)
    with pytest.raises(CatalogueFault) as fault:
        rules_of(SHIPPED, content)
    told_alike = [each for each in fault.value.problems if problem_text(each) == each]
    # Sentences that are the same in English, whole or in part, and names of fields nobody edits.
    assert len(told_alike) < len(fault.value.problems)
    assert len(fault.value.problems) > 20
