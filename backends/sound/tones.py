"""The three sounds of the console, rendered as 16-bit samples. Pure numpy, no device.

Each is a pattern of pulses with at least four harmonics between 300 and 4,000 Hz, as hearing in
a noisy room asks for: high = 3 + 2 fast pulses, medium = 3 slow ones, low = one falling pair.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RATE = 44_100
Samples = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Pattern:
    """`base_hz` of each pulse in order, pulse length and the gap after each pulse, in ms."""

    base_hz: tuple[float, ...]
    pulse_ms: int
    gaps_ms: tuple[int, ...]
    level: float


PATTERNS = {
    "high": Pattern((660, 660, 784, 880, 880), 130, (70, 70, 230, 70, 60), 0.85),
    "medium": Pattern((523, 523, 523), 200, (160, 160, 60), 0.6),
    "low": Pattern((440, 349), 260, (90, 60), 0.4),
}
HARMONICS = (1, 2, 3, 4)
_WEIGHTS = (1.0, 0.6, 0.45, 0.3)


def _pulse(base_hz: float, length_ms: int) -> npt.NDArray[np.float64]:
    count = RATE * length_ms // 1000
    t = np.arange(count) / RATE
    parts = zip(HARMONICS, _WEIGHTS, strict=True)
    wave = sum((w * np.sin(2 * np.pi * base_hz * k * t) for k, w in parts), np.zeros(count))
    edge = RATE * 15 // 1000  # soft edges: a hard start would click and startle
    envelope = np.minimum(1.0, np.minimum(np.arange(count), np.arange(count)[::-1]) / edge)
    return np.asarray(wave * envelope / sum(_WEIGHTS))


def render(urgency: str) -> Samples:
    """Mono samples at 44,100 Hz; an unknown urgency sounds as medium."""
    pattern = PATTERNS.get(urgency, PATTERNS["medium"])
    parts: list[npt.NDArray[np.float64]] = []
    for hertz, gap in zip(pattern.base_hz, pattern.gaps_ms, strict=True):
        parts += [_pulse(hertz, pattern.pulse_ms), np.zeros(RATE * gap // 1000)]
    return np.asarray(np.concatenate(parts) * pattern.level * 32_000, dtype=np.int16)
