"""How often somebody may do something: token buckets by name, bounded in number. Pure."""

from collections import OrderedDict

MOST_NAMES = 4_096


class Buckets:
    """One bucket a name: `rate` drops a second flow in, up to `burst`. Times in seconds."""

    def __init__(self) -> None:
        self._filled: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str, now: float, rate: float, burst: float) -> float:
        """Take one drop: 0 when there was one, else how long until there is."""
        level = self._level(name, now, rate, burst)
        left = level - 1 if level >= 1 else level
        self._filled[name] = (left, now)
        self._filled.move_to_end(name)
        while len(self._filled) > MOST_NAMES:
            self._filled.popitem(last=False)
        return 0.0 if level >= 1 else (1 - level) / rate

    def is_empty(self, name: str, now: float, rate: float, burst: float) -> bool:
        """Whether there is no drop, without taking one."""
        return self._level(name, now, rate, burst) < 1

    def _level(self, name: str, now: float, rate: float, burst: float) -> float:
        level, then = self._filled.get(name, (burst, now))
        return min(burst, level + max(0.0, now - then) * rate)
