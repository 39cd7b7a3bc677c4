"""A process of its own that commits bursts and says so; the tests kill it or starve it.

Usage: `python -m tests.backends.store_writer FOLDER SOURCE [LIMIT_BYTES | nobody]`.
Prints the last sequence
of each durable burst on a line, or `fault: ...` for an EnvironmentFault.
"""

import os
import signal
import sys
from pathlib import Path

from console.domain.errors import EnvironmentFault
from tests.backends.store_values import NOW, burst, store_in

if sys.platform != "win32":
    import resource

SIZE = 20


def main() -> None:
    folder, source = Path(sys.argv[1]), sys.argv[2]
    limit = sys.argv[3] if len(sys.argv) > 3 else ""
    if limit == "nobody":
        os.setuid(65534)  # after the imports: nobody may not be able to read the program
    try:
        store = store_in(folder)
        held = {row.device: row.stored for row in store.restore().sessions}
        print("open", flush=True)
        if limit.isdecimal():
            _limit_files(int(limit))
        first = held.get(source, 0) + 1
        while first < 200_000:
            store.commit(burst(first, SIZE, source=source), NOW)
            first += SIZE
            print(first - 1, flush=True)
    except EnvironmentFault as fault:
        print(f"fault: {fault.sentence}", flush=True)


def _limit_files(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


if __name__ == "__main__":
    main()
