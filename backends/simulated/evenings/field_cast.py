"""Somebody in the field with a device: walks, tells where they are, says what happens. One thread.

The device is a real one, with its own key, connection and spool.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from backends.simulated.scenario.units_walk import WALKING_MPS, Walk, noisy
from console.domain.places.geo import Place
from console.ports.clock import Clock
from console.ports.edge_device import EdgeDevice
from console.ports.edge_reporter import EdgeReport
from console.wire.sep1 import PositionReport

TELL_MS = 1_000


class Mobile:
    """A device that is carried, and is its own unit."""

    def __init__(self, device: EdgeDevice, place: Place, clock: Clock) -> None:
        self._device, self._clock = device, clock
        self._walk = Walk([place], 0.0)
        self._is_stroll = False
        self._left_ms = self._told_ms = clock.mono_ms()

    @property
    def unit(self) -> str:
        """Its name on the map."""
        return self._device.id

    @property
    def welcomed(self) -> bool:
        """Whether the engine has greeted it."""
        return self._device.welcomed

    @property
    def place(self) -> Place:
        """Where they really are."""
        return self._at()[0]

    @property
    def arrived(self) -> bool:
        """Whether they are at the end of where they were to go."""
        pace = self._walk.at(0.0)[2]
        return pace <= 0 or self._gone_s() * pace >= self._walk.length_m

    def go(self, line: Sequence[Place], pace_mps: float, *, to_and_fro: bool = False) -> None:
        """Walk along a line, once or for ever."""
        self._walk, self._is_stroll = Walk(line, pace_mps), to_and_fro
        self._left_ms = self._clock.mono_ms()

    def say(
        self, kind: str, subject: str | None = None, data: Mapping[str, Any] | None = None,
        condition: Literal["point", "active", "cleared"] = "point",
    ) -> None:  # fmt: skip
        """Send an event from where they are."""
        here = self.place
        location = {"lat": round(here.lat, 6), "lon": round(here.lon, 6)}
        content = {"location": location, "unit": self.unit, **(data or {})}
        self._device.report(EdgeReport(kind, condition=condition, subject=subject, data=content))

    def turn(self) -> None:
        """Keep the device alive and tell the place each second."""
        self._device.turn()
        now_ms = self._clock.mono_ms()
        if not self._device.welcomed or now_ms - self._told_ms < TELL_MS:
            return
        self._told_ms = now_ms
        true_place, heading, speed = self._at()
        place, accuracy = noisy(true_place, f"{self.unit}/{now_ms // TELL_MS}")
        told = PositionReport(
            self.unit, self._clock.now(), round(place.lat, 6), round(place.lon, 6),
            accuracy, round(min(speed, WALKING_MPS), 2), round(heading, 1) % 360,
        )  # fmt: skip
        self._device.tell_state([told])

    def stop(self) -> None:
        """Say BYE."""
        self._device.stop()

    def _gone_s(self) -> float:
        return (self._clock.mono_ms() - self._left_ms) / 1_000

    def _at(self) -> tuple[Place, float, float]:
        pace = self._walk.at(0.0)[2]
        gone_s = self._gone_s()
        if not self._is_stroll and pace > 0:
            gone_s = min(gone_s, self._walk.length_m / pace)
        return self._walk.at(gone_s)
