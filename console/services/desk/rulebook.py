"""The rules a desk works by, and the versions it can go back to. Values; engine thread; no I/O."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from console.domain.alerts.alert_type_text import CatalogueFault
from console.domain.alerts.alert_types import Catalogue
from console.domain.alerts.rulebook import Rules, RuleVersion, Shipped, rules_of
from console.wire.room_values import RulesView, VersionView

MOST_PROBLEMS = 12
NOW = "now"
"""The one key of the table of rules in the desk's memory."""

_log = logging.getLogger("desk")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules in force and the versions that can be gone back to, the newest last."""

    shipped: Shipped | None
    rules: Rules
    versions: tuple[RuleVersion, ...] = ()
    fault: str = ""

    @property
    def number(self) -> int:
        """The newest version; 0 is what is shipped."""
        return self.versions[-1].number if self.versions else 0

    @property
    def content(self) -> str:
        """What differs from what is shipped."""
        return self.versions[-1].content if self.versions else "{}"

    def view(self) -> RulesView:
        """What consoles see of it."""
        content = "{}" if self.fault else self.content
        versions = tuple(VersionView(v.number, v.by, v.at, v.why, v.path) for v in self.versions)
        return RulesView(self.number, content, versions, self.fault)


def opened(
    catalogue: Catalogue, shipped: Shipped | None, versions: Sequence[RuleVersion]
) -> Rulebook:
    """The rules at a start. Versions that cannot stand are kept, and the shipped rules hold."""
    if shipped is None or not versions:
        return Rulebook(shipped, Rules(catalogue), tuple(versions))
    try:
        return Rulebook(shipped, rules_of(shipped, versions[-1].content), tuple(versions))
    except CatalogueFault as fault:
        _log.error("Version %d of the rules cannot stand: %s", versions[-1].number, fault)
        return Rulebook(shipped, rules_of(shipped), tuple(versions), sentence_of(fault))


def sentence_of(fault: CatalogueFault) -> str:
    """Every problem, or the first of very many, as one sentence."""
    shown = fault.problems[:MOST_PROBLEMS]
    more = len(fault.problems) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "") + "."
