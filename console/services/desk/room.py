"""What consoles see of the room beside its alerts, from what the desk knows. Engine thread."""

from datetime import datetime

from console.domain.roles import People
from console.services.desk.flood import ROOM
from console.services.desk.memory import Memory, Senses
from console.services.desk.rulebook import NOW
from console.wire.room_values import PersonView, RoomView, RulesView, quiet_view


def room_of(memory: Memory, senses: Senses, now: datetime) -> RoomView:
    """Quiets, noisy points, the newest flood and who is supervisor where."""
    quiets = sorted(memory.quiets.kept().values(), key=lambda each: (each.at, each.id))
    return RoomView(
        tuple(quiet_view(each) for each in quiets),
        senses.noise.actors(now),
        memory.floods.kept().get(ROOM),
        _people(senses.people),
    )


def rules_view(memory: Memory) -> RulesView:
    """The rules in force, and the versions that can be gone back to."""
    rulebook = memory.rules.kept().get(NOW)
    return rulebook.view() if rulebook else RulesView()


def _people(people: People) -> tuple[PersonView, ...]:
    return tuple(PersonView(each.seat, each.operator, each.role) for each in people.all())
