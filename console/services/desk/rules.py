"""A site's own rules at the desk: changed by supervisors, kept as versions, taken back by version.

Engine thread only; no I/O. A version is refused as a whole, with all its problems, or it is in
force for everything decided after it. Written on the newest version only: whoever edited an older
one looks again first. What it makes of quiets that would now touch life-safety: they end.
"""

from dataclasses import replace
from datetime import datetime

from console.domain.alerts.alert import ENGINE
from console.domain.alerts.alert_type_text import CatalogueFault
from console.domain.alerts.lifecycle import Refused
from console.domain.alerts.quieting import Shelf, Suppression
from console.domain.alerts.rulebook import WHY_MAX, RuleVersion, changed, rules_of, value_in
from console.ports.messages import Command, RulesChanged
from console.services.desk.draft import Draft
from console.services.desk.quiets import end_quiet, show_again
from console.services.desk.rulebook import NOW, Rulebook, sentence_of

MOST_KEPT = 50


def change_rules(draft: Draft, command: Command, now: datetime) -> Refused | None:
    """Put one more change in force: `subject` the path, `content` the value, `text` the reason."""
    book = draft.memory.rules.get(NOW)
    if refused := _refused(book, command) or _stale(book, command):
        return refused
    assert book is not None
    base = "{}" if book.fault else book.content
    try:
        content = changed(base, command.subject, value_in(command.content))
    except CatalogueFault as fault:
        return Refused(sentence_of(fault))
    return _adopt(draft, book, command, now, content)


def restore_rules(draft: Draft, command: Command, now: datetime) -> Refused | None:
    """Go back to version `subject` (0: as shipped), as a new version."""
    book = draft.memory.rules.get(NOW)
    if refused := _refused(book, command):
        return refused
    assert book is not None
    if command.subject == "0":
        return _adopt(draft, book, command, now, "{}")
    for each in book.versions:
        if str(each.number) == command.subject:
            return _adopt(draft, book, command, now, each.content)
    return Refused(f"Version {command.subject} of the rules is not kept.")


def _refused(book: Rulebook | None, command: Command) -> Refused | None:
    if book is None or book.shipped is None:
        return Refused("The rules of this engine cannot be changed.")
    if not command.text.strip():
        return Refused("A reason is needed.")
    return None


def _stale(book: Rulebook | None, command: Command) -> Refused | None:
    number = book.number if book else 0
    if command.choice == str(number):
        return None
    return Refused(f"The rules were changed meanwhile (version {number}): look at them first.")


def _adopt(
    draft: Draft, book: Rulebook, command: Command, now: datetime, content: str
) -> Refused | None:
    assert book.shipped is not None
    try:
        rules = rules_of(book.shipped, content)
    except CatalogueFault as fault:
        return Refused(sentence_of(fault))
    version = RuleVersion(
        book.number + 1,
        command.operator,
        now,
        command.text.strip()[:WHY_MAX],
        command.subject if command.kind == "change_rules" else f"version/{command.subject}",
        content,
    )
    after = replace(book, rules=rules, fault="", versions=(*book.versions, version)[-MOST_KEPT:])
    draft.memory.rules.put(NOW, after)
    draft.change(RulesChanged(version))
    draft.use(rules)
    _end_what_touches_life(draft, now)
    return None


def _end_what_touches_life(draft: Draft, now: datetime) -> None:
    """Shelves and rules of a type that is life-safety now."""
    quiets = [each for _, each in draft.memory.quiets.items()]
    for quiet in [each for each in quiets if isinstance(each, Shelf | Suppression)]:
        if draft.catalogue.type_of(quiet.type).is_life:
            end_quiet(draft, quiet, ENGINE, now)
    show_again(draft, ENGINE, now)
