"""What is wrong at this seat, from several mouths, told to the engine as one list. GUI thread."""

from console.ports.seat_link import SeatLink


class FaultDesk:
    """Each part of the seat names its own fault; the link gets all of them at each change."""

    def __init__(self, link: SeatLink) -> None:
        self._link = link
        self._faults: dict[str, tuple[str, ...]] = {}

    def set(self, part: str, *sentences: str) -> None:
        """What is wrong with a part of the seat now; nothing, or empty sentences: it is well."""
        said = tuple(each for each in sentences if each)
        if said != self._faults.get(part, ()):
            self._faults[part] = said
            self._link.report_faults([each for part in self._faults.values() for each in part])
