"""Tones of the map's ground and units. States (priorities, text, faults) come from `widgets.theme`.

Read-only, any thread. HSV saturation stays at or below 0.35 (R-HMI-01): on a quiet night nothing on
the map is colourful, so an alert is.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Tones:
    """`#rrggbb` tones by name."""

    outside: str = "#12151a"
    land: str = "#1d2329"
    water: str = "#2d3844"
    park: str = "#242e29"
    local: str = "#2a323a"
    collector: str = "#353e48"
    arterial: str = "#48535f"
    neighbour: str = "#2b323a"
    dong: str = "#5d6976"
    district: str = "#8895a3"
    building: str = "#262d35"
    railway: str = "#5a6068"
    safe_path: str = "#8fa59a"
    heat: str = "#e3c6a4"
    covered: str = "#a8bccf"
    blind: str = "#d9b3b3"
    track: str = "#c9d6e2"
    route: str = "#b9cfe6"
    patrol: str = "#9aa287"
    dong_text: str = "#d3dae2"
    park_text: str = "#a9bcae"
    water_text: str = "#a6b6c6"
    faint_text: str = "#8893a0"
    street_text: str = "#a7b0ba"
    halo: str = "#13171b"
    camera: str = "#7f93a6"
    smart_camera: str = "#cad6e2"
    cone: str = "#8fa3b5"
    bell: str = "#dcc9a4"
    shelter: str = "#b4d3c2"
    locker: str = "#c6bfd6"
    light: str = "#dad5b4"
    other_place: str = "#a3acb6"
    escort: str = "#a9dcc8"
    patrol_unit: str = "#abcdea"
    guard: str = "#e3bfd0"
    vehicle: str = "#e4d5a8"
    citizen: str = "#f2f2f2"
    stale: str = "#98a2ad"
    ink: str = "#101418"


TONES = Tones()


def tone(name: str, alpha: int = 255) -> QColor:
    """A tone of `TONES` as a colour, `alpha` 0 to 255."""
    made = QColor(getattr(TONES, name))
    made.setAlpha(alpha)
    return made
