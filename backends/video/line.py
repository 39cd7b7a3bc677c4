"""The way to one camera: which address is opened, how, how long for, and why it failed.

On the camera's thread, `lost` on any. Remembers over all connections of one stream what worked.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import av
import av.error

from backends.video.addresses import OPEN_TIMEOUT_S, open_options, scheme_of, wants_other_transport
from backends.video.interpreter import Interpreter
from backends.video.knock import knock
from backends.video.patience import Patience
from backends.video.second_look import SecondLook, Verdict

_ALMOST = 0.9
# Less than a camera may take to be back after an outage.
_LONGEST_OPENING_S = 5.0
_OTHER = {"tcp": "udp", "udp": "tcp"}


class Line:
    """Of one stream."""

    def __init__(self, url: str, transport: str) -> None:
        """Nothing is tried yet; `transport` is tcp or udp."""
        self.patience = Patience()
        self._url = url
        self._scheme = scheme_of(url)
        self._transport = transport
        self._opening_s = OPEN_TIMEOUT_S
        self._format: str | None = None
        self._look = SecondLook(url)
        self._interpreter: Interpreter | None = None

    @property
    def lost(self) -> int:
        """Packets of this connection that never came, as far as anybody counts them (UDP)."""
        interpreter = self._interpreter
        return 0 if interpreter is None else interpreter.lost

    def before(self) -> Verdict | None:
        """Why it is useless to connect now, or None."""
        return self._look.before()

    def knock(self) -> bool:
        """Whether the camera would answer now: at most 2 s."""
        return knock(self._url)

    @contextmanager
    def opened(self) -> Iterator[av.container.InputContainer]:
        """A connection. Raises FFmpegError or OSError, also while it is read."""
        with ExitStack() as stack:
            try:
                container = self._connect(stack)
            except (av.error.FFmpegError, OSError) as fault:
                if not wants_other_transport(fault) or not self._scheme.startswith("rtsp"):
                    raise
                self._transport = _OTHER.get(self._transport, "tcp")
                container = self._connect(stack)
            yield container

    def began(self) -> None:
        """The connection delivers."""
        self._look.began()

    def why_not_opened(self, fault: Exception, waited_s: float) -> Verdict:
        """One sentence about a connection that never was."""
        if waited_s > _ALMOST * self._opening_s:
            self._opening_s = min(2 * self._opening_s, _LONGEST_OPENING_S)
        return self._look.of_opening(fault, waited_s)

    def why_ended(self, fault: Exception, codec: str, *, pictured: bool) -> Verdict:
        """One sentence about a connection that had begun; `pictured` when it gave a picture."""
        if self._format is None and not pictured:
            self._format = self._look.next_format(fault, codec)
        return self._look.of_stream(fault)

    @contextmanager
    def _way(self) -> Iterator[str]:
        """The address to open: the camera's, or that of one who interprets."""
        by_udp = self._scheme == "rtsp" and self._transport == "udp"
        if not (by_udp or self._look.interprets):
            yield self._url
            return
        with closing(Interpreter(self._url, self._transport)) as interpreter:
            self._interpreter = interpreter
            try:
                yield interpreter.address
            finally:
                self._interpreter = None

    def _connect(self, stack: ExitStack) -> av.container.InputContainer:
        url = stack.enter_context(self._way())
        container = av.open(
            url,
            format=self._format,
            options=open_options("tcp" if url != self._url else self._transport, self._scheme),
            timeout=(self._opening_s, self.patience.seconds),
        )
        return stack.enter_context(container)
