"""What is done with one camera's packets as long as somebody looks: PyAV and libVLC, by view.

Everything here happens on the camera's thread. Nobody looking means no decoding; who looks again
gets the newest picture at once, decoded from the last key picture in the ring.
"""

import time
from collections.abc import Callable
from typing import Any

import av

from backends.video.decode_sink import DecodeSink, Painter, Shown
from backends.video.hardware import SOFTWARE, Hardware
from backends.video.libvlc_sink import LibVlcSink
from backends.video.orders import Canvas
from backends.video.packet_ring import PacketRing, Track
from backends.video.segments import release
from backends.video.view import View
from console.domain.pictures.shedding import Shed
from console.ports.player import Attention

LibVlc = tuple[Any, Any]
# What a transport stream, its way into libVLC, can carry.
_FOR_LIBVLC = ("h264", "hevc")
_UNREADABLE_S = 3.0
# Damage that ends with the next key picture is told for as long as it takes to read the word.
_TOLD_S = 2.0
_UNREADABLE_PACKETS = 10
# Cameras that tell their parameter sets with key pictures only send one in so many seconds.
_KEYLESS_S = 30.0


class UnreadableError(Exception):
    """The packets of a connection can not be decoded; the text is the sentence for the operator."""


class Stage:
    """The views of one stream and what draws them."""

    def __init__(
        self,
        ring: PacketRing,
        libvlc: Callable[[], LibVlc | None],
        hardware: Hardware,
        shown: Shown,
    ) -> None:
        """`libvlc()` loads it where it is there; `shown` may be called from libVLC's threads.

        `is_watched`: anybody looks. `is_spot`: a spot tile does; then nothing is left out.
        """
        self.views: tuple[View, ...] = ()
        self.is_watched = self.is_spot = False
        self.shed = Shed.NOTHING
        self._hardware = hardware
        self._number = 0
        self._waits_for_key = False
        self._ring = ring
        self._libvlc = libvlc
        self._shown = shown
        self._track: Track | None = None
        self._decoder: DecodeSink | None = None
        self._painters: list[Painter] = []
        self._plays = False
        self._is_warm = False
        self._players_failed = False

    @property
    def decodes(self) -> str:
        """What decodes: "software" or the hardware used."""
        return SOFTWARE if self._decoder is None else self._decoder.decodes

    @property
    def is_damaged(self) -> bool:
        """Whether the last picture shows what was damaged on the way, or one just before did."""
        decoder = self._decoder
        if decoder is None:
            return False
        return decoder.damaged_at > 0.0 or time.monotonic() - decoder.healed_at < _TOLD_S

    @property
    def pictured_at(self) -> float:
        """When the last picture was drawn, or might have been (monotonic s); 0.0 before."""
        return 0.0 if self._decoder is None else self._decoder.pictured_at

    def note_loss(self, now: float) -> None:
        """Packets never came: pictures are damaged until a whole one. On any thread."""
        decoder = self._decoder
        if decoder is not None:
            decoder.note_loss(now)

    def note_gap(self, now: float) -> None:
        """A picture never came: those behind it are damaged until a key picture. Any thread."""
        decoder = self._decoder
        if decoder is not None:
            decoder.damaged_at = now

    def add(self, view: View) -> None:
        """Show it from now on."""
        self.views = (*self.views, view)
        self._start_player(view)
        self._cast()

    def take(self, view_id: int) -> View | None:
        """Stop showing it; close it when nobody writes its status any more."""
        gone = self._find(view_id)
        self.views = tuple(view for view in self.views if view is not gone)
        self._cast()
        return gone

    def resize(self, view_id: int, canvas: Canvas) -> None:
        """Draw into another ring; a libVLC picture gets a second player first."""
        view = self._find(view_id)
        old = view.resize(canvas) if view is not None else None
        if view is None or old is None:
            return
        if view.player is None:
            release(old.memory)
            return
        _drop(view.successor)
        view.successor = self._make_player(view)

    def attend(self, view_id: int, attention: Attention) -> None:
        """Look at it more or less from now on."""
        view = self._find(view_id)
        if view is None or view.attention == attention:
            return
        view.attention = attention
        if view.is_hidden:
            view.close_players()
        elif view.player is None:
            self._start_player(view)
        self._cast()

    def begin(self, track: Track) -> None:
        """Another connection delivers from now on."""
        self._track = track
        self._decoder = DecodeSink(track, self._shown, self._hardware)
        self._waits_for_key = False
        self._is_warm = False
        for view in self.views:
            self._start_player(view)
        self._cast()

    def end(self) -> None:
        """The connection is over; the last pictures stay."""
        self._track = self._decoder = None
        for view in self.views:
            view.close_players()
        self._cast()

    def retire(self) -> None:
        """The stream is over: forget who is told, as he holds this stage and the ring with it."""
        self.end()
        self._shown = _nobody

    def put(self, packet: "av.Packet[av.VideoStream]", key: bool, now: float) -> None:
        """Show one packet; it is in the ring already. Raises `UnreadableError`."""
        if self._plays:
            for view in self.views:
                self._feed(view, packet)
            self._cast()
        painters, decoder = self._painters, self._decoder
        assert decoder is not None, "begun"
        if not painters:
            self._is_warm = False
            decoder.pictured_at = now
        elif self._is_warm and self.shed is Shed.NOTHING and not self._waits_for_key:
            # The usual way.
            decoder.put(packet, painters)
        elif self._leaves_out(key):
            decoder.pictured_at = now
        else:
            self._decode(decoder, packet, painters)
        if decoder.damaged >= _UNREADABLE_PACKETS:
            self._judge(decoder)

    def _cast(self) -> None:
        """Note who looks and who draws; it changes rarely, and each packet asks for it."""
        views = self.views
        self.is_watched = any(not view.is_hidden for view in views)
        self.is_spot = any(view.attention == Attention.SPOT for view in views)
        self._plays = any(view.player is not None for view in views)
        self._painters = [view.painter for view in views if not view.is_hidden and view.is_painted]

    def _leaves_out(self, key: bool) -> bool:
        """Whether this packet is not decoded at all: between key pictures, when time is short."""
        if self.is_spot:
            # At once and whole: the pictures left out are caught up from the ring.
            self._is_warm = self._is_warm and not self._waits_for_key
            self._waits_for_key = False
        elif self.shed == Shed.KEY_PICTURES:
            self._waits_for_key = self._is_warm
        elif key:
            self._waits_for_key = False
        if not self._waits_for_key:
            return False
        return not key

    def _on_turn(self, painters: list[Painter]) -> list[Painter]:
        """Those that draw this picture: when time is short, only each second or third is drawn."""
        self._number += 1
        if self.shed.shows_each == 1 or self._number % self.shed.shows_each == 0:
            return painters
        spots = [view.painter for view in self.views if view.attention == Attention.SPOT]
        return [painter for painter in painters if painter in spots]

    def _decode(
        self, decoder: DecodeSink, packet: "av.Packet[av.VideoStream]", painters: list[Painter]
    ) -> None:
        group = None if self._is_warm else self._ring.newest_group()
        if group is None and self._waits_for_key:
            decoder.put_alone(packet, self._on_turn(painters))
        elif group is None:
            decoder.put(packet, self._on_turn(painters))
        else:
            self._is_warm = True
            decoder.catch_up(group.coded, painters)

    def _judge(self, decoder: DecodeSink) -> None:
        patience_s = _UNREADABLE_S if self._is_warm or decoder.has_drawn else _KEYLESS_S
        late = time.monotonic() - decoder.pictured_at > patience_s
        if late and not self._ask_libvlc():
            told = f"the stream can not be decoded ({decoder.damaged} damaged packets)"
            raise UnreadableError(told)

    def _ask_libvlc(self) -> bool:
        """Let libVLC try what PyAV cannot read, where it stands by; whether it tries now."""
        seconds = [view for view in self.views if view.has_second and not view.is_hidden]
        for view in seconds:
            view.wants_libvlc = True
            self._start_player(view)
        self._cast()
        return any(view.player is not None for view in seconds)

    def _find(self, view_id: int) -> View | None:
        return next((view for view in self.views if view.id == view_id), None)

    def _start_player(self, view: View) -> None:
        if view.wants_libvlc and not view.is_hidden and view.player is None:
            view.player = self._make_player(view)

    def _make_player(self, view: View) -> LibVlcSink | None:
        if self._track is None or self._players_failed or self._track.codec not in _FOR_LIBVLC:
            return None
        libvlc = self._libvlc()
        return libvlc and LibVlcSink(libvlc, self._track, view.ring, self._shown)

    def _feed(self, view: View, packet: "av.Packet[av.VideoStream]") -> None:
        if view.player is None:
            return
        if view.successor is not None:
            view.successor.put(packet)
            if view.successor.has_picture:
                old, view.player, view.successor = view.player, view.successor, None
                _drop(old)
        view.player.put(packet)
        if view.player.has_failed:
            # Once is enough for this camera: PyAV shows it from now on.
            self._players_failed = True
            view.close_players()


def _nobody(_moved: bool, _width: int, _height: int) -> None: ...


def _drop(player: LibVlcSink | None) -> None:
    if player is not None:
        player.close()
        release(player.ring.memory)
