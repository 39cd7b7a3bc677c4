"""One picture's memory inside its worker: where it is drawn and what is said of it."""

from backends.video.decode_sink import Painter
from backends.video.libvlc_sink import LibVlcSink
from backends.video.orders import Canvas, Open
from backends.video.scaling import Workbench
from backends.video.segments import FrameRing, Status, StatusBlock, release
from console.ports.player import Attention


class View:
    """Owned by its camera's thread; the status may be written by any thread under a lock."""

    def __init__(self, order: Open, workbench: Workbench | None = None) -> None:
        """Map the memory. Raises FileNotFoundError when the console withdrew it."""
        self.id = order.id
        self.attention = order.attention
        self.wants_libvlc = order.libvlc == "first"
        self.has_second = order.libvlc == "second"
        self.player: LibVlcSink | None = None
        self.successor: LibVlcSink | None = None
        self._status = StatusBlock.attach(order.status)
        self.painter = Painter(attach_ring(order.canvas), workbench)

    @property
    def ring(self) -> FrameRing:
        """Where pictures are drawn now."""
        return self.painter.ring

    @property
    def is_hidden(self) -> bool:
        """Whether nobody can see it."""
        return self.attention == Attention.HIDDEN

    @property
    def is_painted(self) -> bool:
        """Whether PyAV draws it: also until libVLC has its first picture."""
        return self.player is None or not self.player.has_picture

    @property
    def engine(self) -> str:
        """What draws it."""
        return "PyAV" if self.player is None or self.is_painted else self.player.engine

    def say(self, status: Status) -> None:
        """Write the status."""
        self._status.write(status)

    def resize(self, canvas: Canvas) -> FrameRing | None:
        """Draw into another ring from now on; the old one, or None when the new one is gone."""
        try:
            ring = attach_ring(canvas)
        except FileNotFoundError:
            return None
        old, self.painter.ring = self.painter.ring, ring
        return old

    def close_players(self) -> None:
        """End libVLC's part; the ring stays."""
        players = [one for one in (self.successor, self.player) if one is not None]
        self.player = self.successor = None
        for one in players:
            one.close()
            if one.ring is not self.ring:
                release(one.ring.memory)

    def close(self) -> None:
        """Give the memory back."""
        self.close_players()
        release(self.ring.memory)
        release(self._status.memory)


def attach_ring(canvas: Canvas) -> FrameRing:
    """The writer's side of a ring. Raises FileNotFoundError when it is gone."""
    return FrameRing.attach(canvas.ring, canvas.width, canvas.height)
