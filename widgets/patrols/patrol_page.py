"""The board of patrols: who is out where, who is late, what was walked. GUI thread, no widget."""

from collections.abc import Sequence
from datetime import datetime

from typing_extensions import override

from console.domain.field.check_in import CheckIn
from console.domain.field.patrol import Passed, Patrol, Stage
from console.domain.field.roster import people_of
from console.ports.seat_link import QueueNews
from widgets.field.form import Form
from widgets.field.page import Act, FieldPage, language
from widgets.field.rows import BoardRow, Fact
from widgets.patrols import patrol_forms as forms
from widgets.patrols.book import PatrolBook
from widgets.patrols.templates import Template
from widgets.patrols.words import (
    age_word,
    category_word,
    clock,
    hazard_word,
    reached_word,
    span_text,
    state_of,
)
from widgets.words.words import age_text, translate

_TONES = {"fault": 0, "warning": 1, "good": 2, "text": 3}
_STALE_S = 60
_MOST_OVER = 30


class PatrolPage(FieldPage):
    """Patrols, what is wrong first, then those that are out, then those to come."""

    kind = "patrol"

    def __init__(self, book: PatrolBook, templates: Sequence[Template]) -> None:
        self._book = book
        self.set_templates(templates)

    def set_templates(self, templates: Sequence[Template]) -> None:
        """Shifts are planned from these; a form that stands open keeps those it began with."""
        self._templates = tuple(templates)

    @override
    def take(self, news: QueueNews) -> bool:
        return self._book.take(news)

    @override
    def title(self, now: datetime) -> str:
        patrols = self._book.patrols.values()
        out = sum(each.stage is Stage.OUT for each in patrols)
        late = sum(
            each.stage in {Stage.PLANNED, Stage.DUE} and now >= each.begins for each in patrols
        )
        text = translate("Patrols", "Patrols: {out} out, {late} late")
        return text.format(out=out, late=late)

    @override
    def empty(self) -> str:
        return translate("Patrols", "No patrol is planned. Ins plans one.")

    @override
    def rows(self, now: datetime) -> Sequence[BoardRow]:
        found = [
            (self._rank(each, now), BoardRow(key, *self._head(each, now), self._below(each)))
            for key, each in self._book.patrols.items()
        ]
        still = [each for each in found if each[0][0] < 9]
        over = sorted((each for each in found if each[0][0] == 9), key=lambda each: each[0])
        return [row for _, row in (*sorted(still, key=lambda each: each[0]), *over[:_MOST_OVER])]

    def _head(self, patrol: Patrol, now: datetime) -> tuple[str, str, str]:
        check = self._book.check_of(patrol)
        missed = check is not None and check.is_missing
        return (f"{patrol.team} · {patrol.area}", *state_of(patrol, now, missed=missed))

    def _rank(self, patrol: Patrol, now: datetime) -> tuple[int, float]:
        if not patrol.is_open:
            return 9, -(patrol.ended_at or patrol.ends).timestamp()
        return _TONES.get(self._head(patrol, now)[2], 4), patrol.begins.timestamp()

    def _below(self, patrol: Patrol) -> str:
        parts = [span_text(patrol.begins, patrol.ends)]
        if patrol.checkpoints:
            text = translate("Patrols", "points {done}/{all}")
            parts.append(text.format(done=len(patrol.passed), all=len(patrol.checkpoints)))
        percent = patrol.progress.percent
        if percent is not None:
            parts.append(translate("Patrols", "route {percent} %").format(percent=f"{percent:.0f}"))
        if people := people_of(patrol.joined):
            parts.append(translate("Patrols", "{people} joined").format(people=people))
        return " · ".join(parts)

    # --- facts ----------------------------------------------------------------------------------

    @override
    def facts(self, record: str, now: datetime) -> Sequence[Fact]:
        patrol = self._book.patrols.get(record)
        if patrol is None:
            return ()
        title, state, tone = self._head(patrol, now)
        head = Fact(f"{title} · {state}", tone, "heading")
        return [
            head,
            *self._times(patrol),
            *self._members(patrol, now),
            *_check_facts(self._book.check_of(patrol), now),
            *self._walked(patrol),
            *self._company(patrol),
            *self._found(record, patrol, now),
            *self._points(patrol, now),
        ]

    def _times(self, patrol: Patrol) -> list[Fact]:
        hours = span_text(patrol.begins, patrol.ends)
        found = [Fact(f"{hours} · {patrol.route_name}".rstrip(" ·"), "quiet")]
        if patrol.started_at is not None:
            text = translate("Patrols", "Started {time} by {by}")
            found.append(Fact(text.format(time=clock(patrol.started_at), by=patrol.started_by)))
        if patrol.ended_at is not None:
            text = translate("Patrols", "Ended {time} by {by}").format(
                time=clock(patrol.ended_at), by=patrol.ended_by or "–"
            )
            found.append(Fact(f"{text} · {patrol.words}" if patrol.words else text))
        return found

    def _members(self, patrol: Patrol, now: datetime) -> list[Fact]:
        if not patrol.is_open:
            return []
        found = [self._member(unit, now) for unit in patrol.members]
        if "apart" in patrol.told:
            found.append(Fact(translate("Patrols", "The two are apart: speak with both."), "fault"))
        return found

    def _member(self, unit: str, now: datetime) -> Fact:
        fix = self._book.positions.get(unit)
        if fix is None:
            return Fact(translate("Patrols", "{unit}: no position").format(unit=unit), "quiet")
        age = (now - min(fix.time, fix.received)).total_seconds()
        text = translate("Patrols", "{unit}: seen {age} ago").format(
            unit=unit, age=age_text(min(fix.time, fix.received), now)
        )
        return Fact(text, "warning" if age > _STALE_S else "text")

    def _walked(self, patrol: Patrol) -> list[Fact]:
        progress = patrol.progress
        if not patrol.route or patrol.stage in {Stage.PLANNED, Stage.DUE}:
            return []
        if progress.percent is None:
            return [Fact(translate("Patrols", "Route: not known, no position was heard"), "quiet")]
        text = translate("Patrols", "Route walked: {percent} % ({used} fixes used, {out} left out)")
        words = text.format(
            percent=f"{progress.percent:.0f}", used=progress.fixes, out=progress.left_out
        )
        doubtful = progress.left_out > progress.fixes
        if doubtful:
            words += " · " + translate("Patrols", "positions too vague: rather more was walked")
        return [Fact(words, "warning" if doubtful else "text")]

    def _company(self, patrol: Patrol) -> list[Fact]:
        names = [f"{self._organisation(each.organisation)} {each.people}" for each in patrol.joined]
        if not names:
            return []
        text = translate("Patrols", "Joint patrol: {names}")
        return [Fact(text.format(names=", ".join(names)))]

    def _organisation(self, code: str) -> str:
        known = self._book.organisations.get(code)
        return known.name(language()) if known is not None else code

    def _found(self, record: str, patrol: Patrol, now: datetime) -> list[Fact]:
        alerts = ", ".join(f"#{number}" for number in patrol.incidents)
        text = translate("Patrols", "Incidents met: {alerts}")
        found = [Fact(text.format(alerts=alerts), "warning")] if alerts else []
        for _, hazard in self._book.hazards_of(record):
            text = translate("Patrols", "Hazard: {category}, {state}, {age}").format(
                category=category_word(hazard.category),
                state=hazard_word(hazard.state),
                age=age_word(hazard.age(now)),
            )
            found.append(Fact(text, "warning" if hazard.is_overdue(now) else "text"))
        return found

    def _points(self, patrol: Patrol, now: datetime) -> list[Fact]:
        passed = {each.checkpoint: each for each in patrol.passed}
        found = []
        for each in patrol.checkpoints:
            name = each.name_ko if language() == "ko" else each.name_en
            done = passed.get(each.id)
            if done is not None:
                found.append(Fact(f"✓ {each.id} {name} · {_done_text(done)}", "good"))
                continue
            due = f" · {clock(each.due)}" if each.due is not None else ""
            is_late = patrol.is_open and each.due is not None and now > each.due
            over = not patrol.is_open and patrol.started_at is not None
            tone = "fault" if is_late else "warning" if over else "quiet"
            found.append(Fact(f"○ {each.id} {name}{due}", tone))
        return found

    # --- acts -----------------------------------------------------------------------------------

    @override
    def acts(self) -> Sequence[Act]:
        return (
            Act("start", "S", translate("Patrols", "Start")),
            Act("pass", "C", translate("Patrols", "Checkpoint")),
            Act("incident", "I", translate("Patrols", "Incident")),
            Act("hazard", "H", translate("Patrols", "Hazard")),
            Act("heard", "K", translate("Patrols", "Heard")),
            Act("join", "J", translate("Patrols", "Join")),
            Act("end", "E", translate("Patrols", "End")),
            Act("extend", "+", translate("Patrols", "Extend")),
            Act("map", "M", translate("Patrols", "Map")),
            Act("cancel", "Del", translate("Patrols", "Cancel")),
            Act("plan", "Ins", translate("Patrols", "Plan")),
        )

    @override
    def form(self, act: str, record: str, now: datetime) -> Form | None:
        if act == "plan":
            return forms.plan_form(self._templates, self._units(), language(), now)
        patrol = self._book.patrols.get(record)
        if act == "map":
            return forms.bare_form("", "", "map") if patrol is not None else None
        if patrol is None or not patrol.is_open:
            return None
        return self._form_of(act, record, patrol, now)

    def _form_of(self, act: str, record: str, patrol: Patrol, now: datetime) -> Form | None:
        subject = f"patrol:{record}"
        if act == "join":
            roster = [each for each in self._book.organisations.values() if each.active]
            return forms.join_form(subject, roster, language()) if roster else None
        if act == "heard":
            check = self._book.check_of(patrol)
            return forms.heard_form(check.unit, patrol.team) if check is not None else None
        if patrol.stage is not Stage.OUT:
            return forms.form_before(act, subject)
        return forms.form_out(act, record, patrol, now, language())

    def _units(self) -> list[str]:
        busy = {unit for each in self._book.patrols.values() if each.is_open
                for unit in each.members}  # fmt: skip
        return sorted(unit for unit in self._book.positions if unit not in busy)


def _done_text(done: Passed) -> str:
    words = f"{clock(done.at)} {reached_word(done.how)}"
    if done.off_m is not None and done.off_m > 60:
        words += " · " + translate("Patrols", "{metres} m away").format(metres=f"{done.off_m:.0f}")
    return words


def _check_facts(check: CheckIn | None, now: datetime) -> list[Fact]:
    if check is None:
        return []
    if check.is_missing:
        text = translate("Patrols", "Check-in missed since {time}: ring the team")
        return [Fact(text.format(time=clock(check.due)), "fault", "heading")]
    text = translate("Patrols", "Checks in by {time}, last {age} ago")
    words = text.format(time=clock(check.due), age=age_text(check.last, now))
    return [Fact(words, "warning" if now > check.due else "text")]
