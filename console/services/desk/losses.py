"""The words of a message loss: every number that is missing of a device, boot by boot. Pure.

Losses of one device join one alert, so its text grows with them; "Boot 3: messages 7, 9 to 12 are
missing." is read back to be continued.
"""

import re
from collections.abc import Sequence

from console.wire.device_session import Gap

MOST_NAMED = 400
"""Ranges in one text, the newest; the journal has each."""
_BOOT = re.compile(r"Boot (\d+): messages? ([0-9, to]+) (?:is|are) missing\.")


def losses_text(earlier: str, gaps: Sequence[Gap]) -> str:
    """What an alert said before, and these gaps."""
    named = [
        (int(boot), numbers)
        for boot, list_of in _BOOT.findall(earlier)
        for numbers in list_of.split(", ")
    ]
    named += [(gap.boot, _numbers(gap)) for gap in gaps]
    unique = list(dict.fromkeys(named))
    boots: dict[int, list[str]] = {}
    for boot, numbers in unique[-MOST_NAMED:]:
        boots.setdefault(boot, []).append(numbers)
    words = [_sentence(boot, numbers) for boot, numbers in boots.items()]
    if len(unique) > MOST_NAMED:
        words.append("Earlier ones stand in the journal.")
    return " ".join(words)


def _numbers(gap: Gap) -> str:
    return str(gap.first) if gap.first == gap.last else f"{gap.first} to {gap.last}"


def _sentence(boot: int, numbers: list[str]) -> str:
    if len(numbers) == 1 and "to" not in numbers[0]:
        return f"Boot {boot}: message {numbers[0]} is missing."
    return f"Boot {boot}: messages {', '.join(numbers)} are missing."
