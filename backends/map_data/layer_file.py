"""An imported layer on the disk: columns of numbers in one file (`.npz`, never pickled).

Coordinates are WGS 84 in steps of 1e-7 degrees (a centimetre). Knows the format; the caller's
thread.
"""

import json
import zipfile
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from backends.map_data.attributes import Texts
from backends.map_data.checking import Sound
from backends.map_data.formats.feature import Geometry
from console.domain.errors import EnvironmentFault

STEP = 1e-7
MOST_VERTICES = 30_000_000
"""Of one layer; at 8 bytes each, what a small machine can still draw from."""
MOST_FEATURES = 3_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """A layer as read: `lon_lat` in degrees, offsets as in `ports.map_pack.VectorLayer`.

    A name in one language stands for both: a district's files have Korean ones as a rule.
    """

    lon_lat: npt.NDArray[np.float64]
    parts: npt.NDArray[np.int64]
    features: npt.NDArray[np.int64]
    ids: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    more: Mapping[str, Sequence[str]]


class LayerWriter:
    """Collects the features of one layer, eight bytes a corner, and writes them at the end."""

    def __init__(self, kind: str, geometry: Geometry) -> None:
        self.kind, self.geometry = kind, geometry
        self._steps = array("i")
        self._parts, self._features = array("q", [0]), array("q", [0])
        self._ids: list[str] = []
        self._ko: list[str] = []
        self._en: list[str] = []
        self._more: dict[str, dict[int, str]] = {}
        self._low = np.array([np.inf, np.inf])
        self._high = -self._low

    @property
    def features(self) -> int:
        """How many there are so far."""
        return len(self._ids)

    @property
    def vertices(self) -> int:
        """How many corners there are so far."""
        return len(self._steps) // 2

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north of all."""
        low, high = self._low, self._high
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def add(self, sound: Sound, texts: Texts) -> None:
        """One feature. Raises EnvironmentFault for one too many."""
        for part in sound.parts:
            self._steps.frombytes(np.rint(part / STEP).astype(np.int32).tobytes())
            self._parts.append(self.vertices)
            self._low = np.minimum(self._low, part.min(axis=0))
            self._high = np.maximum(self._high, part.max(axis=0))
        self._features.append(len(self._parts) - 1)
        for name, value in texts.more.items():
            self._more.setdefault(name, {})[len(self._ids)] = value
        self._ids.append(texts.id)
        self._ko.append(texts.name_ko)
        self._en.append(texts.name_en)
        if self.vertices > MOST_VERTICES or self.features > MOST_FEATURES:
            raise EnvironmentFault(
                f"The layer has more than {MOST_VERTICES} corners or {MOST_FEATURES} features",
                where=self.kind,
                remedy="cut it to the district (--clip), or simplify it",
            )

    def write(self, path: Path) -> None:
        """Write the layer; the file is new. Raises OSError."""
        more = {
            name: [column.get(row, "") for row in range(self.features)]
            for name, column in self._more.items()
        }
        texts = {"ids": self._ids, "ko": self._ko, "en": self._en, "more": more}
        packed = json.dumps(texts, ensure_ascii=False).encode()
        with path.open("xb") as stream:
            np.savez(
                stream,
                steps=np.frombuffer(self._steps, dtype=np.int32).reshape(-1, 2),
                parts=np.frombuffer(self._parts, dtype=np.int64),
                features=np.frombuffer(self._features, dtype=np.int64),
                texts=np.frombuffer(packed, dtype=np.uint8),
            )


def read_layer(path: Path) -> Columns:
    """A layer that `LayerWriter` wrote. Raises EnvironmentFault for a missing or damaged one."""
    try:
        with np.load(path, allow_pickle=False) as found:
            steps, parts, features = found["steps"], found["parts"], found["features"]
            texts = json.loads(found["texts"].tobytes())
        count = len(features) - 1
        if parts[-1] != len(steps) or features[-1] != len(parts) - 1 or len(texts["ko"]) != count:
            msg = "its columns do not agree"
            raise ValueError(msg)
        return Columns(
            lon_lat=steps.astype(np.float64) * STEP,
            parts=parts,
            features=features,
            ids=tuple(texts["ids"]),
            names=_both(texts["ko"], texts["en"]),
            more=texts["more"],
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError, zipfile.BadZipFile) as fault:
        raise EnvironmentFault(
            f"A layer of the imported map cannot be read: {_why(fault)}",
            where=str(path),
            remedy="import it again",
        ) from fault


def _why(fault: Exception) -> str:
    """In words of ours: a reader of archives gives advice that nobody should follow."""
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror
    return "it is damaged or cut off"


def _both(korean: Sequence[str], english: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((ko or en, en or ko) for ko, en in zip(korean, english, strict=True))
