"""The pictures of waiting events: one file per content, deleted with the last event that names it.

A picture is on disk before the event that announces it. One thread. Raises OSError for the disk.
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from backends.edge_client.segments import write_durably


class PictureShelf:
    """Files named by the sha256 of what they hold."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._uses: Counter[str] = Counter()
        self._sizes: dict[str, int] = {}

    @property
    def held_bytes(self) -> int:
        """What all pictures hold."""
        return sum(self._sizes.values())

    def restore(self, uses: Iterable[str]) -> None:
        """What waiting events name after a start; the rest is deleted."""
        self._uses.update(uses)
        if not self._folder.exists():
            return
        for path in self._folder.iterdir():
            if path.name in self._uses:
                self._sizes[path.name] = path.stat().st_size
            else:
                path.unlink()

    def put(self, contents: Iterable[bytes]) -> tuple[str, ...]:
        """Keep pictures on disk, all or none; their names, in order.

        Follow with `use` or `sweep`.
        """
        names, fresh = [], []
        try:
            for content in contents:
                name = sha256(content).hexdigest()
                names.append(name)
                if name not in self._sizes:
                    self._folder.mkdir(exist_ok=True)
                    write_durably(self._folder / name, content)
                    self._sizes[name] = len(content)
                    fresh.append(name)
        except OSError:
            self.sweep(fresh)
            raise
        return tuple(names)

    def use(self, names: Iterable[str]) -> None:
        """A waiting event names these."""
        self._uses.update(names)

    def release(self, names: Iterable[str]) -> None:
        """An event that named these waits no more."""
        for name in names:
            self._uses[name] -= 1
            self._forget_unused(name)

    def sweep(self, names: Iterable[str]) -> None:
        """Delete those of these that nothing names: their event could not be kept."""
        for name in names:
            self._forget_unused(name)

    def read(self, name: str) -> bytes | None:
        """One picture; None when it is gone or another than it says."""
        try:
            content = (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        return content if sha256(content).hexdigest() == name else None

    def _forget_unused(self, name: str) -> None:
        if self._uses[name] <= 0:
            del self._uses[name]
            if self._sizes.pop(name, None) is not None:
                (self._folder / name).unlink(missing_ok=True)
