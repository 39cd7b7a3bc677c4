"""What patrols, hazards and organisations are called, Korean and English. Pure look-ups."""

from datetime import datetime, timedelta

from console.domain.field.hazard import Category, Office, State
from console.domain.field.patrol import Patrol, Reached, Stage
from console.domain.field.patrol_times import Word
from console.domain.field.post import KST
from console.domain.field.roster import Kind
from widgets.words.words import translate


def stage_word(stage: Stage) -> str:
    """How far a patrol is."""
    return {
        Stage.PLANNED: translate("Patrols", "Planned"),
        Stage.DUE: translate("Patrols", "Due"),
        Stage.OUT: translate("Patrols", "Out"),
        Stage.ENDED: translate("Patrols", "Ended"),
        Stage.CANCELLED: translate("Patrols", "Cancelled"),
        Stage.NOT_HELD: translate("Patrols", "Not held"),
    }[stage]


def reached_word(how: Reached) -> str:
    """How it is known that a checkpoint was passed."""
    return {
        Reached.TRACK: translate("Patrols", "by track"),
        Reached.DEVICE: translate("Patrols", "told by device"),
        Reached.OPERATOR: translate("Patrols", "entered by the room"),
    }[how]


def category_word(category: Category) -> str:
    """What is dangerous."""
    return {
        Category.GAS: translate("Patrols", "Gas"),
        Category.STRUCTURE: translate("Patrols", "Structure"),
        Category.ELECTRIC: translate("Patrols", "Electric"),
        Category.PAVEMENT: translate("Patrols", "Pavement"),
        Category.LIGHTING: translate("Patrols", "Lighting"),
        Category.OTHER: translate("Patrols", "Other"),
    }[category]


def office_word(office: Office) -> str:
    """Who mends it."""
    return {
        Office.FIRE: translate("Patrols", "Fire (119)"),
        Office.GAS: translate("Patrols", "Gas safety"),
        Office.BUILDINGS: translate("Patrols", "Buildings office"),
        Office.ELECTRICITY: translate("Patrols", "Electricity"),
        Office.ROADS: translate("Patrols", "Roads office"),
        Office.LIGHTING: translate("Patrols", "Street lighting"),
        Office.PARKS: translate("Patrols", "Parks office"),
        Office.DISTRICT: translate("Patrols", "District office"),
    }[office]


def hazard_word(state: State) -> str:
    """How far a hazard is."""
    return {
        State.REPORTED: translate("Patrols", "Reported"),
        State.REFERRED: translate("Patrols", "Referred"),
        State.ACCEPTED: translate("Patrols", "Accepted"),
        State.FIXED: translate("Patrols", "Fixed"),
        State.DISMISSED: translate("Patrols", "Dismissed"),
    }[state]


def kind_word(kind: Kind) -> str:
    """What sort of organisation it is."""
    return {
        Kind.POLICE: translate("Patrols", "Police"),
        Kind.FIRE: translate("Patrols", "Fire"),
        Kind.CRIME_PREVENTION: translate("Patrols", "Crime-prevention unit"),
        Kind.VOLUNTEERS: translate("Patrols", "Volunteers"),
        Kind.MOTHERS: translate("Patrols", "Mothers' patrol"),
        Kind.STUDENTS: translate("Patrols", "Students"),
        Kind.RESIDENTS: translate("Patrols", "Residents"),
        Kind.DISTRICT: translate("Patrols", "District"),
    }[kind]


def state_of(patrol: Patrol, now: datetime, *, missed: bool = False) -> tuple[str, str]:
    """The word and tone of a patrol at a moment: what is wrong first. `missed` a check-in."""
    if missed:
        return translate("Patrols", "Check-in missed"), "fault"
    if patrol.stage in {Stage.PLANNED, Stage.DUE} and now >= patrol.begins:
        late = age_word(now - patrol.begins)
        is_told = Word.LATE.value in patrol.told
        words = translate("Patrols", "Not started, {age} late").format(age=late)
        return words, "fault" if is_told else "warning"
    if patrol.stage is not Stage.OUT:
        tone = "warning" if patrol.stage is Stage.NOT_HELD else "quiet"
        return stage_word(patrol.stage), "text" if patrol.stage is Stage.DUE else tone
    return _state_out(patrol, now)


def _state_out(patrol: Patrol, now: datetime) -> tuple[str, str]:
    if "apart" in patrol.told:
        return translate("Patrols", "Two apart"), "fault"
    if any(each.startswith("dark:") for each in patrol.told):
        return translate("Patrols", "One not heard"), "fault"
    if Word.SILENT.value in patrol.told:
        return translate("Patrols", "Not heard"), "fault"
    if "over" in patrol.told or now > patrol.ends:
        over = age_word(max(timedelta(0), now - patrol.ends))
        words = translate("Patrols", "{age} over time").format(age=over)
        return words, "fault" if "over" in patrol.told else "warning"
    return stage_word(patrol.stage), "good"


def channel_word(channel: str) -> str:
    """How a team was heard."""
    return {
        "radio": translate("Patrols", "radio"),
        "telephone": translate("Patrols", "telephone"),
        "app": translate("Patrols", "app"),
        "seen": translate("Patrols", "seen on camera"),
    }.get(channel, channel)


def span_text(begins: datetime, ends: datetime) -> str:
    """A shift's hours, in Korean time."""
    first, last = begins.astimezone(KST), ends.astimezone(KST)
    return f"{first:%m-%d %H:%M}–{last:%H:%M}"


def clock(moment: datetime) -> str:
    """HH:MM in Korean time."""
    return f"{moment.astimezone(KST):%H:%M}"


def stamp(moment: datetime) -> str:
    """Month, day and time, Korean time."""
    return f"{moment.astimezone(KST):%m-%d %H:%M}"


def age_word(age: timedelta) -> str:
    """An age in the largest unit that tells something."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 60:
        return translate("Patrols", "{count} min").format(count=minutes)
    if minutes < 48 * 60:
        return translate("Patrols", "{count} h").format(count=minutes // 60)
    return translate("Patrols", "{count} days").format(count=minutes // 1_440)
