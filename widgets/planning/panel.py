"""The planning board: figures of the district in four pages, and their export. GUI thread.

Laid over pictures and map like every board; the queue stays as it is. Counts when it is opened and
when asked to; nothing is counted in the background.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from console.domain.places.planning import Inputs, Plan
from console.domain.site import Site
from console.ports.tables import Sheet, TableForm
from console.services.plan_sheets import sheets_of
from widgets.board import Board
from widgets.overrides import sealed
from widgets.planning.charts import Bar, BarChart, SpotMap
from widgets.planning.figuring import Figuring, shown
from widgets.planning.page import PlanPage
from widgets.planning.sources import PlanSources
from widgets.theme import COLOURS

_PAGES = ("dongs", "replace", "blind", "routes")


@sealed
class PlanningBoard(Board):
    """`place_chosen(Place)` of a chosen blind spot or camera; `left()` when it was put away."""

    place_chosen = Signal(object)

    def __init__(self, sources: PlanSources, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._sources, self._language = sources, language
        self.plan: Plan | None = None
        self._sheets: tuple[Sheet, ...] = ()
        self._figuring = Figuring(sources.pack, self)
        self._figuring.counted.connect(self._counted)
        self._figuring.written.connect(self._written)
        self.spots = SpotMap()
        self.bars = {
            "dongs": BarChart(("good", "edge")),
            "replace": BarChart(("warning", "edge")),
            "routes": BarChart(("good", "line")),
        }
        self.pages = {
            name: PlanPage(self.bars.get(name, self.spots), total=name == "dongs")
            for name in _PAGES
        }
        self.tabs = {name: QPushButton() for name in _PAGES}
        self.again, self.xlsx, self.csv = QPushButton(), QPushButton("XLSX"), QPushButton("CSV")
        self.stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self._build()
        self.retranslate()
        self._allow(yes=False)
        self.show_page("dongs")

    def begin(self) -> None:
        """Count the figures anew from what is known now."""
        self.say(self.tr("Counting ..."))
        self._allow(yes=False)
        sources = self._sources
        self._figuring.count(
            Inputs(
                sources.site,
                tuple(sources.incidents()),
                tuple(tuple(track) for track in sources.tracks()),
                sources.today(),
                sources.life_years,
            )
        )

    def follow_list(self, site: Site) -> None:
        """Count by this site from the next counting on; it must never change."""
        self._sources = replace(self._sources, site=site)

    def take_focus(self) -> None:
        """Give the keys to the table of the page that is shown."""
        page = self.stack.currentWidget()
        if isinstance(page, PlanPage):
            page.table.setFocus()

    def show_page(self, name: str) -> None:
        """Bring a page to the front: dongs, replace, blind or routes."""
        self.tabs[name].setChecked(True)
        self.stack.setCurrentWidget(self.pages[name])

    def set_language(self, language: str) -> None:
        """Headings, names and notes in "ko" or "en"."""
        self._language = language
        self._fill()

    def shut(self) -> None:
        """Give up counting; bounded by 5 s."""
        self._figuring.settle()

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self.title.setText(self.tr("Planning"))
        self.hint.setText(self.tr("Figures of the map as it is; they decide nothing."))
        words = {
            "dongs": self.tr("By dong"), "replace": self.tr("Replacement"),
            "blind": self.tr("Blind spots"), "routes": self.tr("Patrol routes"),
        }  # fmt: skip
        for name, button in self.tabs.items():
            button.setText(words[name])
        self.again.setText(self.tr("Count again"))
        self._fill()

    def _build(self) -> None:
        row = QHBoxLayout()
        for name, button in self.tabs.items():
            button.setCheckable(True)
            button.clicked.connect(partial(self._press, name))
            self._group.addButton(button)
            row.addWidget(button)
            self.stack.addWidget(self.pages[name])
        row.addStretch(1)
        for button in (self.again, self.xlsx, self.csv):
            row.addWidget(button)
        self.again.clicked.connect(self.begin)
        self.xlsx.clicked.connect(partial(self._export, "xlsx"))
        self.csv.clicked.connect(partial(self._export, "csv"))
        self.body.addLayout(row)
        self.body.addWidget(self.stack, 1)
        self.pages["blind"].chosen.connect(self._choose)
        self.pages["replace"].chosen.connect(self._choose_camera)

    def _press(self, name: str, _checked: bool = False) -> None:
        self.show_page(name)
        self.take_focus()

    def _allow(self, *, yes: bool) -> None:
        for button in (self.xlsx, self.csv):
            button.setEnabled(yes and self._sources.tables is not None)

    @Slot(object)
    def _counted(self, plan: object) -> None:
        if not isinstance(plan, Plan):
            self.say(self.tr("The figures could not be counted."), "fault")
            return
        self.plan = plan
        self._allow(yes=True)
        self._fill()
        outside = self.tr("Cameras that stand in no dong: {count}").format(
            count=f"{plan.outside:,}"
        )
        self.say(outside if plan.outside else "")

    def _export(self, form: TableForm, _checked: bool = False) -> None:
        if self._sources.tables is not None and self._sheets:
            self.say(self.tr("Writing ..."))
            self._figuring.write(self._sources.tables, "planning", self._sheets, form)

    @Slot(object, str)
    def _written(self, paths: Sequence[object], fault: str) -> None:
        if fault:
            self.say(fault, "fault")
        else:
            self.say(self.tr("Written: {files}").format(files=shown(list(paths))))  # type: ignore[arg-type]

    @Slot(int)
    def _choose(self, row: int) -> None:
        if self.plan is not None and row < len(self.plan.blind):
            place = self.plan.blind[row].place
            self.spots.choose(*self.plan.plane.to_metres(place.lat, place.lon))
            self.place_chosen.emit(place)

    @Slot(int)
    def _choose_camera(self, row: int) -> None:
        if self.plan is not None and row < len(self.plan.replacements):
            self.place_chosen.emit(self.plan.replacements[row].camera.place)

    # --- filling --------------------------------------------------------------------------------

    def _fill(self) -> None:
        plan = self.plan
        if plan is None:
            return
        today, life = self._sources.today(), self._sources.life_years
        self._sheets = sheets_of(plan, self._language, today, life)
        for (name, empty, legend), sheet in zip(self._words(), self._sheets, strict=True):
            self.pages[name].show_sheet(sheet, empty, legend)
        self.bars["dongs"].show_bars(self._dong_bars(plan))
        self.bars["replace"].show_bars(_year_bars(plan))
        self.bars["routes"].show_bars(self._route_bars(plan))
        at = [plan.plane.to_metres(spot.place.lat, spot.place.lon) for spot in plan.blind]
        cameras = [camera.place for camera in self._sources.site.cameras.values()]
        self.spots.show_cameras([plan.plane.to_metres(p.lat, p.lon) for p in cameras])
        self.spots.show_spots(plan.areas, at, [spot.unseen for spot in plan.blind])

    def _words(self) -> tuple[tuple[str, str, str], ...]:
        """What stands on each page where there is nothing, and over its chart."""
        per_km2 = self.tr("Cameras per km²: intelligent, others")
        by_year = self.tr("Cameras by year of installation: past their life, others")
        return (
            ("dongs", self.tr("The map has no dong borders. Import them with sunra map import."),
             _legend(per_km2, ("good", "edge"))),
            ("replace", self.tr("No camera is past its life, or none has a date of installation."),
             _legend(by_year, ("warning", "edge"))),
            ("blind", self.tr("No past incident is known that a camera does not see."),
             _legend(self.tr("Map: blind spots (larger where more happened), cameras"),
                     ("warning", "edge"))),
            ("routes", self.tr("The map has no patrol routes. Import them with sunra map import."),
             self.tr("Share of each route that was walked since this console began")),
        )  # fmt: skip

    def _dong_bars(self, plan: Plan) -> list[Bar]:
        rows = sorted(plan.dongs, key=lambda row: -(row.per_km2 or 0.0))
        return [
            Bar(
                row.name(self._language),
                (row.intelligent / row.area_km2, (row.cameras - row.intelligent) / row.area_km2),
                f" {row.per_km2:,.0f}",
            )
            for row in rows
            if row.per_km2 is not None
        ]

    def _route_bars(self, plan: Plan) -> list[Bar]:
        return [
            Bar(row.name(self._language), (row.share, 1.0 - row.share), f" {row.share:.0%}")
            for row in plan.routes
        ]

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _year_bars(plan: Plan) -> list[Bar]:
    return [Bar(str(year), (due, others), f" {due + others:,}") for year, due, others in plan.years]


def _legend(words: str, tones: tuple[str, str]) -> str:
    """The words with a square of its tone before each of the last two (HTML)."""
    head, _, rest = words.partition(":")
    parts = [
        f'<span style="color:{getattr(COLOURS, tone)}">■</span>&nbsp;{part.strip()}'
        for tone, part in zip(tones, rest.split(","), strict=False)
    ]
    return f"{head}: " + "&nbsp;&nbsp;".join(parts)
