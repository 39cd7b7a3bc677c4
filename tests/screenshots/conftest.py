"""What pictures have in common: the application, and both languages."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from widgets.language import Language


@pytest.fixture(params=["ko", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """The code of the language that everything is drawn in."""
    used = Language(request.param, qapp)
    yield request.param
    used.close()
