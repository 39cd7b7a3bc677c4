"""The intake on the telephone: an escort, and a walking school bus. Pure; GUI thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.domain.field.escort_forms import BookingForm
from console.domain.places.geo import Place
from console.domain.wall_clock import in_district
from widgets.escorts.ground import Ground, headed
from widgets.escorts.typed import (
    STOP,
    Point,
    Values,
    needed,
    next_time,
    number_of,
    point_of,
    stops_of,
    typed_places,
    way_of,
)
from widgets.field.entry import FormField
from widgets.field.form import Form, Wish, WrongField
from widgets.words.words import translate

_TYPED = ""


def booking_form(now: datetime, areas: Sequence[str], ground: Ground, language: str) -> Form:
    """One citizen or a few, who are walked home."""
    fields = (
        *_where_and_when(now, areas),
        FormField("address", translate("EscortForms", "Home (kept apart)")),
        _point("home", translate("EscortForms", "Its point")),
        FormField("name", translate("EscortForms", "Name (kept apart)")),
        FormField("phone", translate("EscortForms", "Telephone (kept apart)")),
        FormField("people", translate("EscortForms", "People"), "1"),
        FormField("urgent", translate("EscortForms", "Less than 30 min ahead"), "", _no_yes()),
        _neighbour(ground, language),
        _point("crossing", translate("EscortForms", "Where they leave the district")),
        _way_points(translate("EscortForms", "Way (points, if it is known)")),
        FormField("remarks", translate("EscortForms", "Remarks (kept apart)"), wide=True),
    )
    title = translate("EscortForms", "New escort")
    hint = translate("EscortForms", "With a way, leaving it is noticed; without one only the ends.")
    return Form(title, fields, _Booking(now, ground).escort, hint)


def school_bus_form(now: datetime, areas: Sequence[str], ground: Ground, language: str) -> Form:
    """Children who are walked to school along a fixed way, with stops."""
    named = tuple((str(at), name) for at, name in enumerate(ground.way_names(language)))
    typed = (_TYPED, translate("EscortForms", "the points below"))
    fields = (
        *_where_and_when(now, areas),
        FormField("people", translate("EscortForms", "Children in all"), "1"),
        FormField("urgent", translate("EscortForms", "Less than 30 min ahead"), "", _no_yes()),
        FormField("route", translate("EscortForms", "Fixed way"), _TYPED, (typed, *named)),
        FormField("phone", translate("EscortForms", "Telephone of the school")),
        _way_points(translate("EscortForms", "Way (points in order)")),
        FormField(
            "stops", translate("EscortForms", "Stops"), hint=STOP, wide=True,
            point="escort.stops", many=True,
        ),
    )  # fmt: skip
    title = translate("EscortForms", "New walking school bus")
    hint = translate(
        "EscortForms", "A stop: time, name, children, @ point; F2 puts one there to be named."
    )
    return Form(title, fields, _Booking(now, ground).school_bus, hint)


def _where_and_when(now: datetime, areas: Sequence[str]) -> tuple[FormField, ...]:
    local = in_district(now + timedelta(minutes=40))
    area = areas[0] if len(areas) == 1 else ""
    hint = ", ".join(areas)
    return (
        FormField("area", translate("EscortForms", "Area"), area, needed=True, hint=hint),
        FormField("meet_at", translate("EscortForms", "Meet at"), f"{local:%H:%M}", hint="22:30"),
        FormField("meet_name", translate("EscortForms", "Meeting place"), needed=True),
        _point("meet", translate("EscortForms", "Its point")),
    )


def _point(name: str, label: str) -> FormField:
    return FormField(name, label, hint=translate("EscortForms", "F2: map"), point=f"escort.{name}")


def _way_points(label: str) -> FormField:
    hint = "37.5610, 127.0350; 37.5622, 127.0361; …"
    return FormField("way", label, hint=hint, wide=True, point="escort.way", many=True)


def _neighbour(ground: Ground, language: str) -> FormField:
    label = translate("EscortForms", "Neighbouring district")
    names = ground.neighbour_names(language)
    if not names:
        return FormField("neighbour", label)
    none = ("", translate("EscortForms", "they stay in ours"))
    return FormField("neighbour", label, "", (none, *((name, name) for name in names)))


def _no_yes() -> tuple[tuple[str, str], ...]:
    return (("", translate("EscortForms", "no")), ("yes", translate("EscortForms", "yes")))


@dataclass(frozen=True, slots=True)
class _Booking:
    """Reads an intake; times are of the room's own clock, the next such hour from `now`."""

    now: datetime
    ground: Ground

    def escort(self, values: Values) -> Wish:
        crossing = _point_of(values, "crossing")
        if crossing is not None and not values["neighbour"]:
            raise WrongField("neighbour")
        form = BookingForm(
            area=needed(values, "area"),
            meet_at=next_time(values["meet_at"], self.now),
            meet_name=needed(values, "meet_name"),
            meet=_point_of(values, "meet"),
            home=_point_of(values, "home"),
            way=tuple(way_of(values["way"])),
            people=number_of(values, "people"),
            urgent=values["urgent"] == "yes",
            neighbour=values["neighbour"],
            crossing=crossing,
            name=values["name"],
            phone=values["phone"],
            address=values["address"],
            remarks=values["remarks"],
        )
        return Wish("escort:", "request", content=form)

    def school_bus(self, values: Values) -> Wish:
        meet_at = next_time(values["meet_at"], self.now)
        meet = _point_of(values, "meet")
        way = self._way(values, meet)
        stops = stops_of(values["stops"], meet_at)
        if not stops:
            raise WrongField("stops", STOP)
        form = BookingForm(
            area=needed(values, "area"),
            meet_at=meet_at,
            meet_name=needed(values, "meet_name"),
            meet=meet or way[0],
            home=way[-1],
            way=tuple(way),
            stops=tuple(stops),
            people=number_of(values, "people"),
            urgent=values["urgent"] == "yes",
            phone=values["phone"],
        )
        return Wish("escort:", "request", content=form)

    def _way(self, values: Values, meet: Point | None) -> list[Point]:
        """The fixed way that was chosen, else the points that were typed."""
        chosen = values["route"]
        if chosen == _TYPED:
            typed = way_of(values["way"])
            if len(typed) < 2:
                raise WrongField("way", "37.5610, 127.0350; 37.5622, 127.0361")
            return typed
        way = headed(self.ground.ways[int(chosen)][1], Place(*meet) if meet else None)
        return [(each.lat, each.lon) for each in way]


def _point_of(values: Values, name: str) -> Point | None:
    return point_of(values[name], name) if values[name] else None


def drawn(values: Values) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Way and single points of a half-filled intake, for the map; what does not fit is left out."""
    try:
        way = typed_places(way_of(values.get("way", "")))
    except WrongField:
        way = ()
    points = []
    for name in ("meet", "home", "crossing"):
        try:
            point = _point_of({name: values.get(name, "")}, name)
        except WrongField:
            continue
        if point is not None:
            points.append(point)
    return way, typed_places(points)
