"""Where the files of this room are, installed, frozen or from the source."""

from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a shipped file, e.g. `resource("fonts", "Pretendard-Regular.otf")`."""
    return Path(__file__).parent.joinpath(*parts)
