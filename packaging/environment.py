"""The checkout's `.venv`, filled exactly from uv.lock by pip with hashes.

Knows: when the environment is ready (a stamp that names the lock it was made from), when it must
be made anew (it does not start, or an earlier installation was interrupted). One thread, plus pip.
It never installs anything that is not in the lock, and never builds from source.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

NETWORK_SIGNS = (
    "Temporary failure in name resolution",
    "Failed to establish a new connection",
    "Network is unreachable",
    "Connection refused",
    "getaddrinfo failed",
    "timed out",
    "Cannot connect to proxy",
)


class SetupFault(Exception):
    """What could not be set up, where, and what to do, in one sentence."""


def prepared(root: Path, *, developer: bool) -> Path:
    """The environment's Python, with the packages for running (or also for developing)."""
    folder = root / ".venv"
    python = interpreter(folder)
    stamp, digest = folder / "sunra-lock", lock_digest(root)
    if python.exists() and is_stamped(stamp, digest, developer=developer):
        return python
    stamp.unlink(missing_ok=True)
    if (folder / "sunra-unfinished").exists() or not (starts(python) or given_pip(python)):
        make(folder, anew=folder.exists())
    install(root, folder, developer=developer)
    stamp.write_text(f"{'developer' if developer else 'runtime'} {digest}\n", encoding="ascii")
    return python


def interpreter(folder: Path) -> Path:
    """Where a virtual environment keeps its Python on this system."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def lock_digest(root: Path) -> str:
    """Names the exact set of packages that uv.lock and pyproject.toml ask for, for this Python."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for name in ("uv.lock", "pyproject.toml", "packaging/locked.py"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def is_stamped(stamp: Path, digest: str, *, developer: bool) -> bool:
    """Whether the environment was completed from this lock; a developer's serves running too."""
    kinds = {"developer"} if developer else {"developer", "runtime"}
    try:
        kind, _, made_from = stamp.read_text(encoding="ascii").strip().partition(" ")
    except (OSError, UnicodeDecodeError):
        return False
    return kind in kinds and made_from == digest


def starts(python: Path) -> bool:
    """Whether this Python runs and has pip."""
    try:
        probe = subprocess.run(
            [python, "-c", "import pip"], capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


def given_pip(python: Path) -> bool:
    """Whether an environment that another tool made without pip now has it."""
    if not python.exists():
        return False
    try:
        subprocess.run([python, "-m", "ensurepip"], capture_output=True, check=True, timeout=120)
    except (OSError, subprocess.SubprocessError):
        return False
    return starts(python)


def make(folder: Path, *, anew: bool) -> None:
    """Create the virtual environment; replace what is left of a broken one."""
    say("making the Python environment .venv" + (" anew" if anew else ""))
    base: str = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run(
        [base, "-m", "venv", "--clear", folder], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise SetupFault(f"{folder} could not be made: {reason(made.stdout + made.stderr)}")


def install(root: Path, folder: Path, *, developer: bool) -> None:
    """Let pip install what the lock names. A mark stays behind when this is interrupted."""
    unfinished = folder / "sunra-unfinished"
    unfinished.write_text("An installation began here and has not ended.\n", encoding="ascii")
    wanted = folder / "sunra-requirements.txt"
    wanted.write_text(requirements(root, interpreter(folder), developer=developer), "utf-8")
    command: list[str | Path] = [
        interpreter(folder), "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
        "--progress-bar", "off", "--no-deps", "--require-hashes", "--only-binary", ":all:",
        "--retries", "3", "-r", wanted,
    ]  # fmt: skip
    total = wanted.read_text("utf-8").count("==")
    say(f"installing {total} Python packages from uv.lock")
    words = followed(command, folder / "sunra-install.log", total)
    if words:
        raise SetupFault(f"the Python packages could not be installed: {reason(words)}")
    unfinished.unlink()


def requirements(root: Path, python: Path, *, developer: bool) -> str:
    """The lock as pip understands it, for this Python on this system."""
    command = [python, root / "packaging" / "locked.py", root / "uv.lock"]
    listed = subprocess.run(
        [*command, *(["dev"] if developer else [])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        raise SetupFault(f"{root / 'uv.lock'} could not be read: {reason(listed.stderr)}")
    return listed.stdout


def followed(command: list[str | Path], log: Path, total: int) -> str:
    """Run pip, show how far it is, keep its output; its last words when it failed, else ""."""
    last: deque[str] = deque(maxlen=40)
    count, shown = 0, time.monotonic()
    with (
        log.open("w", encoding="utf-8") as kept,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            text=True, encoding="utf-8", errors="replace",
        ) as pip,
    ):  # fmt: skip
        assert pip.stdout is not None
        for line in pip.stdout:
            kept.write(line)
            last.append(line)
            count += line.startswith(("Collecting", "Requirement already satisfied"))
            if time.monotonic() - shown > 3:
                say(f"  {count} of {total}: {line.strip()[:70]}")
                shown = time.monotonic()
    return "".join(last) or "pip failed" if pip.returncode else ""


def reason(words: str) -> str:
    """The cause and the remedy behind an installer's last words."""
    if "No space left" in words or "not enough space" in words:
        return "the disk is full; free about 1.5 GB and run again"
    if "DO NOT MATCH THE HASHES" in words:
        return (
            "a downloaded file is not the one that uv.lock names, so it was refused; "
            "check the package index that pip is configured for"
        )
    if "CERTIFICATE_VERIFY_FAILED" in words:
        return (
            "the certificate of the package index is not trusted here; name the file with your "
            "organisation's certificates in PIP_CERT and run again"
        )
    if any(sign in words for sign in NETWORK_SIGNS):
        return (
            "the package index cannot be reached; check the network, or the proxy and certificate "
            "settings that pip reads (HTTPS_PROXY, PIP_INDEX_URL, PIP_CERT), and run again"
        )
    if "No matching distribution" in words:
        return (
            "the package index has no ready-made package for this Python and this processor: "
            + last_line(words)
        )
    return last_line(words)


def last_line(words: str) -> str:
    """The line that says most: the last one that names an error, or the last one."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["no reason was given"])[-1][:300]


def say(words: str) -> None:
    """Progress, for people."""
    print(f"sunra: {words}", file=sys.stderr, flush=True)
