"""The rules an editor works on: what is in force, an edit laid over it, its problems. Pure."""

import json
from typing import Any

from console.domain.alerts.alert_type_text import CatalogueFault
from console.domain.alerts.alert_types import AGENCIES
from console.domain.alerts.rulebook import Shipped, changed, entry_at, rules_of
from console.domain.pace import BOUNDS
from console.domain.roles import Role
from console.wire.room_values import RulesView
from console.wire.seat import CONTENT_MAX
from widgets.supervisor.wish import RuleWish


class EditedRules:
    """The newest version as every page sees it, and who looks at it."""

    def __init__(self, shipped: Shipped) -> None:
        self.shipped = shipped
        self.view = RulesView()
        self.role = Role.OPERATOR

    @property
    def allowed(self) -> bool:
        """Whether this person may change the rules here; the engine judges for itself."""
        return self.role is Role.SUPERVISOR

    def entry(self, path: str) -> Any:  # noqa: ANN401 - a JSON value
        """What is in force at a path."""
        return entry_at(self.shipped, self.view.content, path)

    def names(self, part: str) -> list[str]:
        """The names of a part: types, promises, agencies, intervals."""
        if part == "agencies":
            return list(AGENCIES)
        if part == "pace":
            return list(BOUNDS)
        shipped = json.loads(self.shipped.catalogue).get(part, {})
        return sorted({*shipped, *json.loads(self.view.content).get(part, {})})

    def is_changed(self, path: str) -> bool:
        """Whether the site has a value of its own there."""
        part, _, name = path.partition("/")
        return name in json.loads(self.view.content).get(part, {})

    def problems(self, path: str, value: object) -> tuple[str, ...]:
        """Everything that would be wrong with the rules after this edit."""
        if len(json.dumps(value, ensure_ascii=False)) > CONTENT_MAX:
            return (f"{path}: longer than {CONTENT_MAX} characters",)
        try:
            rules_of(self.shipped, changed(self.view.content, path, value))
        except CatalogueFault as fault:
            return fault.problems
        return ()

    def wish(self, path: str, value: object, why: str, base: int) -> RuleWish:
        """The edit as it is sent; None goes back to what is shipped."""
        return RuleWish(path, json.dumps(value, ensure_ascii=False), why, base)
