"""A stack that asks for the room of the page that shows. GUI thread."""

from PySide6.QtWidgets import QSizePolicy, QStackedWidget


def ask_for_shown(stack: QStackedWidget) -> None:
    """By itself a stack is as tall as its tallest page, shown or not."""
    preferred, ignored = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
    for number in range(stack.count()):
        page = stack.widget(number)
        if page is not None:
            shown = number == stack.currentIndex()
            page.setSizePolicy(preferred, preferred if shown else ignored)
