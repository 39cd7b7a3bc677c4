"""Room for thousands of connections: the process's limit of open files. The caller's thread."""

import logging
import sys

WANTED = 16_384

_log = logging.getLogger("desk")


def raise_descriptor_limit(wanted: int = WANTED) -> int:
    """Raise the soft limit as far as the system allows; the limit that holds (0: not known)."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415 - there is none on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    possible = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < possible:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (possible, hard))
        except (OSError, ValueError) as error:
            _log.warning("the limit of open files stays at %d: %s", soft, error)
            return soft
        return possible
    return soft
