"""What a DC-09 message says: SIA-DCS and ADM-CID data, extended data, time stamp. Pure, total.

Codes: ANSI/SIA DC-03 (two letters) and DC-05 (Contact ID). A restore is read as the end of the code
it restores, so that both are one condition.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from backends.adapters.loose import number, words
from backends.adapters.sighting import State
from console.domain.places.geo import Place

STAMP = "%H:%M:%S,%m-%d-%Y"
# Second letters of DC-03 restores and what they end, where it is regular (BR and BH end BA).
_RESTORED = {"R": "A", "H": "A", "J": "T"}
_REGULAR = frozenset("BFGHKMPQSUWZ")
_IRREGULAR = {
    "AR": "AT", "TR": "TA", "YR": "YT", "XR": "XT", "ER": "ET", "EJ": "ES", "EN": "EM", "LR": "LT",
    "NR": "NT", "YK": "YC", "YQ": "YP", "YH": "YZ", "XJ": "XS", "XK": "XI", "XI": "XH", "DR": "DF",
    "DH": "DL", "IR": "IA", "VR": "VT", "JR": "JA", "PJ": "PT", "QJ": "QT", "TJ": "TT",
}  # fmt: skip
# Some panels write modifiers in capitals; those that are codes, too, stay codes then.
_MODIFIER = re.compile(r"(ti|da|id|ri|pi|ai|pt|si|ss|TI|ID|RI|PI|AI|SI)([0-9:.-]*)/?")
# Between codes is a slash, which some panels leave out behind a number.
_CODE = re.compile(
    r"([A-Z]{2})(?:([0-9A-F]{1,6})(?=[NO]?(?:[A-Z]{2}|[a-z]{2})[0-9])"
    # A name in carets or quotes may hold slashes.
    r"|([0-9A-F]{0,6})((?:\^[^^]*\^|\*'[^']*'|[^/])*)/?)",
    re.DOTALL,
)
# Another N or O in a block begins the next event of the message.
_ANOTHER = re.compile(r"[NO](?=(?:ti|da|id|ri|pi|ai|pt|si|ss|[A-Z]{2})[0-9])")
# The data ends at the bracket that begins something else: names of zones may have brackets, too.
_END = re.compile(r"\](?=\[|_[0-9]|\s*$)")
# A block of DC-03: N (new) or O (old), then modifiers in small or a code in capital letters.
_BLOCK = re.compile(r"[NOno]?(?:ti|da|id|ri|pi|ai|pt|si|ss)[0-9/]|[NO][A-Z]{2}(?![A-Z])")
# Some panels write DC-05's message type (18 or 98) in front, or spaces.
_CONTACT_ID = re.compile(
    r"\s*(?:[19]8)?\s*([136ERP])\s*([0-9A-F]{3})"
    # Behind the group (partition) a zone, which some write with a letter (U: user) or four digits.
    r"(?:\s+([0-9A-F]{1,2})\s+(?:[UCZ](?=[0-9]{3}\b))?([0-9A-F]{1,4})\b"
    r"|\s*([0-9A-F]{2})?\s*([0-9A-F]{3})?).*",
    re.DOTALL,
)
_ACCOUNT = re.compile(r"\s*(#+)?([0-9A-Za-z]{0,16})\s*\|")
_PART = re.compile(r"\[([^\]]*)\]|_([0-9:,-]+)")
_ANGLE = re.compile(
    r"(?:(\d{1,3})([NSEW])([0-5]?\d(?:\.\d*)?)'?)"
    r"|(?:([NSEW])?\s*([+-]?\d{1,3}(?:\.\d*)?)[, ]*([NSEW])?)",
    re.IGNORECASE,
)
MOST_CODES = 16


@dataclass(frozen=True, slots=True)
class Said:
    """One event of a message. `code` is never a restore; `state` says whether it ends."""

    code: str
    state: State
    zone: str = ""
    area: str = ""
    user: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A message's content. `stamp` is when it was sent, `occurred` the extended data's own time."""

    account: str = ""
    said: tuple[Said, ...] = ()
    data: str = ""
    stamp: datetime | None = None
    occurred: datetime | None = None
    place: Place | None = None
    texts: dict[str, str] = field(default_factory=dict)


def read_content(kind: str, text: str, sender: str = "") -> Content | None:
    """The content from behind the first bracket (decrypted); None when it cannot be understood.

    `sender` is the account of the header, which some panels repeat in the data without its sign.
    """
    end = _END.search(text) or re.search("]", text)
    if end is None:
        return None
    data, after = text[: end.start()], text[end.end() :]
    account, payload = _named(data, sender)
    said = _said(kind, payload.strip())
    if said is None:
        return None
    parts = [(each[1], each[2]) for each in _PART.finditer(after[:2_048])]
    said += tuple(_further(kind, [part for part, _ in parts if part and part[0] == "#"]))
    extended = {part[0]: part[1:] for part, _ in parts[:32] if part}
    return Content(
        account=account,
        said=said[:MOST_CODES],
        data=payload,
        stamp=next((stamp_of(stamp) for _, stamp in parts if stamp), None),
        occurred=stamp_of(extended.get("H", "").lstrip("_")),
        place=_place(extended.get("X", ""), extended.get("Y", "")),
        texts={name: words(each, 256) for name, each in extended.items() if name in "ILMNORSTV"},
    )


def _named(data: str, sender: str = "") -> tuple[str, str]:
    """The account in front of the first bar, if it is one, and what follows it."""
    named = _ACCOUNT.match(data)
    if named is None:
        return "", data
    account = named[2].upper()
    plain = account.isdecimal() and len(account) > 2
    is_one = named[1] or not account or plain or account == sender.upper()
    return (account if named[1] else "", data[named.end() :]) if is_one else ("", data)


def _further(kind: str, sections: list[str]) -> Iterator[Said]:
    """Some panels put several data sections into one message."""
    for each in sections:
        yield from _said(kind, _named(each)[1].strip()) or ()


def stamp_of(text: str) -> datetime | None:
    """HH:MM:SS,MM-DD-YYYY, which is UTC by definition."""
    try:
        return datetime.strptime(text.strip(), STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _said(kind: str, payload: str) -> tuple[Said, ...] | None:
    if kind == "NULL":
        return ()
    if kind == "ADM-CID":
        return _contact_id(payload)
    return _dcs(payload) if kind == "SIA-DCS" else None


def _contact_id(payload: str) -> tuple[Said, ...] | None:
    """The events between bars; what is in front of the first one that can be read is an account."""
    read = (_CONTACT_ID.fullmatch(each) for each in payload.split("|"))
    return tuple(_qualified(match) for match in read if match)[:MOST_CODES] or None


def _qualified(match: re.Match[str]) -> Said:
    qualifier, code = match[1], match[2]
    state: State = "point"
    if code < "400" or code[0] == "5":
        state = "cleared" if qualifier in "3R" else "active"
    return Said(code, state, zone=match[4] or match[6] or "", area=match[3] or match[5] or "")


def _dcs(payload: str) -> tuple[Said, ...] | None:
    found: list[Said] = []
    for block in payload.split("|"):
        if _BLOCK.match(block) or not found:
            found += _block(block)
        else:
            note = words(f"{found[-1].text} {block}", 256)
            found[-1] = replace(found[-1], text=note)
    return tuple(found[:MOST_CODES]) or None


def _block(block: str) -> list[Said]:
    rest = block[1:] if _BLOCK.match(block) and block[0] in "NOno" else block
    area = user = ""
    found: list[Said] = []
    while rest and len(found) < MOST_CODES:
        if found:
            rest = _ANOTHER.sub("", rest, count=1) if _ANOTHER.match(rest) else rest
        modifier = _MODIFIER.match(rest)
        if modifier is not None:
            area = modifier[2] if modifier[1].lower() == "ri" else area
            user = modifier[2] if modifier[1].lower() == "id" else user
            rest = rest[modifier.end() :]
            continue
        event = _CODE.match(rest)
        if event is None:
            break
        code, state = condition_of(event[1])
        note = words((event[4] or "").strip("^*| "), 128)
        found.append(Said(code, state, event[2] or event[3] or "", area, user, note))
        rest = rest[event.end() :]
    return found


def condition_of(code: str) -> tuple[str, State]:
    """A DC-03 code as the condition it begins or ends."""
    if code in _IRREGULAR:
        return _IRREGULAR[code], "cleared"
    first, second = code[0], code[1]
    if first in _REGULAR and second in _RESTORED:
        return f"{first}{_RESTORED[second]}", "cleared"
    begins = code in _IRREGULAR.values() or (first in _REGULAR and second in "AT")
    return code, "active" if begins else "point"


def _place(longitude: str, latitude: str) -> Place | None:
    if _degrees(longitude, "EW") is None and _degrees(longitude, "NS") is not None:
        longitude, latitude = latitude, longitude
    lon, lat = _degrees(longitude, "EW"), _degrees(latitude, "NS")
    if lon is None or lat is None:
        return None
    found = Place(lat, lon)
    return found if found.is_plausible else None


def _degrees(text: str, sides: str) -> float | None:
    """Degrees with hemisphere and minutes (127E02.345), or plain decimal degrees."""
    match = _ANGLE.fullmatch(text.strip()[:24])
    if match is None:
        return None
    if match[1]:
        value, side = float(match[1]) + float(match[3]) / 60, match[2].upper()
    else:
        plain = number(match[5])
        if plain is None:
            return None
        value, side = plain, (match[4] or match[6] or sides[0]).upper()
    if side not in sides:
        return None
    return -value if side == sides[1] else value
