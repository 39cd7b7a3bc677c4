"""The board of shelter stores, and the card of the one that calls. GUI thread, no widget."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial

from typing_extensions import override

from console.domain.field.opening_hours import Door
from console.domain.field.post import KST
from console.domain.field.shelter import Panic, Shelter
from console.ports.seat_link import QueueNews
from console.services.field.places_forms import HolidaysForm, RingForm, ShelterForm
from console.services.panic_card import CardMaker, PanicCard, opening_now
from widgets.field.entry import FormField
from widgets.field.form import Form, Wish, WrongField
from widgets.field.page import Act, FieldPage, language
from widgets.field.rows import BoardRow, Fact
from widgets.shelters.book import PlaceBook
from widgets.shelters.hours_fields import hour_fields, hours_hint, typed_hours
from widgets.shelters.words import (
    opening_words,
    seconds_text,
    walk_words,
)
from widgets.words.words import age_text, translate

_WORDS = "words"


class ShelterPage(FieldPage):
    """Stores that call first, then those on the site's map and those entered, by name."""

    kind = "shelter"

    def __init__(self, book: PlaceBook, maker: CardMaker) -> None:
        self._book, self._maker = book, maker

    @override
    def take(self, news: QueueNews) -> bool:
        return self._book.take(news)

    @override
    def title(self, now: datetime) -> str:
        calling = sum(each.panic is not None for each in self._book.shelters.values())
        text = translate("Shelters", "Shelters: {count}, {calling} calling")
        return text.format(count=len(self._keys()), calling=calling)

    @override
    def empty(self) -> str:
        return translate("Shelters", "No shelter store is known.")

    @override
    def rows(self, now: datetime) -> Sequence[BoardRow]:
        rows = [(self._rank(key), self._row(key, now)) for key in self._keys()]
        return [row for _, row in sorted(rows, key=lambda each: (each[0], each[1].title))]

    def _keys(self) -> list[str]:
        return sorted({*self._maker.shops, *self._book.shelters})

    def _rank(self, key: str) -> int:
        panic = self._shop(key).panic
        return 2 if panic is None else 0 if panic.silent_since is not None else 1

    def _shop(self, key: str) -> Shelter:
        return self._book.shelters.get(key) or Shelter()

    def _row(self, key: str, now: datetime) -> BoardRow:
        shop = self._shop(key)
        opens = opening_now(shop, self._book.holidays, now)
        state, tone = opening_words(opens, now), "quiet"
        if opens.door is Door.OPEN:
            tone = "good"
        if not shop.enlisted:
            state, tone = translate("Shelters", "Takes no part"), "quiet"
        elif key in self._book.silent:
            state, tone = translate("Shelters", "Device not heard"), "warning"
        if shop.panic is not None:
            state, tone = _panic_state(shop.panic)
        phone = shop.phone or translate("Shelters", "no telephone known")
        name = self._maker.name(key, shop, language())
        return BoardRow(key, name, state, tone, f"{phone} · {key}")

    # --- the card -------------------------------------------------------------------------------

    @override
    def facts(self, record: str, now: datetime) -> Sequence[Fact]:
        card = self._maker.card(record, self._book.around(language()), now)
        return [
            Fact(card.name, size="title"),
            *self._panic_facts(record, card.panic, now),
            Fact(card.phone or translate("Shelters", "No telephone known"), size="title"),
            _opening_fact(card, now),
            *_camera_facts(card),
            *_team_facts(card),
            *self._refuge_facts(card),
            *_ring_facts(card.panic),
        ]

    def _panic_facts(self, record: str, panic: Panic | None, now: datetime) -> list[Fact]:
        """What goes on there; a store whose device nobody hears is not called calm."""
        told = _panic_facts(panic, now) if panic is not None else []
        if record in self._book.silent and self._shop(record).enlisted:
            text = translate("Shelters", "Its button is not heard: a call for help may not come")
            return [Fact(text, "warning", "heading"), *told]
        if not told and record not in self._book.linked:
            text = translate("Shelters", "No button of this store is known here")
            return [Fact(text, "quiet", "heading")]
        return told or [Fact(translate("Shelters", "Calm"), "good", "heading")]

    def _refuge_facts(self, card: PanicCard) -> list[Fact]:
        names = []
        for each in card.refuges:
            name = self._maker.name(each.id, self._shop(each.id), language())
            names.append(f"{name} ({walk_words(each.walk.total_seconds())})")
        if not names:
            return []
        text = translate("Shelters", "Other shelters: {names}")
        return [Fact(text.format(names=" · ".join(names)), "quiet")]

    # --- acts -----------------------------------------------------------------------------------

    @override
    def acts(self) -> Sequence[Act]:
        return (
            Act("answered", "A", translate("Shelters", "Staff answered")),
            Act("silent", "N", translate("Shelters", "No answer")),
            Act("settle", "S", translate("Shelters", "Settled")),
            Act("map", "M", translate("Shelters", "Map")),
            Act("enter", "C", translate("Shelters", "Change")),
            Act("holidays", "H", translate("Shelters", "Holidays")),
        )

    @override
    def form(self, act: str, record: str, now: datetime) -> Form | None:
        if act == "holidays":
            return _holidays_form(self._book.holidays)
        if not record:
            return None
        if act == "enter":
            known = self._maker.shops.get(record)
            shop = self._shop(record)
            name_ko, name_en = (known.name_ko, known.name_en) if known else ("", "")
            names = shop.name_ko or name_ko, shop.name_en or name_en
            return _enter_form(record, shop, *names, now.astimezone(KST).date())
        if act == "map":
            placed = self._maker.place_of(record, self._shop(record)) is not None
            return Form("", (), partial(_map, record)) if placed else None
        panic = self._shop(record).panic
        return _panic_form(act, record, panic) if panic is not None else None


def _map(record: str, _given: Mapping[str, str]) -> Wish:
    return Wish(record, "map")


def _panic_state(panic: Panic) -> tuple[str, str]:
    if panic.silent_since is not None:
        return translate("Shelters", "Calls, no answer"), "fault"
    if panic.is_answered:
        return translate("Shelters", "Calls, answered"), "warning"
    return translate("Shelters", "Calls for help"), "fault"


def _panic_facts(panic: Panic, now: datetime) -> list[Fact]:
    state, tone = _panic_state(panic)
    found = [Fact(f"{state} · {age_text(panic.began, now)}", tone, "heading")]
    if panic.silent_since is not None:
        text = translate(
            "Shelters", "No answer for 60 s: take it as real, confirm 112, send the nearest team."
        )
        found.append(Fact(text, "fault", "heading"))
    elif panic.answer_by is not None:
        left = max(0, int((panic.answer_by - now).total_seconds()))
        text = translate("Shelters", "Ring the store: {seconds} s left for an answer")
        found.append(Fact(text.format(seconds=left), "warning", "heading"))
    if panic.offhook_at is not None:
        text = translate("Shelters", "Receiver off the hook {time}: the store's line calls 112")
        found.append(Fact(text.format(time=seconds_text(panic.offhook_at)), "warning"))
    else:
        text = translate("Shelters", "Receiver not lifted")
        found.append(Fact(text, "quiet"))
    if panic.police_at is not None:
        text = translate("Shelters", "Its automatic call to 112 went out {time}")
        found.append(Fact(text.format(time=seconds_text(panic.police_at)), "good"))
    elif panic.offhook_at is None:
        found.append(Fact(translate("Shelters", "No automatic call to 112 was seen"), "warning"))
    return found


def _opening_fact(card: PanicCard, now: datetime) -> Fact:
    tones = {Door.OPEN: "good", Door.CLOSED: "warning", Door.UNKNOWN: "quiet"}
    return Fact(opening_words(card.opening, now), tones[card.opening.door], "heading")


def _camera_facts(card: PanicCard) -> list[Fact]:
    if not card.cameras:
        return [Fact(translate("Shelters", "No camera near"), "quiet")]
    sees = translate("Shelters", "sees it")
    names = [
        f"{each.camera} {each.metres:.0f} m{f' ({sees})' if each.rank == 'sees' else ''}"
        for each in card.cameras
    ]
    text = translate("Shelters", "Nearest cameras: {names}")
    return [Fact(text.format(names=" · ".join(names)))]


def _team_facts(card: PanicCard) -> list[Fact]:
    if not card.teams:
        text = translate("Shelters", "No free team with a fresh position")
        return [Fact(text, "warning", "heading")]
    first, *others = card.teams
    text = translate("Shelters", "Nearest team: {unit}, {walk}, seen {age} s ago")
    found = [
        Fact(
            text.format(
                unit=first.unit,
                walk=walk_words(first.walk.total_seconds()),
                age=int(first.age_s),
            ),
            size="heading",
        )
    ]
    names = [f"{each.unit} ({walk_words(each.walk.total_seconds())})" for each in others]
    if names:
        text = translate("Shelters", "Then: {names}")
        found.append(Fact(text.format(names=" · ".join(names)), "quiet"))
    return found


def _ring_facts(panic: Panic | None) -> list[Fact]:
    yes, no = translate("Shelters", "answered"), translate("Shelters", "no answer")
    return [
        Fact(
            f"{seconds_text(each.at)} {each.by}: {yes if each.answered else no} {each.words}",
            "quiet",
        )
        for each in reversed(panic.rings if panic is not None else ())
    ]


# --- forms --------------------------------------------------------------------------------------


def _panic_form(act: str, record: str, panic: Panic) -> Form | None:
    if act in {"answered", "silent"}:
        answered = act == "answered"
        title = translate("Shelters", "What the staff said")
        label = translate("Shelters", "Words (may be empty)")
        if not answered:
            return Form(title, (), partial(_rung, record, answered))
        return Form(title, (FormField(_WORDS, label),), partial(_rung, record, answered))
    if act == "settle":
        label = translate("Shelters", "On what it rests")
        field = FormField(_WORDS, label, needed=not panic.is_answered)
        return Form(translate("Shelters", "Settled"), (field,), partial(_settled, record))
    return None


def _rung(record: str, answered: bool, given: Mapping[str, str]) -> Wish:
    return Wish(f"shelter:{record}", "ring", given.get(_WORDS, ""), RingForm(answered))


def _settled(record: str, given: Mapping[str, str]) -> Wish:
    return Wish(f"shelter:{record}", "settle", given[_WORDS])


def _enter_form(record: str, shop: Shelter, name_ko: str, name_en: str, today: date) -> Form:
    yes, no = translate("Shelters", "takes part"), translate("Shelters", "takes no part")
    fields = (
        FormField("name_ko", translate("Shelters", "Name (Korean)"), name_ko),
        FormField("name_en", translate("Shelters", "Name (English)"), name_en),
        FormField("phone", translate("Shelters", "Telephone"), shop.phone),
        FormField(
            "enlisted", translate("Shelters", "Takes part"), "yes" if shop.enlisted else "no",
            (("yes", yes), ("no", no)),
        ),
        *hour_fields(shop.hours, today),
    )  # fmt: skip
    return Form(
        translate("Shelters", "Store"), fields, partial(_entered, record, shop), hours_hint()
    )


def _entered(record: str, shop: Shelter, given: Mapping[str, str]) -> Wish:
    form = ShelterForm(
        given["name_ko"], given["name_en"], given["phone"], shop.place, typed_hours(given),
        given["enlisted"] == "yes",
    )  # fmt: skip
    return Wish(f"shelter:{record}", "enter", content=form)


def _holidays_form(days: Sequence[date]) -> Form:
    label = translate("Shelters", "Days, separated by commas")
    field = FormField("days", label, ", ".join(f"{day}" for day in days))
    hint = translate("Shelters", "Holidays of fixed date are known; enter those of the moon.")
    return Form(translate("Shelters", "Holidays"), (field,), _holidays, hint)


def _holidays(given: Mapping[str, str]) -> Wish:
    try:
        parts = given["days"].replace("，", ",").split(",")
        days = tuple(date.fromisoformat(part.strip()) for part in parts if part.strip())
    except ValueError:
        raise WrongField("days", "2026-09-24, 2026-09-25") from None
    return Wish("calendar:", "enter", content=HolidaysForm(days))
