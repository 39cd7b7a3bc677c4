"""How long a read of a camera may take, and what comes out when it is over. Camera's thread.

FFmpeg ends a read that takes too long by handing out what its parser still holds: of a silent
camera the last picture, of one that changed its codec scraps that no picture is made of, again and
again, as bytes arrive that the old codec's reader goes on collecting.
"""

from backends.video.addresses import READ_TIMEOUT_S
from console.domain.pictures.picture import PERIODS

_ALMOST = 0.9
_LONGEST_S = 15.0


class Patience:
    """Of one camera, over all its connections."""

    def __init__(self) -> None:
        """As long as for any camera."""
        self.seconds = READ_TIMEOUT_S
        self._scrap_at = 0.0

    def has_ended(self, gap_s: float) -> bool:
        """Whether what came so long after the packet before came because a read was over."""
        return gap_s > _ALMOST * self.seconds

    def doubts(self, before: float, now: float, pictured_at: float) -> bool:
        """Of a scrap without a time stamp, the packet before it at `before`: whether all are.

        True of the second running without a picture in between, the last drawn at `pictured_at`.
        """
        again, self._scrap_at = self._scrap_at == before, now
        return again and pictured_at < before

    def adapt(self, period_s: float) -> None:
        """Wait longer next time for a camera that sends few pictures; 0.0 where not known."""
        wanted = PERIODS * period_s if period_s else 2 * self.seconds
        self.seconds = min(max(READ_TIMEOUT_S, wanted), _LONGEST_S)
