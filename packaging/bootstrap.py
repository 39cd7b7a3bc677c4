"""The two commands, on every system: `run` for the console, `run test` for the proof.

Knows: which command needs which Python packages, and how failures are worded. Standard library
only: it runs before anything is installed. One thread. It never touches system packages (the
`run` script does) and never changes anything outside the checkout.
"""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import checks
import demo
import environment

ROOT = Path(__file__).resolve().parent.parent

HELP = """\
usage: ./run [OPTION ...]           the console on the demo district
       ./run COMMAND [ARGUMENT ...] one of the program's own commands (engine, enrol, events ...)
       ./run test [PYTEST ARGUMENT ...]
       ./run lint | bench [NAME ...] | soak

Sets up what is missing first (system packages with apt, Python packages from uv.lock into .venv).

  --headless --seconds N --screenshot PREFIX
                     plays the demo evening without a display, checks it, keeps pictures
  --speed X          pace of the demo evening (1 is real time, 20 minutes)
  --scenario NAME    what the simulated district does: evening, flood, calm
  --seed N           same seed, same evening
  --data DIR         where this console keeps its data (default: demo-data in the checkout)
  --site FILE        your own site instead of the demo: nothing is simulated
Other options go to the console: ./run console --help lists them.
"""


def main(arguments: list[str]) -> int:
    """Run one command; 2 with one sentence on stderr when it could not run."""
    try:
        return dispatch(arguments)
    except environment.SetupFault as fault:
        print(f"sunra: {fault}", file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"sunra: {worded(fault)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("sunra: stopped", file=sys.stderr)
        return 130


def dispatch(arguments: list[str]) -> int:
    """Set up for the command and run it."""
    command = arguments[0] if arguments else ""
    if command in {"-h", "--help"}:
        print(HELP, end="")
        return 0
    if command in checks.COMMANDS:
        python = environment.prepared(ROOT, developer=True)
        return checks.COMMANDS[command](ROOT, python, arguments[1:])
    if demo.lacks_display(arguments):
        raise environment.SetupFault(demo.NO_DISPLAY)
    python = environment.prepared(ROOT, developer=False)
    return demo.run(ROOT, python, arguments)


def worded(fault: OSError) -> str:
    """One sentence: what, where, what to do."""
    where = fault.filename or ROOT
    if fault.errno == errno.ENOSPC:
        return f"the disk that holds {where} is full; free about 1.5 GB and run again"
    if fault.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{where} cannot be written; use a checkout in a folder that belongs to you"
    return f"{where}: {fault.strerror or fault}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
