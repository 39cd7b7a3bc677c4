"""The parts of the escorts' panel and where they stand. GUI thread; no rule, no news."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.domain.field.escort import UNDER_WAY, Escort
from console.domain.field.follow import Strip
from console.domain.site import Site
from console.domain.unit import UnitPosition
from console.ports.player import Pictures
from widgets.escorts.follow import age_s
from widgets.escorts.people import PeopleCard
from widgets.escorts.reasons import escort_reason
from widgets.escorts.strip import FollowStrip
from widgets.field.act_bar import ActBar
from widgets.field.form import FieldForm
from widgets.field.rows import BoardList, Lines
from widgets.field.said import Said, restyle
from widgets.theme import SIZES
from widgets.words.words import translate

_LEAST_LIST, _LIST_WIDTH = 250, 400
_STALE_S = 30.0
RARE = "clock"
"""The act of the one night a year somebody sets the clock: not worth a place while it is not."""


def _label(role: str, *, wraps: bool = False) -> QLabel:
    made = QLabel()
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    return made


class Parts:
    """Everything the panel fills."""

    def __init__(self, panel: QWidget, site: Site, pictures: Pictures, acts: list[str]) -> None:
        self.title, self.capacity = _label("heading", wraps=True), _label("caption", wraps=True)
        self.clock = _label("row", wraps=True)
        self.heads = {"team": _label("section"), "unit": _label("section")}
        self.escorts, self.teams, self.units = BoardList(), BoardList(), BoardList()
        self.walk_head, self.walk_state = _label("title", wraps=True), _label("title")
        self.strip, self.strip_words = FollowStrip(site, pictures), _label("row", wraps=True)
        self.marks, self.people = Lines(), PeopleCard()
        self.message, self.empty = Said(escort_reason), _label("row", wraps=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.form = FieldForm()
        self.buttons = {name: QPushButton() for name in acts}
        self.pages = QStackedWidget()
        self.clock.hide()
        restyle(self.clock, "warning")
        restyle(self.empty, "quiet")
        column = QVBoxLayout(panel)
        column.setContentsMargins(SIZES.margin, SIZES.gap, SIZES.margin, SIZES.gap)
        column.setSpacing(SIZES.gap)
        upper, right = QWidget(), self._right()
        row = QHBoxLayout(upper)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.margin)
        row.addLayout(self._left(), 2)
        row.addLayout(right, 3)
        column.addWidget(upper, 1)
        self.form.push_aside(upper)
        often = [button for name, button in self.buttons.items() if name != RARE]
        self._bar = ActBar(self.form, often, right, column)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.clock)
        column.addWidget(self.capacity)
        column.addWidget(self.escorts, 5)
        column.addWidget(self.heads["team"])
        column.addWidget(self.teams, 3)
        column.addWidget(self.heads["unit"])
        column.addWidget(self.units, 2)
        lists = (self.escorts, self.teams, self.units)
        for each in (*lists, self.title, self.clock, self.capacity):
            each.setMinimumWidth(_LEAST_LIST)
            each.setMaximumWidth(_LIST_WIDTH)
        return column

    def _right(self) -> QVBoxLayout:
        walk = QWidget()
        column = QVBoxLayout(walk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.gap)
        head = QHBoxLayout()
        head.addWidget(self.walk_head, 1)
        head.addWidget(self.walk_state)
        column.addLayout(head)
        column.addWidget(self.strip_words)
        column.addWidget(self.strip, 5)
        column.addWidget(self.people)
        column.addWidget(self.marks, 3)
        column.addStretch()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(walk)
        right = QVBoxLayout()
        right.setSpacing(SIZES.gap)
        right.addWidget(self.pages, 1)
        right.addWidget(self.message)
        right.addWidget(self.buttons[RARE])
        return right

    # --- filling -------------------------------------------------------------------------------

    def show_heads(self, heads: dict[str, str], section: str) -> None:
        """The words above the lists; the list with the keys is marked."""
        title = ("▸ " if section == "escort" else "") + heads["title"]
        self.title.setText("\n".join(each for each in (title, heads["stale"]) if each))
        restyle(self.title, "warning" if heads["stale"] else "")
        self.capacity.setText(heads["capacity"])
        self.clock.setText(heads["clock"])
        self.clock.setVisible(bool(heads["clock"]))
        words = {
            "team": translate("Escorts", "Teams on duty: {count}").format(
                count=len(self.teams.board.rows)
            ),
            "unit": translate("Escorts", "Check-ins: {count}").format(
                count=len(self.units.board.rows)
            ),
        }
        for name, label in self.heads.items():
            label.setText(("▸ " if section == name else "") + words[name])

    def make_room(self, *, filling: bool) -> None:
        """While a form is filled, the pictures stay and the older lines give way."""
        self.marks.setHidden(filling)

    def show_marks(self, lines: Sequence[str]) -> None:
        """What happened, the newest first."""
        shown = [self.marks.item(at).text() for at in range(self.marks.count())]
        if shown != list(lines):
            self.marks.clear()
            self.marks.addItems(list(lines))

    def show_strip(
        self, escort: Escort, strip: Strip, fix: UnitPosition | None, now: datetime
    ) -> None:
        """The three pictures while they walk, and what they rest on."""
        going = escort.step in UNDER_WAY
        self.strip.setVisible(going)
        self.strip_words.setVisible(going)
        if not going:
            self.strip.show_strip(Strip())
            return
        self.strip.show_strip(strip)
        age = age_s(fix, now)
        words, tone = _strip_words(strip, age)
        self.strip_words.setText(words)
        restyle(self.strip_words, tone)

    def fit(self, width: int) -> None:
        """The panel has another width."""
        list_width = min(max(width * 2 // 5, _LEAST_LIST), _LIST_WIDTH)
        self._bar.fit(width)
        self.form.fit(width)
        self.strip.fit(width - list_width - 3 * SIZES.margin)

    def retranslate(self) -> None:
        """Words that stand still."""
        self.empty.setText(translate("Escorts", "No escort is asked for. Ins takes a request."))

    def text(self) -> str:
        """What the parts say."""
        labels = (
            self.title, self.clock, self.capacity, *self.heads.values(), self.walk_head,
            self.walk_state, self.strip_words, self.people, self.message,
        )  # fmt: skip
        marks = [self.marks.item(at).text() for at in range(self.marks.count())]
        words = [label.text() for label in labels if not label.isHidden()]
        return "\n".join((*words, self.strip.text(), *marks))


def _strip_words(strip: Strip, age: float | None) -> tuple[str, str]:
    if age is None:
        return translate("Escorts", "No position of this walk yet."), "warning"
    seconds = f"{age:.0f}"
    if age > _STALE_S:
        text = translate("Escorts", "The position is {seconds} s old: the pictures may be wrong.")
        return text.format(seconds=seconds), "fault"
    if strip.sees:
        text = translate("Escorts", "On the large picture · position {seconds} s old")
        return text.format(seconds=seconds), "good"
    text = translate("Escorts", "No camera sees the walk here · position {seconds} s old")
    return text.format(seconds=seconds), "warning"
