"""What a look at the files of a spool tells, whether or not a process uses it. Changes nothing."""

from dataclasses import dataclass, field

from backends.edge_client.records import KeptEvent, Out, Settled, record_of
from backends.edge_client.segments import Place, Segments

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What a look at the files of a spool tells; `ended` is id -> receipted or why it left."""

    waiting: dict[Key, tuple[KeptEvent, Place]] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    newest_boot: int = 0
    damaged: tuple[Place, ...] = ()
    torn: Place | None = None


def survey(segments: Segments) -> Found:
    """Read all lines; changes nothing."""
    events: dict[Key, tuple[KeptEvent, Place]] = {}
    floors: dict[int, int] = {}
    out: dict[Key, str] = {}
    damaged: list[Place] = []
    torn = None
    for place, line, is_last in segments.lines():
        match record_of(line):
            case KeptEvent() as event:
                events[event.boot, event.sequence] = (event, place)
            case Settled(boot=boot, stored=stored, also=also):
                floors[boot] = max(floors.get(boot, 0), stored)
                out.update({(boot, number): "receipted" for number in also})
            case Out(boot=boot, sequence=sequence, why=why):
                out[boot, sequence] = why
            case None if is_last:
                torn = place
            case None:
                damaged.append(place)
    newest = max((boot for boot, _ in events), default=0)
    waiting, ended = _divided(events, floors, out)
    return Found(waiting, ended, newest, tuple(damaged), torn)


def _divided(
    events: dict[Key, tuple[KeptEvent, Place]], floors: dict[int, int], out: dict[Key, str]
) -> tuple[dict[Key, tuple[KeptEvent, Place]], dict[str, str]]:
    waiting: dict[Key, tuple[KeptEvent, Place]] = {}
    ended: dict[str, str] = {}
    for key, value in events.items():
        why = out.get(key) or ("receipted" if key[1] <= floors.get(key[0], 0) else "")
        if why:
            ended[value[0].id] = why
        else:
            waiting[key] = value
    return waiting, ended
