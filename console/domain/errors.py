"""Faults by blame. A refusal is a value, never one of these."""


class EnvironmentFault(Exception):
    """Something outside the program is not as it must be: say what, where and what to do.

    Shown to people as one sentence; the command line ends with exit code 2.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        """`what` is wrong, `where` (path, endpoint), and the `remedy` a person can apply."""
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """One sentence: what, where, what to do; foreign words in it steer no terminal."""
        place = f" ({self.where})" if self.where else ""
        advice = f"; {self.remedy}" if self.remedy else ""
        whole = f"{self.what}{place}{advice}."
        return "".join(each if each.isprintable() else " " for each in whole)


class ProgrammingFault(Exception):
    """The program broke its own rules. Logged with its context; the alert path goes on."""
