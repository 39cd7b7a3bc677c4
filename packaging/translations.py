"""Collects the words of the widgets and compiles the Korean ones.

    python packaging/translations.py update    widgets/ -> sunra_ko.ts (keeps what is translated)
    python packaging/translations.py release   sunra_ko.ts -> sunra_ko.qm
    python packaging/translations.py check     0 when both are in step, 1 when not

Run from anywhere; needs PySide6-Essentials only.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
TS = ROOT / "resources" / "translations" / "sunra_ko.ts"
QM = TS.with_suffix(".qm")
_SECONDS = 120


def _tool(name: str) -> str:
    ending = ".exe" if sys.platform == "win32" else ""
    return str(Path(sys.executable).with_name(f"pyside6-{name}{ending}"))


def sources() -> list[Path]:
    """Every module that may hold words, in a stable order."""
    return sorted((ROOT / "widgets").rglob("*.py"))


def update(target: Path = TS) -> None:
    """Merge the words of the sources into a .ts file; obsolete ones are dropped."""
    names = [str(path.relative_to(ROOT)) for path in sources()]
    command = [_tool("lupdate"), "-locations", "none", "-no-obsolete", "-source-language", "en",
               "-target-language", "ko", *names, "-ts", str(target)]  # fmt: skip
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=_SECONDS)


def release(source: Path = TS, target: Path = QM) -> None:
    """Compile a .ts file."""
    command = [_tool("lrelease"), "-silent", str(source), "-qm", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=_SECONDS)


def unfinished(ts: Path = TS) -> list[str]:
    """Source texts without a finished translation."""
    tree = ElementTree.parse(ts)  # noqa: S314 - our own file
    return [
        message.findtext("source", "")
        for message in tree.iter("message")
        if (translation := message.find("translation")) is None
        or translation.get("type") == "unfinished"
        or not (translation.text or "").strip()
    ]


def words(ts: Path) -> set[tuple[str, str]]:
    """(context, source text) of every message."""
    tree = ElementTree.parse(ts)  # noqa: S314 - our own file
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in tree.iter("context")
        for message in context.iter("message")
    }


def problems() -> list[str]:
    """What is out of step, one sentence each."""
    found = [f"no Korean for: {text}" for text in unfinished()]
    with tempfile.TemporaryDirectory() as folder:
        fresh_qm, fresh_ts = Path(folder, "fresh.qm"), Path(folder, "fresh.ts")
        release(TS, fresh_qm)
        if not QM.exists() or fresh_qm.read_bytes() != QM.read_bytes():
            found.append("sunra_ko.qm is not what sunra_ko.ts compiles to: run release")
        update(fresh_ts)
        found += [f"not collected: {c}: {t}" for c, t in sorted(words(fresh_ts) - words(TS))]
    return found


def main(arguments: list[str]) -> int:
    """Run one of the three commands."""
    match arguments:
        case ["update"]:
            update()
            print("\n".join(unfinished()))
        case ["release"]:
            release()
        case ["check"]:
            found = problems()
            print("\n".join(found))
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
