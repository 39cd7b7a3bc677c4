"""The board of hazards: what is dangerous, whose debt it is, and how old. GUI thread, no widget."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from typing_extensions import override

from console.domain.field.hazard import OFFICE_OF, Hazard, Office, State
from console.domain.field.post import KST
from console.ports.seat_link import QueueNews
from console.services.field.patrol_forms import AcceptForm, ReferForm
from widgets.field.entry import FormField
from widgets.field.form import Form, Wish
from widgets.field.page import Act, FieldPage
from widgets.field.rows import BoardRow, Fact
from widgets.patrols.book import PatrolBook
from widgets.patrols.patrol_forms import WORDS, bare_form, hazard_form, moment, said_form
from widgets.patrols.words import age_word, category_word, hazard_word, office_word, stamp
from widgets.words.words import translate

_MOST_CLOSED = 50


class HazardPage(FieldPage):
    """Hazards: overdue first, then the oldest; mended ones last."""

    kind = "hazard"

    def __init__(self, book: PatrolBook) -> None:
        self._book = book

    @override
    def take(self, news: QueueNews) -> bool:
        return self._book.take(news)

    @override
    def title(self, now: datetime) -> str:
        standing = [each for each in self._book.hazards.values() if each.is_open]
        overdue = sum(each.is_overdue(now) for each in standing)
        text = translate("Patrols", "Hazards: {open} open, {overdue} overdue")
        return text.format(open=len(standing), overdue=overdue)

    @override
    def empty(self) -> str:
        return translate("Patrols", "No hazard is known. Ins reports one.")

    @override
    def rows(self, now: datetime) -> Sequence[BoardRow]:
        ordered = sorted(self._book.hazards.items(), key=partial(_rank, now))
        closed = [each for each in ordered if not each[1].is_open][:_MOST_CLOSED]
        standing = [each for each in ordered if each[1].is_open]
        return [_row(key, each, now) for key, each in (*standing, *closed)]

    @override
    def facts(self, record: str, now: datetime) -> Sequence[Fact]:
        hazard = self._book.hazards.get(record)
        if hazard is None:
            return ()
        row = _row(record, hazard, now)
        head = Fact(f"{category_word(hazard.category)} · {row.state}", row.tone, "heading")
        return [head, Fact(hazard.text, size="heading"), *_course(hazard, now)]

    @override
    def acts(self) -> Sequence[Act]:
        return (
            Act("refer", "R", translate("Patrols", "Refer")),
            Act("accept", "A", translate("Patrols", "Accepted")),
            Act("fix", "F", translate("Patrols", "Mended")),
            Act("picture", "V", translate("Patrols", "Picture")),
            Act("map", "M", translate("Patrols", "Map")),
            Act("dismiss", "Del", translate("Patrols", "Dismiss")),
            Act("report", "Ins", translate("Patrols", "Report")),
        )

    @override
    def form(self, act: str, record: str, now: datetime) -> Form | None:
        if act == "report":
            return hazard_form("", None)
        hazard = self._book.hazards.get(record)
        if act == "map":
            placed = hazard is not None and hazard.place is not None
            return bare_form("", "", "map") if placed else None
        if act == "picture":
            return bare_form("", record, "picture") if hazard and hazard.photos else None
        if hazard is None or not hazard.is_open:
            return None
        return _form_of(act, f"hazard:{record}", hazard)


def _form_of(act: str, subject: str, hazard: Hazard) -> Form | None:
    match act:
        case "refer":
            return _refer_form(subject, hazard)
        case "accept" if hazard.state is not State.REPORTED:
            return _accept_form(subject)
        case "fix":
            label = translate("Patrols", "Who mended it, or who saw it")
            return said_form(translate("Patrols", "Mended"), subject, "fix", label)
        case "dismiss":
            label = translate("Patrols", "Reason")
            return said_form(translate("Patrols", "Dismiss"), subject, "dismiss", label)
        case _:
            return None


def _rank(now: datetime, item: tuple[str, Hazard]) -> tuple[int, datetime]:
    hazard = item[1]
    group = 2 if not hazard.is_open else 0 if hazard.is_overdue(now) else 1
    return group, hazard.reported_at


def _row(record: str, hazard: Hazard, now: datetime) -> BoardRow:
    state, tone = hazard_word(hazard.state), "quiet"
    if hazard.is_open:
        tone = "warning" if hazard.state is State.REPORTED else "text"
        if hazard.is_overdue(now):
            state, tone = translate("Patrols", "{state}, overdue").format(state=state), "fault"
    parts = [age_word(hazard.age(now)), hazard.text.replace("\n", " ")]
    if hazard.office is not None:
        parts.insert(0, office_word(hazard.office))
    return BoardRow(
        record, f"{record} {category_word(hazard.category)}", state, tone, " · ".join(parts)
    )


def _course(hazard: Hazard, now: datetime) -> list[Fact]:
    text = translate("Patrols", "Found {time} by {by}, {age} ago")
    by = " ".join(filter(None, (hazard.reported_by, hazard.unit)))
    found = [
        Fact(text.format(time=stamp(hazard.reported_at), by=by, age=age_word(hazard.age(now))))
    ]
    if hazard.alert is not None:
        found.append(Fact(translate("Patrols", "Alert #{number}").format(number=hazard.alert)))
    if hazard.photos:
        text = translate("Patrols", "Pictures kept with it: {count}")
        found.append(Fact(text.format(count=len(hazard.photos))))
    if hazard.place is None:
        found.append(Fact(translate("Patrols", "No place on the map; see the words"), "quiet"))
    return [*found, *_referral(hazard, now), *_end(hazard)]


def _referral(hazard: Hazard, now: datetime) -> list[Fact]:
    found = []
    if hazard.referred_at is not None and hazard.office is not None:
        text = translate("Patrols", "Referred {time} to {office} by {by}").format(
            time=stamp(hazard.referred_at), office=office_word(hazard.office), by=hazard.referred_by
        )
        found.append(Fact(f"{text} · {hazard.reference}" if hazard.reference else text))
    if hazard.accepted_at is not None:
        text = translate("Patrols", "Accepted {time}")
        found.append(Fact(text.format(time=stamp(hazard.accepted_at))))
    if hazard.promised is not None:
        text = translate("Patrols", "Promised by {time}")
        found.append(Fact(text.format(time=stamp(hazard.promised))))
    if hazard.due is not None:
        text = translate("Patrols", "Next reminder {time}; reminded {count} times")
        words = text.format(time=stamp(hazard.due), count=hazard.reminders)
        found.append(Fact(words, "fault" if hazard.is_overdue(now) else "quiet"))
    return found


def _end(hazard: Hazard) -> list[Fact]:
    if hazard.closed_at is None:
        return []
    words = f"{hazard_word(hazard.state)} {stamp(hazard.closed_at)} {hazard.closed_by}"
    return [Fact(f"{words} · {_outcome(hazard)}", "good")]


def _outcome(hazard: Hazard) -> str:
    """Whose word it is that it is over; what a device told is no sentence of a person."""
    if hazard.outcome == f"{hazard.closed_by} told that it is gone.":
        return translate("Patrols", "the device told that it is gone")
    return hazard.outcome


def _refer_form(subject: str, hazard: Hazard) -> Form:
    offices = tuple((each.value, office_word(each)) for each in Office)
    proposed = (hazard.office or OFFICE_OF[hazard.category]).value
    fields = (
        FormField("office", translate("Patrols", "Office"), proposed, offices),
        FormField("reference", translate("Patrols", "Its number for it")),
        FormField(WORDS, translate("Patrols", "Remarks")),
    )
    return Form(translate("Patrols", "Refer the hazard"), fields, partial(_referred, subject))


def _referred(subject: str, given: Mapping[str, str]) -> Wish:
    form = ReferForm(given["office"], given["reference"])
    return Wish(subject, "refer", given[WORDS], form)


def _accept_form(subject: str) -> Form:
    fields = (
        FormField("reference", translate("Patrols", "Its number for it")),
        FormField("day", translate("Patrols", "Promised day (may be empty)")),
    )
    return Form(translate("Patrols", "Accepted by office"), fields, partial(_accepted, subject))


def _accepted(subject: str, given: Mapping[str, str]) -> Wish:
    promised = None
    if given["day"]:
        first = moment({**given, "clock": "00:00"}, "day", "clock")
        promised = first.astimezone(KST) + timedelta(days=1)
    return Wish(subject, "accept", content=AcceptForm(given["reference"], promised))
