"""The console's link to the engine, on a plain thread of its own (`zmq.Poller`, no Qt).

`submit` and `drain` may be called by any thread and never block; one lock guards the pure state of
`console.services.seat`. The journal is made and used in the link's thread only: an action is
durable before the first byte of it leaves.
"""

import logging
import queue
import secrets
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

import zmq

from backends.zeromq import sockets
from backends.zeromq.client import Client
from backends.zeromq.seat_actions import SeatActions
from backends.zeromq.sockets import Context, Zocket
from console.ports.clock import Clock
from console.ports.history import Question
from console.ports.keys import KeyPair
from console.ports.messages import Command, CommandKind, CommandResult, QueueDelta, QueueSnapshot
from console.ports.seat_journal import SeatJournal
from console.ports.seat_link import ActionNews, Look, News
from console.services.seat import LinkWatch, SeatReplica, action_id
from console.services.seat_looks import Looks
from console.wire.room_values import FiguresPage, FiguresWanted
from console.wire.seat import (
    CAMERAS_MAX,
    FAULT_MAX,
    FAULTS_MAX,
    SeatMalformed,
    decode_engine,
    encode_seat,
)
from console.wire.seat_values import (
    EngineNews,
    FieldPersonal,
    HistoryPage,
    HistoryWanted,
    PicturePage,
    PicturesLost,
    PictureWanted,
    SeatFaults,
    SeatHello,
    SeatMessage,
    SeatPing,
    SeatPong,
    SeatRefused,
    SeatWelcome,
    SnapshotWanted,
)

PING_MS = 1_000
ASK_AGAIN_MS = 2_000
_WAKE = "inproc://seat-link.wake"

_log = logging.getLogger("wire.seat")


class ZmqSeatLink:
    """Implements `console.ports.seat_link.SeatLink`."""

    def __init__(
        self,
        endpoint: str,
        server_key: str,
        pair: KeyPair,
        seat: str,
        operator: str,
        journal_factory: Callable[[], SeatJournal],
        clock: Clock,
    ) -> None:
        """Begin to connect to the engine's seats door; returns at once.

        `journal_factory` is called in the link's thread and may raise EnvironmentFault: then each
        action is refused with that reason, and the factory is tried again with the next action.
        """
        sockets.refuse_old_library()
        self._endpoint = sockets.checked_endpoint(endpoint)
        self._server_key, self._pair = server_key, pair
        self._seat, self._operator, self._clock = seat, operator, clock
        self._lock = threading.Lock()
        self._replica = SeatReplica()
        self._watch = LinkWatch(clock.now())
        self._told: list[ActionNews | HistoryPage | FieldPersonal | FiguresPage | PicturePage] = []
        self._questions: dict[type, Question] = {}
        self._actions = SeatActions(journal_factory, self._tell)
        self._submitted: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._lost = PicturesLost()
        self._told_lost = (0, PicturesLost())
        self._looks = Looks()
        self._faults = SeatFaults()
        self._told_faults = (0, SeatFaults())
        self._greeted = 0
        self._pinged_ms = self._asked_ms = -ASK_AGAIN_MS
        self._start()

    def submit(
        self,
        kind: CommandKind,
        alert: int,
        *,
        text: str = "",
        disposition: str | None = None,
        subject: str = "",
        choice: str = "",
        until: datetime | None = None,
        content: str = "",
    ) -> str:
        """Hand an action to the link's thread, which journals and then sends it; returns its id."""
        now = self._clock.now()
        with self._lock:
            facts = self._replica.facts_in_view(alert)
            issued = self._watch.of_engine(now)  # a seat's clock that is off covers no gap
        command = Command(
            id=action_id(now, secrets.token_bytes(10)),
            seat=self._seat,
            operator=self._operator,
            kind=kind,
            alert=alert,
            issued=issued,
            text=text,
            disposition=disposition,
            facts=facts,
            subject=subject,
            choice=choice,
            until=until,
            content=content,
        )
        self._submitted.put(command)
        self._wake()
        return command.id

    def fetch_whole(self) -> None:
        """Ask for everything anew: the next queue news is whole, and until then not current."""
        with self._lock:
            self._replica.lose_sync()
        self._wake()

    def report_lost(self, cameras: Sequence[str]) -> None:
        """Tell the engine which wanted pictures have been away for 30 s; the newest list wins."""
        lost = PicturesLost(tuple(sorted(set(cameras)))[:CAMERAS_MAX])
        with self._lock:
            changed, self._lost = lost != self._lost, lost
        if changed:
            self._wake()

    def report_faults(self, faults: Sequence[str]) -> None:
        """Tell the engine what is wrong at this seat; the newest list wins."""
        cut = (fault[:FAULT_MAX] for fault in faults if fault)
        said = SeatFaults(tuple(dict.fromkeys(cut))[:FAULTS_MAX])
        with self._lock:
            changed, self._faults = said != self._faults, said
        if changed:
            self._wake()

    def ask_history(self, wanted: HistoryWanted) -> None:
        """Ask the engine for a page of all alerts; the newest question wins."""
        self._ask(wanted)

    def ask_figures(self, wanted: FiguresWanted) -> None:
        """Ask the engine for the supervisor's figures; the newest question wins."""
        self._ask(wanted)

    def ask_picture(self, wanted: PictureWanted) -> None:
        """Ask the engine for a picture that came with an event; the newest question wins."""
        self._ask(wanted)

    def _ask(self, wanted: Question) -> None:
        with self._lock:
            self._questions[type(wanted)] = wanted
        self._wake()

    def report_seen(self, what: Look, alerts: Sequence[int]) -> None:
        """Tell the engine that these alerts were shown, announced or opened just now."""
        with self._lock:
            self._looks.note(what, alerts, self._clock.now(), self._clock.mono_ms())

    def drain(self) -> Sequence[News]:
        """All news since the last call, queue deltas merged into at most one `QueueNews`."""
        with self._lock:
            # Also tells a link thread that hangs (a blocked disk): nothing is heard then.
            self._judge(self._client.connected)
            news: list[News | None] = [self._watch.take(), self._replica.take(), *self._told]
            self._told.clear()
        return [one for one in news if one is not None]

    def close(self) -> None:
        """Stop the thread; actions submitted before are journaled first. Bounded by 2 s."""
        if self._stop.is_set():
            return
        self._stop.set()
        self._wake()
        self._thread.join(1.5)
        with self._wake_lock:
            self._waker.close(0)
        if self._thread.is_alive():
            _log.error("the seat link's thread did not stop in time")
        else:
            # Not `term`: it would wait for ever for a socket that a thread which died left open.
            self._context.destroy(linger=0)

    # --- starting and waking ----------------------------------------------------------------

    def _start(self) -> None:
        self._stop = threading.Event()
        self._context: Context = zmq.Context()
        self._wake_lock = threading.Lock()
        ears = self._context.socket(zmq.PAIR)
        ears.bind(_WAKE)
        self._waker = self._context.socket(zmq.PAIR)
        self._waker.connect(_WAKE)
        self._client = Client(self._make_socket, self._endpoint, retry_max_s=2.0)
        self._thread = threading.Thread(
            target=self._run, args=(ears,), name="seat-link", daemon=True
        )
        self._thread.start()

    def _wake(self) -> None:
        with self._wake_lock:
            if not self._waker.closed:
                try:
                    self._waker.send(b"", zmq.NOBLOCK)
                except zmq.Again:
                    return  # it has plenty to wake up from

    def _make_socket(self) -> Zocket:
        return sockets.seat_client(self._context, self._server_key, self._pair)

    # --- the link's thread --------------------------------------------------------------------

    def _run(self, ears: Zocket) -> None:
        self._actions.open_journal()
        try:
            while not self._stop.is_set():
                self._guarded_turn(ears)
            self._take_submissions()
            self._actions.send_due(self._say, self._clock.mono_ms())
        finally:
            self._client.close()
            ears.close(0)
            self._actions.close()

    def _guarded_turn(self, ears: Zocket) -> None:
        try:
            self._turn(ears)
        except Exception:  # noqa: BLE001 - the link outlives any fault
            # A dead thread would leave a screen that looks alive: begin a new connection instead.
            _log.exception("the seat link failed; it connects anew")
            self._client.reopen()
            self._stop.wait(0.5)

    def _turn(self, ears: Zocket) -> None:
        poller = zmq.Poller()
        for socket in (ears, *self._client.sockets):
            poller.register(socket, zmq.POLLIN)
        poller.poll(100)
        while ears.poll(0):
            ears.recv(zmq.NOBLOCK)
        self._client.attend()
        if self._client.connection != self._greeted and self._client.connected:
            self._greet()
        self._receive()
        self._take_submissions()
        self._keep_up()

    def _greet(self) -> None:
        self._greeted = self._client.connection
        with self._lock:
            self._replica.lose_sync()
            revision = self._replica.revision
        self._actions.disconnected()
        self._asked_ms = self._clock.mono_ms()
        self._pinged_ms = self._asked_ms - PING_MS
        self._say(SeatHello(self._seat, self._operator, revision if revision >= 0 else None))

    def _receive(self) -> None:
        for frames in self._client.receive(200):
            message = decode_engine(frames)
            if isinstance(message, SeatMalformed):
                _log.warning("the engine said what cannot be read: %s", message.reason)
                continue
            with self._lock:
                self._watch.heard(self._clock.mono_ms())
            self._apply(message)

    def _apply(self, message: EngineNews) -> None:
        match message:
            case CommandResult():
                self._actions.answered(message)
            case HistoryPage() | FieldPersonal() | FiguresPage() | PicturePage():
                with self._lock:
                    self._told.append(message)
            case SeatRefused():
                _log.warning("the engine refused a message: %s", message.reason)
            case QueueSnapshot() | QueueDelta() | SeatWelcome() | SeatPong():
                with self._lock:
                    self._show(message)

    def _show(self, message: QueueSnapshot | QueueDelta | SeatWelcome | SeatPong) -> None:
        match message:
            case QueueSnapshot():
                self._replica.apply_snapshot(message)
                self._watch.welcomed(message.engine)
            case QueueDelta():
                self._continue_with(message)
            case SeatWelcome():
                self._watch.welcomed(message.engine)
            case SeatPong():
                taken_ms = float(max(0, self._clock.mono_ms() - message.mono_ms))
                self._watch.measured(taken_ms, message.time, self._clock.now())

    def _continue_with(self, delta: QueueDelta) -> None:
        was_synced = self._replica.synced
        if not self._replica.apply_delta(delta) and was_synced:
            _log.warning("revision %d is missing before %d", delta.previous, delta.revision)
            self._asked_ms = -ASK_AGAIN_MS

    def _take_submissions(self) -> None:
        while not self._submitted.empty():
            self._actions.submit(self._submitted.get_nowait())

    def _keep_up(self) -> None:
        """Pings, the state of the link, wanted snapshots and waiting actions."""
        connected = self._client.connected
        with self._lock:
            self._judge(connected)
            synced = self._replica.synced
        if connected:
            self._speak(self._clock.mono_ms(), synced=synced)
        else:
            self._actions.disconnected()

    def _judge(self, connected: bool) -> None:
        """Decide what the link is worth now; the lock is held."""
        was = self._watch.state
        self._watch.turn(
            connected=connected,
            reason="" if connected else self._client.reason,
            now_ms=self._clock.mono_ms(),
            now=self._clock.now(),
        )
        state = self._watch.state
        self._replica.set_fresh(state == "up")
        if was == "stale" and state == "up":
            self._replica.lose_sync()

    def _speak(self, now_ms: int, *, synced: bool) -> None:
        if now_ms - self._pinged_ms >= PING_MS:
            self._pinged_ms = now_ms
            self._say(SeatPing(now_ms))
        if not synced and now_ms - self._asked_ms >= ASK_AGAIN_MS:
            self._asked_ms = now_ms
            self._say(SnapshotWanted())
        self._tell_lost()
        self._tell_faults()
        self._tell_looks()
        self._tell_search()
        self._actions.send_due(self._say, now_ms)

    def _tell_lost(self) -> None:
        with self._lock:
            wanted = (self._greeted, self._lost)
        if wanted != self._told_lost and self._say(wanted[1]):
            self._told_lost = wanted

    def _tell_faults(self) -> None:
        with self._lock:
            wanted = (self._greeted, self._faults)
        if wanted != self._told_faults and self._say(wanted[1]):
            self._told_faults = wanted

    def _tell_looks(self) -> None:
        with self._lock:
            said = self._looks.due(self._clock.mono_ms())
        if said.seen and self._say(said):
            with self._lock:
                self._looks.told(said)

    def _say(self, message: SeatMessage) -> bool:
        return self._client.send(encode_seat(message))

    def _tell_search(self) -> None:
        """Kept while the engine is away: the seat gets its page when it is back."""
        with self._lock:
            questions = list(self._questions.items())
        for kind, wanted in questions:
            if not self._say(wanted):
                return
            with self._lock:
                if self._questions.get(kind) is wanted:
                    del self._questions[kind]

    def _tell(self, news: Sequence[ActionNews]) -> None:
        with self._lock:
            self._told.extend(news)
