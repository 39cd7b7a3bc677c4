"""A filter in words: what is asked for, in the language of the moment. Pure look-ups."""

from console.domain.alerts.alert import AlertClass
from widgets.models.queue_filter import QueueFilter
from widgets.words.words import translate


def class_word(alert_class: AlertClass) -> str:
    """The name of a class of alerts."""
    return {
        AlertClass.LIFE: translate("Queue", "Life-safety"),
        AlertClass.ANALYTICS: translate("Queue", "Analytics"),
        AlertClass.FIELD: translate("Queue", "Field"),
        AlertClass.TECHNICAL: translate("Queue", "Technical"),
        AlertClass.UNCLASSIFIED: translate("Queue", "Unclassified"),
    }[alert_class]


def filter_words(wanted: QueueFilter) -> str:
    """Everything a filter asks for, e.g. "Analytics · P1 to 2 · mine"; empty when it is off."""
    parts = [class_word(each) for each in sorted(wanted.classes)]
    if wanted.lowest < 4:
        parts.append(translate("Queue", "priority 1 to {lowest}").format(lowest=wanted.lowest))
    states = {
        "unacknowledged": translate("Queue", "unacknowledged"),
        "acknowledged": translate("Queue", "acknowledged"),
        "in_work": translate("Queue", "in work"),
    }
    owners = {"mine": translate("Queue", "mine"), "nobody": translate("Queue", "nobody's")}
    parts += [word for word in (states.get(wanted.state), owners.get(wanted.owner)) if word]
    if wanted.text:
        parts.append(f"“{wanted.text}”")
    return " · ".join(parts)
