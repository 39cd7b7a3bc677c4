"""The banner of a flood, in the language of the moment. Pure look-ups."""

from datetime import datetime

from widgets.models.load import Load
from widgets.words.words import age_text, translate


def flood_words(load: Load, folded: int, now: datetime) -> str:
    """What goes on in a flood, how fast, and what was folded; empty outside one."""
    if load.flood is None or not load.is_flood:
        return ""
    return translate(
        "Queue",
        "Flood {number} for {age}: {rate} new in 10 min, most {peak}. {folded} lower alerts folded "
        "by type and place (Enter opens); life-safety stands alone.",
    ).format(
        number=load.flood.number,
        age=age_text(load.flood.began, now),
        rate=load.rate,
        peak=load.flood.peak,
        folded=folded,
    )
