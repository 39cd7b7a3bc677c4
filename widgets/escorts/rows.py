"""What the rows of the board say, prepared. Pure; GUI thread."""

from datetime import datetime

from console.domain.field.check_in import CheckIn
from console.domain.field.escort import BEFORE_MEETING, Escort, Step
from console.domain.field.scouts import Engagement, ScoutTeam
from widgets.escorts.book import EscortBook
from widgets.escorts.follow import seen_at
from widgets.escorts.words import alert_word, channel_word, clock, span, step_word, when_text
from widgets.field.rows import BoardRow
from widgets.words.words import translate


def escort_row(key: str, escort: Escort, book: EscortBook, now: datetime) -> BoardRow:
    """One escort."""
    wrong = [alert_word(each) for each in escort.told]
    if escort.step in BEFORE_MEETING and any(mark.what == "unread" for mark in escort.marks):
        wrong.append(translate("Escorts", "ask back"))
    state = ": ".join(each for each in (step_word(escort.step), ", ".join(wrong)) if each)
    asking = escort.hand_over
    if asking is not None and escort.is_asking:
        state = translate("Escorts", "Offered to {to}: still ours").format(to=asking.to)
    team = book.team_name(escort.team) if escort.team else translate("Escorts", "no team")
    people = translate("Escorts", "{count} people").format(count=escort.people)
    group = translate("Escorts", "school bus") if escort.is_group else ""
    parts = (escort.area, escort.meet_name, team, group, people if escort.people > 1 else "")
    head = f"#{key}  {clock(escort.meet_at)}"
    below = " · ".join(each for each in parts if each)
    return BoardRow(key, head, state, _tone(escort), below, when_text(escort, now))


def _tone(escort: Escort) -> str:
    if not escort.is_open:
        return "quiet"
    if escort.told or escort.is_asking:
        return "fault"
    if escort.step is Step.REQUESTED:
        return "warning"
    return "good"


def team_row(key: str, team: ScoutTeam, book: EscortBook, now: datetime) -> BoardRow:
    """One team on duty."""
    bound = [each for each in book.engagements() if each.team == key]
    walks = ", ".join(f"#{each.escort}" for each in sorted(bound, key=_start))
    state = walks or translate("Escorts", "free")
    fix = book.positions.get(team.unit)
    age = translate("Escorts", "no fix") if fix is None else _age(now, seen_at(fix))
    below = " · ".join((", ".join(team.areas), team.unit, age))
    until = translate("Escorts", "until {at}").format(at=clock(team.on_until))
    over = now > team.on_until
    tone = "warning" if over else "quiet" if bound else "good"
    return BoardRow(key, team.name, state, tone, below, until)


def _start(engagement: Engagement) -> datetime:
    return engagement.start


def _age(now: datetime, then: datetime) -> str:
    seconds = max(0, int((now - then).total_seconds()))
    if seconds < 60:
        return translate("Escorts", "fix {seconds} s old").format(seconds=seconds)
    return translate("Escorts", "fix {span} old").format(span=span(now - then))


def check_row(check: CheckIn, now: datetime) -> BoardRow:
    """One unit that checks in."""
    if check.is_missing:
        state = translate("Escorts", "missing for {span}").format(span=span(now - check.due))
        tone = "fault"
    elif now > check.due:
        state = translate("Escorts", "due since {span}").format(span=span(now - check.due))
        tone = "warning"
    else:
        state = translate("Escorts", "due {at}").format(at=clock(check.due))
        tone = "good"
    last = translate("Escorts", "last {at}").format(at=clock(check.last))
    by = f"{channel_word(check.channel)}, {check.by}" if check.channel else ""
    every = translate("Escorts", "every {minutes} min").format(minutes=check.every_s // 60)
    below = " · ".join(each for each in (last, by, check.words, every) if each)
    return BoardRow(check.unit, check.unit, state, tone, below)
