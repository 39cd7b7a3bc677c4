"""The console keeps its words when the file they came from is replaced under it."""

import subprocess
import sys
from pathlib import Path

from resources.locator import resource

_PROGRAM = """
import shutil, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
import widgets.language
words = Path(sys.argv[1]) / "sunra_ko.qm"
shutil.copy(sys.argv[2], words)
widgets.language.resource = lambda *parts: words
application = QCoreApplication([])
language = widgets.language.Language("ko", application)
words.write_bytes(b"")
print(application.translate("Queue", "DRILL") != "DRILL")
"""


def test_that_replacing_the_translation_leaves_a_running_console_alone(tmp_path: Path) -> None:
    """In a process of its own: a mapped file that shrinks ends the process that reads it."""
    shipped = resource("translations", "sunra_ko.qm")
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path), str(shipped)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == ["True"]
