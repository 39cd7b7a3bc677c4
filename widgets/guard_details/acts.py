"""The acts on a guard detail: their keys and words, and which form each opens now. GUI thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from console.domain.field.guard import Case, Feeling, Guard
from console.domain.field.post import EARLIEST_ARRIVAL, Post
from widgets.field.form import Form
from widgets.guard_details import forms
from widgets.guard_details.book import GuardBook
from widgets.words.words import translate

if TYPE_CHECKING:
    from widgets.guard_details.panel import GuardDetails


@dataclass(frozen=True, slots=True)
class Act:
    """`cap` is its key as it stands on the button."""

    name: str
    cap: str

    def word(self) -> str:
        """Its name in the language of the moment."""
        return {
            "on_post": translate("GuardDetails", "On post"),
            "off_post": translate("GuardDetails", "Off post"),
            "exchange": translate("GuardDetails", "Exchange"),
            "roster": translate("GuardDetails", "Roster"),
            "remove": translate("GuardDetails", "Take out"),
            "happened": translate("GuardDetails", "Approach, arrest …"),
            "note": translate("GuardDetails", "Note"),
            "reveal": translate("GuardDetails", "Show"),
            "personal": translate("GuardDetails", "Entries"),
            "session": translate("GuardDetails", "Session"),
            "extend": translate("GuardDetails", "Extend"),
            "end": translate("GuardDetails", "End"),
            "camera": translate("GuardDetails", "Home camera"),
            "leave": translate("GuardDetails", "Leave"),
            "back": translate("GuardDetails", "Back"),
            "enlist": translate("GuardDetails", "Guard"),
            "retire": translate("GuardDetails", "Off the roll"),
            "change": translate("GuardDetails", "Change"),
            "close": translate("GuardDetails", "Close"),
            "survey": translate("GuardDetails", "Survey"),
            "erase": translate("GuardDetails", "Erase"),
            "open": translate("GuardDetails", "New"),
        }[self.name]


# By how often they are needed at night.
ACTS = (
    Act("on_post", "O"),
    Act("off_post", "F"),
    Act("exchange", "E"),
    Act("roster", "R"),
    Act("remove", "Del"),
    Act("happened", "V"),
    Act("note", "N"),
    Act("reveal", "P"),
    Act("leave", "L"),
    Act("back", "B"),
    Act("camera", "H"),
    Act("session", "S"),
    Act("extend", "+"),
    Act("end", "Z"),
    Act("personal", "K"),
    Act("change", "C"),
    Act("enlist", "G"),
    Act("retire", "T"),
    Act("close", "X"),
    Act("survey", "Y"),
    Act("erase", "Q"),
    Act("open", "Ins"),
)


def act_of(cap: str) -> str:
    """Which act a key stands for, by what stands on its button; "" for none."""
    return next((act.name for act in ACTS if cap and act.cap == cap), "")


def word_of(name: str) -> str:
    """What an act is called."""
    return next((act.word() for act in ACTS if act.name == name), name)


def is_offered(name: str, panel: "GuardDetails") -> bool:
    """Whether an act makes sense now."""
    if name == "camera":
        return panel.case is not None and bool(panel.case.cameras)
    return form_of(name, panel) is not None


def form_of(name: str, panel: "GuardDetails") -> Form | None:
    """The form of an act as things stand, None when it makes no sense now."""
    if name == "open":
        return forms.open_form()
    if name in {"enlist", "leave", "back", "retire"}:
        return _form_of_roll(name, panel.book, panel.now)
    case, subject = panel.case, f"guard_case:{panel.chosen}"
    if case is None:
        return None
    if not case.is_open:
        return _form_of_closed(name, case, subject)
    if name in {"on_post", "off_post", "exchange", "roster", "remove"}:
        return _form_of_roster(name, case, subject, panel)
    return _form_of_case(name, case, subject, panel.now)


def _form_of_roll(name: str, book: GuardBook, now: datetime) -> Form | None:
    roll = [(book.guard_of(sign), book.guards[book.guard_of(sign)]) for sign in book.signs()]
    if name == "enlist":
        return forms.enlist_form(roll)
    away = {"back": _is_away, "retire": _is_free}.get(name)
    meant = tuple((key, each.sign) for key, each in roll if away is None or away(each, book, now))
    if not meant:
        return None
    if name == "leave":
        return forms.leave_form(meant, now)
    return forms.back_form(meant) if name == "back" else forms.retire_form(meant)


def _is_away(guard: Guard, book: GuardBook, now: datetime) -> bool:
    del book
    return any(now < leave.end for leave in guard.leaves)


def _is_free(guard: Guard, book: GuardBook, now: datetime) -> bool:
    """Whether no post of an open case waits for this guard any more."""
    posts = (post for case in book.cases.values() if case.is_open for post in case.posts)
    return not any(post.guard == guard.sign and now < post.end for post in posts)


def _form_of_closed(name: str, case: Case, subject: str) -> Form | None:
    if name == "reveal" and case.personal:
        return forms.reveal_form(subject)
    if name == "survey" and case.feeling in {None, Feeling.NOT_ASKED}:
        return forms.survey_form(subject)
    return forms.erase_form(subject) if name == "erase" and case.personal else None


def _form_of_roster(name: str, case: Case, subject: str, panel: "GuardDetails") -> Form | None:
    now, post, signs = panel.now, panel.strip.chosen_post(), panel.book.signs()
    match name:
        case "on_post":
            free = [each.guard for each in _expected(case, now) if not each.is_on]
            return forms.presence_form(name, subject, _once(free), now) if free else None
        case "off_post":
            there = [each.guard for each in case.posts if each.stands(now)]
            return forms.presence_form(name, subject, _once(there), now) if there else None
        case "exchange":
            others = (
                post is not None and now < post.span.end and any(s != post.guard for s in signs)
            )
            return forms.exchange_form(subject, post, signs) if others and post else None
        case "remove":
            plain = post is not None and not post.presences and now < post.end
            return forms.remove_form(subject, post) if plain and post else None
        case _:
            return _roster_form(case, subject, panel, signs)


def _roster_form(case: Case, subject: str, panel: "GuardDetails", signs: list[str]) -> Form | None:
    row = panel.strip.chosen_row()
    if row is None or case.session is None or not signs:
        return None
    first = max(row.need.start, panel.now)
    left = [span for span in case.session.windows() if span.end > first]
    return forms.roster_form(subject, case, row.need.start, signs, len(left))


def _form_of_case(name: str, case: Case, subject: str, now: datetime) -> Form | None:
    running = case.session is not None and case.session.end > now
    offered = {
        "happened": forms.happened_form(subject),
        "change": forms.change_form(subject, case),
        "note": forms.note_form(subject),
        "personal": forms.personal_form(subject),
        "reveal": forms.reveal_form(subject) if case.personal else None,
        "session": None if running else forms.session_form(subject, now),
        "extend": forms.extend_form(subject) if _can_extend(case, now) else None,
        "end": forms.end_form(subject) if running else None,
        "close": None if running else forms.close_form(subject),
    }
    return offered.get(name)


def _can_extend(case: Case, now: datetime) -> bool:
    session = case.session
    return session is not None and now < session.end and not session.extra_days


def _expected(case: Case, now: datetime) -> list[Post]:
    return [post for post in case.posts if post.start - EARLIEST_ARRIVAL <= now < post.span.end]


def _once(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))
