"""Korean and English at run time: which translator is installed.

One object per application, on the GUI thread. Qt tells every widget by a LanguageChange event;
nobody restarts.
"""

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from resources.locator import resource

LANGUAGES = ("ko", "en")


class Language(QObject):
    """Installs the translator of a language; English is the source and needs none."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._korean = QTranslator(self)
        # Loaded by name, Qt would map the file: replacing it ends every running console at once.
        self._words = resource("translations", "sunra_ko.qm").read_bytes()
        self._loaded = self._korean.load(self._words)
        self.current = "en"
        self.use(language)

    def use(self, language: str) -> None:
        """Switch to "ko" or "en"; anything else is refused with a ValueError."""
        if language not in LANGUAGES:
            raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, not {language!r}")
        if language == self.current:
            return
        self.current = language
        if language == "ko" and self._loaded:
            QCoreApplication.installTranslator(self._korean)
        else:
            QCoreApplication.removeTranslator(self._korean)

    def close(self) -> None:
        """Leave the application in English."""
        self.use("en")
