"""Fifty evenings as a person would tell them, each signal labelled with its happening.

One line a signal: kind, seconds, metres east and north, label; then what it says more: `who` (the
wearer, unit or case), `src` (the device that reports, else one of its own), `acc` (metres),
`drill`. Written from what operators tell of such evenings, not from what the program does.
"""

from dataclasses import dataclass

SCENARIOS = """
# A bell, and the camera above it sees the fight.
bell.pressed 0 0 0 a; analytics.fight 20 15 5 a
# Two bells in one building, two floors, half a minute apart.
bell.pressed 0 0 0 a; bell.pressed 35 8 4 a
# Two bells in one street, an hour apart.
bell.pressed 0 0 0 a; bell.pressed 3600 5 0 b
# The same bell, pressed three times by one who panics.
bell.pressed 0 0 0 a src=B; bell.pressed 4 0 0 a src=B; bell.pressed 9 0 0 a src=B
# The same bell, an hour later, somebody else.
bell.pressed 0 0 0 a src=B; bell.pressed 3600 0 0 b src=B
# The wearer of a watch runs: three fixes, 400 m.
sos.watch 0 0 0 a who=W src=W; sos.watch 60 180 0 a who=W src=W; sos.watch 130 400 0 a who=W src=W
# A watch that names nobody, pressed again 250 m on.
sos.watch 0 0 0 a src=W; sos.watch 90 250 0 a src=W
# Two watches at two ends of the district.
sos.watch 0 0 0 a src=V; sos.watch 10 3000 0 b src=W
# Two people of one gateway at two places, named.
sos.app 0 0 0 a src=G who=p1; sos.app 20 2000 0 b src=G who=p2
# Two unnamed calls of one gateway, 2 km apart within a minute: two people.
sos.app 0 0 0 a src=G; sos.app 40 2000 0 b src=G
# Camera, bell and a patrol at the same brawl.
analytics.fight 0 0 0 a; bell.pressed 30 40 10 a; patrol.incident 150 20 20 a who=P1
# A crowd at a stage, three cameras.
analytics.crowd 0 0 0 a; analytics.crowd 30 90 0 a; analytics.crowd 70 120 60 a
# Two crowds at two stations.
analytics.crowd 0 0 0 a; analytics.crowd 30 1200 0 b
# A fall of an old man: his watch and the camera.
wearable.fall 0 0 0 a who=w9 acc=30; analytics.fall 15 35 10 a
# A fall and, far away, a fight.
analytics.fall 0 0 0 a; analytics.fight 20 700 0 b
# Arson: smoke, then fire, at one corner.
analytics.arson 0 0 0 a; analytics.fire 100 20 10 a
# The battery of a bell is low while somebody presses the one next to it.
device.low_battery 0 0 0 a src=X who=X; bell.pressed 10 10 0 b
# A camera is covered up beside a fight: a fault of its own.
camera.obstructed 0 0 0 a; analytics.fight 20 5 5 b
# A shelter's button, and the phone there off the hook.
shelter.button 0 0 0 a; shelter.offhook 12 2 0 a
# A loiterer at a door, then the bell at that door.
analytics.loitering 0 0 0 a; bell.pressed 120 15 0 a
# A loiterer in the afternoon, the bell at night.
analytics.loitering 0 0 0 a; bell.pressed 14400 15 0 b
# A protected person's case: approach, then duress, 600 m on.
detail.approach 0 0 0 a who=case-3; duress 120 600 0 a who=case-3
# Two cases at one moment.
detail.approach 0 0 0 a who=case-3; detail.approach 5 900 0 b who=case-4
# A violated order, and the camera sees the man at the house.
order.violation 0 0 0 a who=case-3 acc=40; analytics.loitering 60 60 0 a
# A walk: the deviation, then no movement, of one walk.
escort.deviation 0 0 0 a who=walk-1; escort.stopped 150 70 0 a who=walk-1
# Two walks in one street: two incidents in their own right.
escort.overdue 0 0 0 a who=walk-1; escort.overdue 40 0 900 b who=walk-2
# A team separated, then its SOS.
team.separated 0 0 0 a who=team-1; sos.app 100 60 0 a who=team-1
# A drill beside the real thing.
bell.pressed 0 0 0 a; bell.pressed 20 5 0 b drill
# Two signals of one drill.
bell.pressed 0 0 0 a drill; analytics.fall 25 20 0 a drill
# A phone report placed by the mast, 120 m off, 80 m sure.
bell.pressed 0 0 0 a; sos.app 50 170 0 a acc=80
# An app 900 m sure, 600 m away: nobody would call that one.
bell.pressed 0 0 0 a; sos.app 50 600 0 b acc=900
# A chase: seen by four cameras, a hundred metres apart.
analytics.fight 0 0 0 a; analytics.fall 40 100 0 a; analytics.crowd 90 200 0 a; sos.app 140 290 0 a
# Two fights in parallel streets, 400 m.
analytics.fight 0 0 0 a; analytics.fight 10 0 400 b
# The same two, and their witnesses.
analytics.fight 0 0 0 a; analytics.fight 10 0 400 b; bell.pressed 30 20 0 a; sos.app 60 10 390 b
# A lost child: the missing-person analytic, then the bell beside the playground.
analytics.missing_person 0 0 0 a; bell.pressed 200 80 0 a
# A car onto the pavement, a fall of who was hit.
analytics.vehicle 0 0 0 a; analytics.fall 8 6 0 a
# A parcel locker tampered with, a fight at the next corner: a fault and an incident.
locker.tamper 0 0 0 a src=L who=L; analytics.fight 30 60 0 b
# A patrol's hazard (a broken lamp) is no part of the SOS under it.
patrol.hazard 0 0 0 a who=P2; sos.app 60 10 0 b
# A check-in missed, then the SOS of that unit 500 m off.
checkin.missed 0 0 0 a who=P3; sos.app 100 500 0 a who=P3
# A storm knocks on three bells far apart within a minute.
bell.pressed 0 0 0 a; bell.pressed 20 800 0 b; bell.pressed 40 0 900 c
# An intruder: the line, then the intrusion, then loitering in the yard.
analytics.line_crossing 0 0 0 a; analytics.intrusion 6 15 0 a; analytics.loitering 70 30 0 a
# Two intruders in two schools.
analytics.intrusion 0 0 0 a; analytics.intrusion 3 1500 0 b
# A new kind of sensor nobody knows, beside a bell.
vendor.gunshot 0 0 0 a; bell.pressed 15 60 0 a
# A signal without a place, and one beside it in time: nothing says they are one.
sos.app 0 - - a; bell.pressed 10 0 0 b
# Two signals without a place, of one person.
sos.app 0 - - a who=p7; duress 30 - - a who=p7
# A fight that goes on: seen every four minutes.
analytics.fight 0 0 0 a; analytics.fight 240 10 0 a; analytics.fight 470 5 5 a
# A fight in the evening, another at closing time, at one bar.
analytics.fight 0 0 0 a; analytics.fight 5400 10 0 b
# A bell is tampered with, its neighbour rings.
device.tamper 0 0 0 a who=B7; bell.pressed 30 5 0 b
# A bag left behind, then the crowd that gathers round it.
analytics.abandonment 0 0 0 a; analytics.crowd 180 50 0 a
# A shop's button and, 300 m on, a man who runs: seen by a camera two minutes later.
shelter.button 0 0 0 a; analytics.fall 120 320 0 b
"""


@dataclass(frozen=True, slots=True)
class Told:
    """One signal. `east` None: without a place."""

    kind: str
    at_s: float
    east: float | None
    north: float | None
    label: str
    who: str = ""
    source: str = ""
    accuracy_m: float | None = None
    drill: bool = False


def scenarios() -> list[tuple[str, list[Told]]]:
    """Each with what it is about."""
    found, about = [], ""
    for line in SCENARIOS.strip().splitlines():
        if line.startswith("#"):
            about = line.removeprefix("# ").rstrip(".")
        else:
            found.append((about, [_signal(each.split()) for each in line.split(";")]))
    return found


def _signal(words: list[str]) -> Told:
    kind, at_s, east, north, label, *rest = words
    more = dict(each.partition("=")[::2] for each in rest)
    return Told(
        kind,
        float(at_s),
        None if east == "-" else float(east),
        None if north == "-" else float(north),
        label,
        more.get("who", ""),
        more.get("src", ""),
        float(more["acc"]) if "acc" in more else None,
        "drill" in more,
    )
