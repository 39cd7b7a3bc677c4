"""Notices that nothing comes back any more. Pure; one owner, its thread; time is handed in."""

SILENT_MS = 5_000


class Silence:
    """Told again and again how much came back; says when that stops and when it goes on."""

    def __init__(self, now_ms: int) -> None:
        self._seen = 0
        self._since_ms = now_ms
        self._said = False

    def look(self, came: int, now_ms: int, *, waits: bool) -> str:
        """What is to be said now, mostly nothing. `came` only rises; `waits`: more is owed."""
        if came != self._seen or not waits:
            self._seen, self._since_ms = came, now_ms
            said, self._said = self._said, False
            return "the engine answers again" if said else ""
        if self._said or now_ms - self._since_ms < SILENT_MS:
            return ""
        self._said = True
        return f"the engine has not answered for {SILENT_MS // 1_000} s; waiting"
