"""The board of parcel lockers: boxes, fees, faults. GUI thread, no widget."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial

from typing_extensions import override

from console.domain.field.locker import Box, Locker, Use, fee_krw, overdue, owed_krw
from console.domain.field.opening_hours import UNTOLD, opening
from console.domain.field.post import KST
from console.domain.places.geo import Place
from console.domain.site import Facility
from console.ports.seat_link import QueueNews
from console.services.field.places_forms import BoxForm, LockerForm
from widgets.field.entry import FormField
from widgets.field.form import Form, Wish, WrongField
from widgets.field.page import Act, FieldPage, language
from widgets.field.rows import BoardRow, Fact
from widgets.shelters.book import PlaceBook
from widgets.shelters.hours_fields import hour_fields, hours_hint, typed_hours
from widgets.shelters.words import opening_words, use_word
from widgets.words.words import age_text, translate

_BOX = "box"
_OF_BOX: dict[str, tuple[Use, str]] = {
    "collect": (Use.TAKEN, "collect"),
    "break": (Use.FREE, "break"),
    "repair": (Use.OUT_OF_ORDER, "repair"),
}


class LockerPage(FieldPage):
    """Lockers: tampered and faulty ones first, then those with overdue parcels, then by name."""

    kind = "locker"

    def __init__(self, book: PlaceBook, lockers: Mapping[str, Facility]) -> None:
        self._book, self._site = book, lockers

    @override
    def take(self, news: QueueNews) -> bool:
        return self._book.take(news)

    @override
    def title(self, now: datetime) -> str:
        lockers = self._book.lockers.values()
        wrong = sum(bool(each.fault_since or each.tampered_at) for each in lockers)
        late = sum(len(overdue(each, now)) for each in lockers)
        text = translate("Shelters", "Lockers: {count}, {wrong} at fault, {late} overdue")
        return text.format(count=len(self._keys()), wrong=wrong, late=late)

    @override
    def empty(self) -> str:
        return translate("Shelters", "No parcel locker is known.")

    @override
    def rows(self, now: datetime) -> Sequence[BoardRow]:
        rows = [(_rank(self._locker(key), now), self._row(key, now)) for key in self._keys()]
        return [row for _, row in sorted(rows, key=lambda each: (each[0], each[1].title))]

    def _keys(self) -> list[str]:
        return sorted({*self._site, *self._book.lockers})

    def _locker(self, key: str) -> Locker:
        return self._book.lockers.get(key) or Locker()

    def place_of(self, key: str) -> Place | None:
        """Where a locker stands: as entered, else as the site knows it."""
        known = self._site.get(key)
        return self._locker(key).place or (known.place if known is not None else None)

    def _name(self, key: str) -> str:
        known = self._site.get(key)
        entered = self._locker(key).name(language())
        return entered or (known.name(language()) if known is not None else key)

    def _row(self, key: str, now: datetime) -> BoardRow:
        locker = self._locker(key)
        state, tone = self._state(key, now)
        below = key
        if locker.total:
            text = translate("Shelters", "{taken} of {all} taken")
            below = text.format(taken=locker.count(Use.TAKEN), all=locker.total)
            if broken := locker.count(Use.OUT_OF_ORDER):
                below += " · " + translate("Shelters", "{count} broken").format(count=broken)
            if owed := owed_krw(locker, now):
                below += " · " + translate("Shelters", "KRW {sum} due").format(sum=f"{owed:,}")
            below += f" · {key}"
        return BoardRow(key, self._name(key), state, tone, below)

    def _state(self, key: str, now: datetime) -> tuple[str, str]:
        """What is wrong first; what nobody has heard of is not called working."""
        state, tone = _state(self._locker(key), now)
        if tone == "quiet" and key in self._book.silent:
            return translate("Shelters", "Device not heard"), "warning"
        if tone == "quiet" and not self._locker(key).boxes:
            return translate("Shelters", "Nothing heard yet"), "quiet"
        return state, tone

    @override
    def facts(self, record: str, now: datetime) -> Sequence[Fact]:
        locker = self._locker(record)
        state, tone = self._state(record, now)
        found = [Fact(f"{self._name(record)} · {state}", tone, "heading")]
        if locker.hours != UNTOLD:
            opens = opening(locker.hours, now.astimezone(KST), self._book.holidays)
            found.append(Fact(opening_words(opens, now)))
        if locker.fault_since is not None:
            text = translate("Shelters", "Fault for {age}: {words}")
            age = age_text(locker.fault_since, now)
            found.append(Fact(text.format(age=age, words=locker.fault), "fault"))
        if locker.tampered_at is not None:
            text = translate("Shelters", "Tampered with, {age} ago; nobody has looked yet")
            found.append(Fact(text.format(age=age_text(locker.tampered_at, now)), "fault"))
        if not locker.total:
            found.append(Fact(translate("Shelters", "Nothing was heard of its boxes yet"), "quiet"))
            return found
        counts = " · ".join(f"{use_word(use)} {locker.count(use)}" for use in Use)
        return [*found, Fact(counts, size="heading"), *_box_facts(locker, now)]

    @override
    def acts(self) -> Sequence[Act]:
        return (
            Act("collect", "C", translate("Shelters", "Collected")),
            Act("break", "B", translate("Shelters", "Box broken")),
            Act("repair", "R", translate("Shelters", "Box repaired")),
            Act("seen", "T", translate("Shelters", "Tampering seen to")),
            Act("map", "M", translate("Shelters", "Map")),
            Act("enter", "E", translate("Shelters", "Change")),
        )

    @override
    def form(self, act: str, record: str, now: datetime) -> Form | None:
        if not record:
            return None
        locker = self._locker(record)
        if act == "enter":
            return _enter_form(record, self._name(record), locker, now.astimezone(KST).date())
        if act == "map":
            placed = self.place_of(record) is not None
            return Form("", (), partial(_plain, "map", record)) if placed else None
        if record not in self._book.lockers:
            return None
        if act == "seen":
            there = locker.tampered_at is not None
            return Form("", (), partial(_plain, "seen", f"locker:{record}")) if there else None
        return _box_form(act, record, locker)


def _rank(locker: Locker, now: datetime) -> int:
    if locker.tampered_at is not None or locker.fault_since is not None:
        return 0
    return 1 if overdue(locker, now) else 2


def _state(locker: Locker, now: datetime) -> tuple[str, str]:
    if locker.tampered_at is not None:
        return translate("Shelters", "Tampered with"), "fault"
    if locker.fault_since is not None:
        return translate("Shelters", "Out of order"), "fault"
    if late := len(overdue(locker, now)):
        return translate("Shelters", "{count} overdue").format(count=late), "warning"
    if locker.total and not locker.count(Use.FREE):
        return translate("Shelters", "Full"), "text"
    return translate("Shelters", "Working"), "quiet"


def _box_facts(locker: Locker, now: datetime) -> list[Fact]:
    late = {each.id for each in overdue(locker, now)}
    shown = sorted(locker.boxes, key=lambda each: (each.id not in late, each.use == Use.FREE))
    return [_box_fact(each, each.id in late, now) for each in shown]


def _box_fact(box: Box, is_late: bool, now: datetime) -> Fact:
    words = f"{box.id} · {use_word(box.use)}"
    if box.since is not None and box.use is not Use.FREE:
        words += f" · {age_text(box.since, now)}"
    if is_late and box.since is not None:
        fee = f"{fee_krw(box.since, now):,}"
        words += " · " + translate("Shelters", "KRW {sum} due").format(sum=fee)
    words += f" · {box.parcel}" if box.parcel else ""
    tones = {Use.FREE: "quiet", Use.TAKEN: "text", Use.OUT_OF_ORDER: "fault"}
    return Fact(words, "warning" if is_late else tones[box.use])


def _box_form(act: str, record: str, locker: Locker) -> Form | None:
    wanted, name = _OF_BOX.get(act, (Use.FREE, ""))
    boxes = tuple((each.id, each.id) for each in locker.boxes if each.use is wanted)
    if not name or not (boxes or act == "break"):
        return None
    title = {
        "collect": translate("Shelters", "Parcel collected"),
        "break": translate("Shelters", "Box out of order"),
        "repair": translate("Shelters", "Box repaired"),
    }[act]
    label = translate("Shelters", "Box")
    field = FormField(_BOX, label, needed=True)
    if act != "break":
        field = FormField(_BOX, label, boxes[0][0], boxes, needed=True)
    return Form(title, (field,), partial(_done, record, name))


def _done(record: str, act: str, given: Mapping[str, str]) -> Wish:
    return Wish(f"locker:{record}", act, content=BoxForm(given[_BOX]))


def _plain(act: str, subject: str, _given: Mapping[str, str]) -> Wish:
    return Wish(subject, act)


def _enter_form(record: str, name: str, locker: Locker, today: date) -> Form:
    fields = (
        FormField("name_ko", translate("Shelters", "Name (Korean)"), locker.name_ko or name),
        FormField("name_en", translate("Shelters", "Name (English)"), locker.name_en),
        FormField("size", translate("Shelters", "Number of boxes"), str(locker.size)),
        *hour_fields(locker.hours, today),
    )
    title = translate("Shelters", "Parcel locker")
    return Form(title, fields, partial(_entered, record, locker), hours_hint())


def _entered(record: str, locker: Locker, given: Mapping[str, str]) -> Wish:
    size = given["size"]
    if not (size.isascii() and size.isdecimal() and len(size) < 4):
        raise WrongField("size", "20")
    hours = typed_hours(given)
    form = LockerForm(given["name_ko"], given["name_en"], locker.place, int(size), hours)
    return Wish(f"locker:{record}", "enter", content=form)
