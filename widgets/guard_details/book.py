"""The guard details and guards a seat was told of. Values only; GUI thread; asks nobody."""

from datetime import datetime

from console.domain.field.guard import Case, Guard
from console.domain.field.guard_looks import all_gaps
from console.domain.field.post import Leave, Post
from console.domain.field.roster_cover import Gap
from console.services.field.guard_forms import GUARD, GUARD_CASE
from widgets.field.book import RecordBook


class GuardBook(RecordBook):
    """The cases and the roll of guards."""

    def __init__(self) -> None:
        super().__init__()
        self.cases = self.table(GUARD_CASE, Case)
        self.guards = self.table(GUARD, Guard)

    def leaves(self) -> tuple[Leave, ...]:
        """All leave of guards."""
        return tuple(leave for guard in self.guards.values() for leave in guard.leaves)

    def gaps(self, case: Case, now: datetime) -> tuple[Gap, ...]:
        """Every gap of a case, past and to come."""
        return all_gaps(case, self.leaves(), now)

    def ordered(self) -> list[tuple[str, Case]]:
        """Open cases with a gap first, then open ones, then closed ones; each by code."""
        return sorted(self.cases.items(), key=_order)

    def signs(self) -> list[str]:
        """Call signs on the roll."""
        return sorted(guard.sign for guard in self.guards.values() if guard.retired is None)

    def guard_of(self, sign: str) -> str:
        """The record of a call sign; empty when it is not on the roll."""
        found = (key for key, guard in self.guards.items() if guard.sign == sign)
        return next((key for key in found if self.guards[key].retired is None), "")


def standing(case: Case, now: datetime) -> list[Post]:
    """The posts with a guard on them now."""
    return [post for post in case.posts if post.stands(now)]


def due(case: Case, now: datetime) -> list[Post]:
    """The posts that run now, guard or no guard."""
    return [post for post in case.posts if post.start <= now < post.span.end]


def _order(item: tuple[str, Case]) -> tuple[int, str]:
    case = item[1]
    rank = 2 if not case.is_open else 0 if case.told_gaps else 1
    return rank, case.code
