"""The sounds of the console, rendered as 16-bit samples. Pure numpy, no device, no file.

Three urgencies that differ by rhythm first: high = 3 + 2 fast pulses, medium = 3 slower ones, low =
2 slow ones. Each keeps one fundamental of 150 to 1,000 Hz with six harmonics up to 4,000 Hz, none
more than 8 dB below the strongest, so that at least four reach an ear in a noisy room (R-OPS-07;
the limits are those of IEC 60601-1-8).
"""

import io
import wave
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RATE = 44_100
Samples = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Pattern:
    """`base_hz` of every pulse, pulse length and the gap after each pulse in ms, level 0 to 1."""

    base_hz: float
    pulse_ms: int
    gaps_ms: tuple[int, ...]
    level: float


PATTERNS = {
    "high": Pattern(660.0, 130, (70, 70, 230, 70, 60), 0.85),
    "medium": Pattern(520.0, 200, (160, 160, 60), 0.6),
    "low": Pattern(390.0, 220, (200, 60), 0.4),
}
HARMONICS = (1, 2, 3, 4, 5, 6)
_WEIGHTS = (1.0, 0.8, 0.7, 0.6, 0.5, 0.4)
_EDGE_MS = 15  # soft edges: a hard start would click and startle
_CHECK_HZ, _CHECK_MS, _CHECK_LEVEL = 440.0, 500, 2.0


def _wave(base_hz: float, length_ms: int) -> npt.NDArray[np.float64]:
    """Harmonics with soft edges; the highest sample is 1."""
    count = RATE * length_ms // 1000
    t = np.arange(count) / RATE
    parts = zip(HARMONICS, _WEIGHTS, strict=True)
    wave_ = sum((w * np.sin(2 * np.pi * base_hz * k * t) for k, w in parts), np.zeros(count))
    edge = RATE * _EDGE_MS // 1000
    envelope = np.minimum(1.0, np.minimum(np.arange(count), np.arange(count)[::-1]) / edge)
    shaped = wave_ * envelope
    return np.asarray(shaped / np.abs(shaped).max())


def render(urgency: str) -> Samples:
    """Mono samples at 44,100 Hz; an unknown urgency sounds as medium."""
    pattern = PATTERNS.get(urgency, PATTERNS["medium"])
    pulse = _wave(pattern.base_hz, pattern.pulse_ms)
    parts: list[npt.NDArray[np.float64]] = []
    for gap in pattern.gaps_ms:
        parts += [pulse, np.zeros(RATE * gap // 1000)]
    return np.asarray(np.concatenate(parts) * pattern.level * 32_000, dtype=np.int16)


def check_tone() -> Samples:
    """Half a second for the silent self-test, 84 dB below full scale: nobody hears it."""
    t = np.arange(RATE * _CHECK_MS // 1000) / RATE
    return np.asarray(np.round(_CHECK_LEVEL * np.sin(2 * np.pi * _CHECK_HZ * t)), dtype=np.int16)


def wav(urgency: str) -> bytes:
    """The same sound as a WAV file, for those who want to measure it."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(render(urgency).tobytes())
    return target.getvalue()
