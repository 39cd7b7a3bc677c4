"""What the record of an alert's type tells the operator: cause, consequence, whom to tell.

Pure look-ups in the language of the moment. Its steps are told by `step_words`.
"""

from console.domain.alerts.alert_types import AlertType, Suggestion
from widgets.detail.fact_table import Fact
from widgets.words.words import translate


def guidance_of(kind: AlertType, language: str) -> list[Fact]:
    """The lines of guidance, e.g. "Cause: ..."; a line only where there is something to say."""
    lines = [
        Fact(translate("Detail", "Cause"), kind.cause.text(language)),
        Fact(translate("Detail", "Consequence"), kind.consequence.text(language)),
        Fact(translate("Detail", "Answer within"), _time(kind.respond_s)),
        Fact(translate("Detail", "Whom to tell"), _whom(kind.agency)),
    ]
    return [line for line in lines if line.value]


def agency_word(agency: str) -> str:
    """What operators call an agency."""
    words = {
        "112": translate("Detail", "Police 112"),
        "119": translate("Detail", "Fire and ambulance 119"),
        "facility": translate("Detail", "Facility office"),
        "health": translate("Detail", "Health centre"),
        "welfare": translate("Detail", "Welfare office"),
        "district": translate("Detail", "Neighbouring district"),
    }
    return words.get(agency, agency)


def _whom(agency: Suggestion | None) -> str:
    if agency is None:
        return ""
    name = agency_word(agency.agency)
    if not agency.code:
        return name
    code = translate("Detail", "Code {number}").format(number=agency.code.removeprefix("C"))
    return f"{name} · {code}"


def _time(seconds: int | None) -> str:
    if seconds is None:
        return ""
    if seconds < 120:
        return translate("Detail", "{count} s").format(count=seconds)
    return translate("Detail", "{count} min").format(count=seconds // 60)
