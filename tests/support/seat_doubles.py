"""A scripted seat link, pictures, a clock and 25 varied alerts, for tests of the console's face.

These stand in for the engine only where the test is about what is shown.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from console.domain.alerts.alert import (
    Alert,
    AlertClass,
    Attention,
    Condition,
    Disposition,
    Note,
    Visibility,
    Work,
)
from console.domain.alerts.alert_types import Catalogue
from console.domain.places.geo import Place
from console.domain.site import Camera, Facility, Site
from console.domain.unit import DeviceLink, UnitPosition
from console.ports.messages import CommandKind
from console.ports.player import Attention as PictureAttention
from console.ports.player import Frame, OrderedFile, PictureState, Playback
from console.ports.seat_link import ActionNews, LinkNews, Look, News, QueueNews

START = datetime(2026, 11, 21, 14, 3, 20, tzinfo=UTC)


class SteppedClock:
    """Time that moves when told to."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now
        self._mono = 1_000

    def now(self) -> datetime:
        return self._now

    def mono_ms(self) -> int:
        return self._mono

    def step(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self._mono += int(seconds * 1000)


class ScriptedLink:
    """A `SeatLink` whose news the test writes; remembers what was submitted."""

    def __init__(self) -> None:
        self.news: list[News] = []
        self.submitted: list[tuple[str, int, str, str | None]] = []
        self.acts: list[tuple[str, str, str]] = []
        self.lost: list[tuple[str, ...]] = []
        self.faults: list[tuple[str, ...]] = []
        self.chosen: list[tuple[str, str, datetime | None]] = []
        self.looks: list[tuple[str, int]] = []
        self.commands: list[tuple[str, int, str, str, str]] = []
        self.contents: list[str] = []
        self.last = ""
        self.fetched = 0
        self.closed = False

    def submit(
        self,
        kind: CommandKind,
        alert: int,
        *,
        text: str = "",
        disposition: str | None = None,
        subject: str = "",
        choice: str = "",
        until: datetime | None = None,
        content: str = "",
    ) -> str:
        self.contents.append(content)
        self.commands.append((kind, alert, subject, choice, text))
        if choice or until is not None:
            self.chosen.append((kind, choice, until))
        if subject:
            self.acts.append((kind, subject, text))
        else:
            self.submitted.append((kind, alert, text, disposition))
        self.last = f"action-{len(self.submitted) + len(self.acts)}"
        return self.last

    def fetch_whole(self) -> None:
        self.fetched += 1

    def report_lost(self, cameras: Sequence[str]) -> None:
        self.lost.append(tuple(cameras))

    def report_faults(self, faults: Sequence[str]) -> None:
        self.faults.append(tuple(faults))

    def report_seen(self, what: Look, alerts: Sequence[int]) -> None:
        self.looks += [(what, number) for number in alerts]

    def drain(self) -> Sequence[News]:
        waiting, self.news = self.news, []
        return waiting

    def close(self) -> None:
        self.closed = True


class NoPicture:
    """A picture that never starts."""

    def newest(self) -> Frame | None:
        return None

    def state(self) -> PictureState:
        return PictureState("starting")

    def resize(self, width: int, height: int) -> None:
        pass

    def attend(self, attention: PictureAttention) -> None:
        pass

    def close(self) -> None:
        pass


class NoPictures:
    """A `Pictures` with nothing to show."""

    missing = ""
    shed = ""

    def open(self, camera: Camera, *, main: bool, width: int, height: int) -> NoPicture:  # noqa: ARG002
        return NoPicture()

    def replay(self, camera: str, seconds: float, *, width: int, height: int) -> Playback:  # noqa: ARG002
        raise AssertionError("there is nothing to replay")

    def export(self, camera: str, first: datetime, last: datetime, path: Path) -> OrderedFile:  # noqa: ARG002
        raise AssertionError("there is nothing to export")

    def snapshot(self, camera: str, path: Path) -> OrderedFile:  # noqa: ARG002
        raise AssertionError("there is nothing to save")

    def close(self) -> None:
        pass


def small_site() -> Site:
    """A site of twelve cameras and one bell around Seongsu."""
    cameras = {
        f"SD-{n:04d}": Camera(
            id=f"SD-{n:04d}",
            name_ko=f"성수동 {n:02d}번",
            name_en=f"Seongsu {n:02d}",
            place=Place(37.5445 + n * 0.0005, 127.0560 + n % 4 * 0.0006),
        )
        for n in range(1, 13)
    }
    bell = Facility("BELL-7", "bell", "뚝섬역 2번 출구 비상벨", "Ttukseom exit 2 bell",
                    Place(37.5471, 127.0473))  # fmt: skip
    return Site(
        id="seongdong", name_ko="성동구 통합관제센터", name_en="Seongdong-gu situation room",
        centre=Place(37.5506, 127.0410), attribution_ko="시연용", attribution_en="Demo",
        cameras=cameras, facilities=(bell,), wall=tuple(cameras),
    )  # fmt: skip


def alert(number: int, type_: str, catalogue: Catalogue, **changes: object) -> Alert:
    """An unanswered alert of a type, raised `number` seconds before START."""
    kind = catalogue.type_of(type_)
    known = catalogue.is_known(type_)
    raised = START - timedelta(seconds=7 * number)
    values: dict[str, object] = {
        "number": number,
        "type": type_,
        "alert_class": kind.alert_class if known else AlertClass.UNCLASSIFIED,
        "priority": kind.priority,
        "source": f"SD-{number % 12 + 1:04d}",
        "subject": None,
        "condition": Condition.CLEARED,
        "attention": Attention.UNACKNOWLEDGED,
        "work": Work.NEW,
        "visibility": Visibility.NORMAL,
        "raised": raised,
        "occurred": raised - timedelta(seconds=2),
        "updated": raised,
        "place": Place(37.5460 + number * 0.0002, 127.0500 + number * 0.0003, 12.0),
    }
    return Alert(**(values | changes))  # type: ignore[arg-type]


_TYPES = (
    "sos.app", "analytics.loitering", "bell.pressed", "device.low_battery", "analytics.crowd",
    "patrol.hazard", "analytics.fall", "escort.requested", "camera.lost", "analytics.intrusion",
    "sos.watch", "device.silent", "analytics.vehicle", "order.violation", "locker.overdue",
    "analytics.abandonment", "x.new_thing", "team.separated", "analytics.fire", "unit.stale",
    "shelter.offhook", "detail.gap", "analytics.line_crossing", "device.tamper", "duress",
)  # fmt: skip


def varied(catalogue: Catalogue) -> list[Alert]:
    """25 alerts of all classes and states."""
    made = [alert(n, type_, catalogue) for n, type_ in enumerate(_TYPES, start=1)]
    changes: dict[int, dict[str, object]] = {
        1: {"unit": "시민-1", "text": "뒤에서 누가 따라와요", "condition": Condition.ACTIVE,
            "notes": (Note(START, "kim", "통화 시도, 응답 없음"),)},
        2: {"confidence": 0.83, "count": 4, "attention": Attention.ACKNOWLEDGED,
            "acknowledged_by": "lee", "acknowledged_at": START - timedelta(seconds=9)},
        3: {"source": "BELL-7", "work": Work.CLAIMED, "claimed_by": "kim",
            "claimed_at": START - timedelta(seconds=5)},
        5: {"drill": True, "count": 12},
        7: {"attention": Attention.ACKNOWLEDGED, "work": Work.CLAIMED, "claimed_by": "park",
            "acknowledged_by": "park", "claimed_at": START, "acknowledged_at": START},
        8: {"delayed": True, "raised": START - timedelta(hours=3)},
        10: {"raised": START - timedelta(days=2, hours=4), "work": Work.ON_SCENE,
             "claimed_by": "patrol-3", "claimed_at": START},
        19: {"drill": True},
    }  # fmt: skip
    return [replace(a, **changes.get(a.number, {})) for a in made]  # type: ignore[arg-type]


def snapshot(alerts: Sequence[Alert], *, current: bool = True, fault: int = 0) -> QueueNews:
    """The whole queue with some units, devices and counters."""
    units = tuple(
        UnitPosition(f"호-{n}", "app", START, START, Place(37.545 + n * 0.002, 127.045 + n * 0.004))
        for n in range(1, 6)
    )
    links = tuple(
        DeviceLink(f"cam-{n}", s, START) for n, s in enumerate(("up",) * 6 + ("silent", "unknown"))
    )
    return QueueNews(
        whole=True, current=current, revision=1, alerts=tuple(alerts), positions=units,
        links=links, counters={"store_fault": fault},
    )  # fmt: skip


def link_up() -> LinkNews:
    """A link that works."""
    return LinkNews("up", START - timedelta(minutes=4), "engine-1", 0.8)


def link_down(since: datetime = START) -> LinkNews:
    """A link that does not."""
    return LinkNews("down", since)


def told(action: str, number: int, kind: str, state: str, reason: str = "") -> ActionNews:
    """News of an action."""
    return ActionNews(action, number, kind, state, reason)


DISPOSITIONS = tuple(Disposition)
