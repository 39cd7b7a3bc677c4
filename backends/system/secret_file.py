"""Files with a secret in them: made whole, once, readable by their owner alone. Any thread."""

import os
from pathlib import Path

from console.domain.errors import EnvironmentFault


def write_secret(path: Path, text: str) -> None:
    """Write a new file (0600 on POSIX), on disk when this returns; never over another.

    Raises EnvironmentFault.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except OSError:  # half a secret would stand in the way of the next attempt; raised again
            path.unlink(missing_ok=True)
            raise
    except FileExistsError as error:
        raise EnvironmentFault(
            "The file is there already", where=str(path), remedy="name another"
        ) from error
    except OSError as error:
        raise EnvironmentFault(
            f"The file cannot be written: {error.strerror}",
            where=str(path),
            remedy="name another place",
        ) from error


def replace_secret(path: Path, text: str) -> None:
    """Like `write_secret`, but in place of an older file; a reader sees one of both, whole."""
    spare = path.with_name(f"{path.name}.{os.getpid()}.new")
    spare.unlink(missing_ok=True)
    write_secret(spare, text)
    spare.replace(path)
