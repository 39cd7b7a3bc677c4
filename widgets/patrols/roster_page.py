"""The roster of joint patrols: organisations by code and kind, counts of people. GUI thread."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from typing_extensions import override

from console.domain.field.roster import Kind, Organisation, members_by_kind
from console.ports.seat_link import QueueNews
from console.services.field.patrol_forms import OrganisationForm
from widgets.field.entry import FormField
from widgets.field.form import Form, Wish
from widgets.field.page import Act, FieldPage, language
from widgets.field.rows import BoardRow, Fact
from widgets.patrols.book import PatrolBook
from widgets.patrols.patrol_forms import whole_number
from widgets.patrols.words import kind_word, stamp
from widgets.words.words import translate


class RosterPage(FieldPage):
    """Organisations by code; those that take part no more stay, as past patrols name them."""

    def __init__(self, book: PatrolBook) -> None:
        self._book = book

    @override
    def take(self, news: QueueNews) -> bool:
        return self._book.take(news)

    @override
    def title(self, now: datetime) -> str:
        active = [each for each in self._book.organisations.values() if each.active]
        text = translate("Patrols", "Roster: {count} organisations, {members} people")
        members = sum(each.members for each in active)
        return text.format(count=len(active), members=f"{members:,}")

    @override
    def empty(self) -> str:
        return translate("Patrols", "No organisation is in the roster. Ins enters one.")

    @override
    def rows(self, now: datetime) -> Sequence[BoardRow]:
        ordered = sorted(self._book.organisations.items())
        return [self._row(key, each) for key, each in ordered]

    def _row(self, key: str, each: Organisation) -> BoardRow:
        out = translate("Patrols", "takes no part")
        people = translate("Patrols", "{count} people").format(count=f"{each.members:,}")
        state, tone = (people, "text") if each.active else (out, "quiet")
        return BoardRow(key, f"{each.code} {each.name(language())}", state, tone,
                        kind_word(each.kind))  # fmt: skip

    @override
    def facts(self, record: str, now: datetime) -> Sequence[Fact]:
        each = self._book.organisations.get(record)
        if each is None:
            return ()
        text = translate("Patrols", "{kind} · {count} people")
        head = Fact(f"{each.code} {each.name(language())}", size="heading")
        plain = Fact(text.format(kind=kind_word(each.kind), count=f"{each.members:,}"))
        return [head, plain, *self._walks(record), *self._kinds()]

    def _walks(self, record: str) -> list[Fact]:
        """Where it walked along, the newest first."""
        patrols = sorted(self._book.patrols.values(), key=lambda p: p.begins, reverse=True)
        return [
            Fact(f"{stamp(patrol.begins)} {patrol.team} · {patrol.area} · {each.people}")
            for patrol in patrols
            for each in patrol.joined
            if each.organisation == record
        ]

    def _kinds(self) -> list[Fact]:
        text = translate("Patrols", "{kind}: {count} organisations, {members} people")
        counts = members_by_kind(self._book.organisations.values())
        return [
            Fact(text.format(kind=kind_word(kind), count=count, members=f"{members:,}"), "quiet")
            for kind, (count, members) in sorted(counts.items())
        ]

    @override
    def acts(self) -> Sequence[Act]:
        return (
            Act("change", "C", translate("Patrols", "Change")),
            Act("enter", "Ins", translate("Patrols", "Enter")),
        )

    @override
    def form(self, act: str, record: str, now: datetime) -> Form | None:
        known = self._book.organisations.get(record)
        if act == "change":
            return _form(known) if known is not None else None
        return _form(None) if act == "enter" else None


def _form(known: Organisation | None) -> Form:
    kinds = tuple((each.value, kind_word(each)) for each in Kind)
    yes, no = translate("Patrols", "takes part"), translate("Patrols", "takes no part")
    kind = (known.kind if known else Kind.CRIME_PREVENTION).value
    fields = (
        *([] if known else [FormField("code", translate("Patrols", "Code"), needed=True)]),
        FormField("kind", translate("Patrols", "Kind"), kind, kinds),
        FormField("name_ko", translate("Patrols", "Name (Korean)"), known.name_ko if known else ""),
        FormField(
            "name_en", translate("Patrols", "Name (English)"), known.name_en if known else ""
        ),
        FormField("members", translate("Patrols", "Members"), str(known.members if known else 0)),
        FormField(
            "active", translate("Patrols", "Takes part"),
            "no" if known and not known.active else "yes", (("yes", yes), ("no", no)),
        ),
    )  # fmt: skip
    title = translate("Patrols", "Organisation")
    return Form(title, fields, partial(_entered, known.code if known else ""))


def _entered(code: str, given: Mapping[str, str]) -> Wish:
    form = OrganisationForm(
        code or given["code"],
        Kind(given["kind"]),
        given["name_ko"],
        given["name_en"],
        whole_number(given, "members", "31"),
        given["active"] == "yes",
    )
    return Wish(f"organisation:{code}", "enter", content=form)
