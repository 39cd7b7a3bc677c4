"""Which tiles have a new picture, and nothing else to be painted. GUI thread.

Most paint events of a wall are this and no more. What Qt wants painted is still held against it:
an uncovered window, a word that changed or a part of a tile beside its picture is a whole painting.
"""

from collections.abc import Iterable

from PySide6.QtGui import QRegion

from widgets.video_wall.tile import VideoTile

Places = list[tuple[int, VideoTile]]


class Fresh:
    """Between two paint events."""

    def __init__(self) -> None:
        self.region = QRegion()
        self._pictures = QRegion()
        self._tiles: dict[int, VideoTile] = {}

    def note(self, shown: Iterable[tuple[int, VideoTile]], changed: set[str], ratio: float) -> bool:
        """New pictures of these cameras came; whether anything is to be painted: `region`."""
        for index, tile in shown:
            if tile.replay is not None:
                if tile.replay.poll():
                    self.region += tile.rect
            elif tile.key[0] in changed:
                target = tile.picture_rect(ratio)
                if target is None:
                    self.region += tile.rect
                else:
                    self.region += target
                    self._pictures += target
                    self._tiles[index] = tile
        return not self.region.isEmpty()

    def take(self, region: QRegion) -> Places | None:
        """The tiles to be painted in `region`; None where it holds more than new pictures."""
        tiles, pictures = self._tiles, self._pictures
        self._tiles, self.region, self._pictures = {}, QRegion(), QRegion()
        return list(tiles.items()) if region.subtracted(pictures).isEmpty() else None
