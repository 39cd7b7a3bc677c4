"""The planning figures as sheets, in Korean or English. Pure.

One source for what the panel lists and what is exported, so that both always say the same.
"""

from collections.abc import Sequence
from datetime import date

from console.domain.places.planning import DongRow, Plan
from console.ports.tables import Cell, Column, ColumnForm, Sheet

Form = tuple[str, str, ColumnForm, int]
_DONG: tuple[Form, ...] = (
    ("법정동", "Dong", "text", 18), ("카메라", "Cameras", "whole", 10),
    ("대/km²", "per km²", "decimal", 10), ("지능형 비율", "Intelligent %", "share", 13),
    ("보이는 면적", "Area seen", "share", 12), ("사건", "Incidents", "whole", 10),
    ("안 보인 사건", "Unseen", "whole", 12), ("교체 대상", "Due", "whole", 10),
    ("면적 km²", "Area km²", "decimal", 10), ("지능형", "Intelligent", "whole", 11),
)  # fmt: skip
_REPLACE: tuple[Form, ...] = (
    ("카메라", "Camera", "text", 14), ("이름", "Name", "text", 34), ("법정동", "Dong", "text", 18),
    ("설치", "Installed", "text", 12), ("나이(년)", "Age (years)", "decimal", 11),
    ("지능형", "Intelligent", "text", 11),
)  # fmt: skip
_BLIND: tuple[Form, ...] = (
    ("법정동", "Dong", "text", 18), ("안 보인 사건", "Unseen", "whole", 12),
    ("사건", "Incidents", "whole", 10), ("가장 가까운 카메라", "Nearest camera", "text", 16),
    ("거리 m", "Distance m", "whole", 11), ("위도", "Latitude", "place", 11),
    ("경도", "Longitude", "place", 11),
)  # fmt: skip
_ROUTES: tuple[Form, ...] = (
    ("순찰로", "Route", "text", 28), ("길이 m", "Length m", "whole", 11),
    ("걸은 길이 m", "Walked m", "whole", 13), ("비율", "Share", "share", 10),
    ("안 걸은 가장 긴 구간 m", "Longest gap m", "whole", 18),
)  # fmt: skip


def sheets_of(plan: Plan, language: str, today: date, life_years: float) -> tuple[Sheet, ...]:
    """Dongs, replacements, blind spots and routes."""
    return (
        dong_sheet(plan, language, today),
        replacement_sheet(plan, language, life_years),
        blind_sheet(plan, language),
        route_sheet(plan, language),
    )


def dong_sheet(plan: Plan, language: str, today: date) -> Sheet:
    """A row a dong, the district last."""
    note = _said(
        language,
        f"{today.isoformat()} 기준. 보이는 면적은 건물을 고려하지 않은 최댓값.",
        f"As of {today.isoformat()}. Area seen is the most there can be: buildings are not known.",
    )
    if plan.unaimed:
        note += _said(
            language,
            f" 방향을 모르는 카메라 {plan.unaimed:,}대는 아무것도 보지 않는 것으로 셈.",
            f" Cameras of unknown direction, counted as seeing nothing: {plan.unaimed:,}.",
        )
    if plan.outside:
        note += _said(
            language,
            f" 어느 법정동에도 없는 카메라 {plan.outside:,}대는 빠져 있음.",
            f" {plan.outside:,} cameras stand in no dong and are not counted.",
        )
    # A total of no dongs would read as a district without cameras.
    counted = (*plan.dongs, plan.total) if plan.dongs else ()
    rows = tuple(_dong_row(row, language) for row in counted)
    return Sheet(_said(language, "법정동", "Dongs"), _columns(_DONG, language), rows, note)


def replacement_sheet(plan: Plan, language: str, life_years: float) -> Sheet:
    """Cameras past their life, the oldest first."""
    yes, no = _said(language, "예", "yes"), _said(language, "아니오", "no")
    dongs = _Names(plan, language)
    rows = tuple(
        (
            each.camera.id, each.camera.name(language), dongs.at(each.camera.place.lat,
            each.camera.place.lon), each.camera.installed, each.years,
            yes if each.camera.intelligent else no,
        )
        for each in plan.replacements
    )  # fmt: skip
    note = _said(
        language,
        f"{life_years:g}년이 지난 카메라. 설치일을 모르는 카메라 {plan.undated:,}대는 빠져 있음.",
        f"Cameras older than {life_years:g} years. "
        f"{plan.undated:,} cameras have no date and are not listed.",
    )
    return Sheet(_said(language, "교체", "Replacement"), _columns(_REPLACE, language), rows, note)


def blind_sheet(plan: Plan, language: str) -> Sheet:
    """Squares of 100 m with incidents that no camera sees."""
    outside = _said(language, "(법정동 밖)", "(in no dong)")
    rows = tuple(
        (
            outside if spot.dong is None else plan.areas[spot.dong].name(language),
            spot.unseen, spot.incidents, spot.nearest, spot.nearest_m,
            spot.place.lat, spot.place.lon,
        )
        for spot in plan.blind
    )  # fmt: skip
    note = _said(
        language,
        "어느 카메라에도 안 보인 사건이 있는 100 m 칸.",
        "Squares of 100 m with incidents that no camera sees.",
    )
    return Sheet(_said(language, "사각지대", "Blind spots"), _columns(_BLIND, language), rows, note)


def route_sheet(plan: Plan, language: str) -> Sheet:
    """Patrol routes and how much of each was walked."""
    rows = tuple(
        (row.name(language), row.length_m, row.walked_m, row.share, row.longest_gap_m)
        for row in plan.routes
    )
    note = _said(
        language,
        "순찰로에서 30 m 안에 위치가 남은 구간을 걸은 것으로 봄.",
        "A piece counts as walked where a fix lies within 30 m of it.",
    )
    return Sheet(_said(language, "순찰", "Patrols"), _columns(_ROUTES, language), rows, note)


class _Names:
    """Names of dongs by place, in the plane that the areas were made in."""

    def __init__(self, plan: Plan, language: str) -> None:
        self._plan, self._language = plan, language

    def at(self, lat: float, lon: float) -> str:
        east, north = self._plan.plane.to_metres(lat, lon)
        return next(
            (each.name(self._language) for each in self._plan.areas if each.holds(east, north)), ""
        )


def _dong_row(row: DongRow, language: str) -> tuple[Cell, ...]:
    return (
        row.name(language), row.cameras, row.per_km2, row.intelligent_share, row.covered_share,
        row.incidents, row.unseen_incidents, row.due, row.area_km2, row.intelligent,
    )  # fmt: skip


def _columns(forms: Sequence[Form], language: str) -> tuple[Column, ...]:
    return tuple(
        Column(ko if language == "ko" else en, form, width) for ko, en, form, width in forms
    )


def _said(language: str, ko: str, en: str) -> str:
    return ko if language == "ko" else en
