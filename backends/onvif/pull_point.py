"""One camera's notifications from a pull point: implements `console.ports.camera_events`.

Subscribes, pulls, renews before the subscription lapses, and subscribes anew when the camera was
restarted or away. On the caller's event loop; bounded waits; back-off from 1 to 30 s with jitter,
and a minute after a refused login, so that no camera is stormed.
"""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any

from onvif.client import ONVIFService  # type: ignore[import-untyped]

from backends.onvif.faults import FAULTS, OnvifRefused, explained
from backends.onvif.notices import Unreadable, read_pulled
from backends.onvif.session import EVENTS, OnvifSession
from console.ports.camera_events import CameraNotice
from console.ports.keys import Login

LIFE_S = 60.0
PULL_S = 10.0
MOST_AT_ONCE = 100
LEAST_WAIT_S, MOST_WAIT_S, AFTER_LOGIN_S = 1.0, 30.0, 60.0
_PULL = "http://www.onvif.org/ver10/events/wsdl/PullPointSubscription/PullMessagesRequest"


@dataclass(frozen=True, slots=True)
class _Subscription:
    """One pull point at `address`, with its two services."""

    address: str
    pulling: ONVIFService
    managing: ONVIFService
    life_s: float


class OnvifPullPoint:
    """The events of the camera whose device service is at `address`."""

    def __init__(
        self, address: str, login: Login | None, *, life_s: float = LIFE_S, pull_s: float = PULL_S
    ) -> None:
        self._address = address
        self._login = login
        self._life_s = life_s
        self._pull_s = pull_s
        self._span = f"PT{round(life_s)}S"

    async def run(
        self, notice: Callable[[CameraNotice], None], standing: Callable[[str], None]
    ) -> None:
        """Call `notice` for each notification until cancelled; `standing` tells how it is."""
        wait = LEAST_WAIT_S
        while True:
            began = monotonic()
            try:
                await self._stay(notice, standing)
            except OnvifRefused as refused:
                standing(refused.reason)
                calm = monotonic() - began > self._life_s
                wait = LEAST_WAIT_S if calm else min(wait * 2, MOST_WAIT_S)
                wait = AFTER_LOGIN_S if refused.login else wait
            await asyncio.sleep(wait * random.uniform(0.8, 1.2))

    async def _stay(
        self, notice: Callable[[CameraNotice], None], standing: Callable[[str], None]
    ) -> None:
        """One connection for as long as it holds. Raises OnvifRefused when it ends."""
        session = OnvifSession(self._address, self._login)
        try:
            await session.open()
            while True:
                await self._subscribe_and_pull(session, notice, standing)
        finally:
            await session.close()

    async def _subscribe_and_pull(
        self,
        session: OnvifSession,
        notice: Callable[[CameraNotice], None],
        standing: Callable[[str], None],
    ) -> None:
        """One subscription until the camera forgets it (then subscribe anew at once)."""
        one = await self._subscribe(session)
        pulls = 0
        try:
            renew_at = monotonic() + one.life_s / 2
            while True:
                for each in await self._pull(session, one):
                    notice(each)
                pulls += 1
                standing("")
                if monotonic() >= renew_at:
                    await self._renew(session, one)
                    renew_at = monotonic() + one.life_s / 2
        except OnvifRefused as refused:
            # Forgotten after it had worked: the camera was restarted and is there again.
            if not refused.answered or refused.login or pulls == 0:
                raise
        finally:
            await self._leave(session, one)

    async def _subscribe(self, session: OnvifSession) -> _Subscription:
        service = await session.at("events", EVENTS)
        said = await self._ask_to_subscribe(session, service)
        try:
            named = said.SubscriptionReference.Address._value_1  # noqa: SLF001 -- zeep's own name
            address = session.reached(str(named).strip())
            granted = (said.TerminationTime - said.CurrentTime).total_seconds()
        except FAULTS as fault:
            raise explained(fault, self._login) from None
        pulling = await session.service("pullpoint", address)
        managing = await session.service("subscription", address)
        life_s = granted if 1 <= granted <= self._life_s else self._life_s
        return _Subscription(address, pulling, managing, life_s)

    async def _ask_to_subscribe(self, session: OnvifSession, service: ONVIFService) -> Any:  # noqa: ANN401
        """For our time; a camera that knows no spans gives its own. Raises OnvifRefused."""
        try:
            said = {"InitialTerminationTime": self._span}
            return await session.ask(service, "CreatePullPointSubscription", said)
        except OnvifRefused as refused:
            if not refused.answered or refused.login:
                raise
        return await session.ask(service, "CreatePullPointSubscription", {})

    async def _pull(self, session: OnvifSession, one: _Subscription) -> tuple[CameraNotice, ...]:
        """What waits there, at the latest after the pull's own time. Raises OnvifRefused."""
        wait = timedelta(seconds=min(self._pull_s, self._life_s / 3))
        said = {"Timeout": wait, "MessageLimit": MOST_AT_ONCE}
        content = await session.ask_raw(
            one.pulling, one.address, "PullMessages", said, _PULL, wait.total_seconds() + 5
        )
        offset = session.clock_offset
        try:
            pulled = read_pulled(content, None if offset is None else offset.total_seconds())
        except Unreadable:
            said_nothing = "the camera's answer is not what ONVIF says"
            raise OnvifRefused(said_nothing) from None
        if pulled.fault:
            refused = any("NotAuthorized" in each for each in pulled.codes)
            words = f"the camera refuses: {pulled.fault[:120]}"
            raise OnvifRefused(words, answered=True, login=refused)
        return pulled.notices

    async def _renew(self, session: OnvifSession, one: _Subscription) -> None:
        await session.ask(one.managing, "Renew", {"TerminationTime": self._span})

    async def _leave(self, session: OnvifSession, one: _Subscription) -> None:
        """A camera has few pull points to give: hand this one back."""
        with suppress(OnvifRefused):
            await session.ask(one.managing, "Unsubscribe", {}, 2.0)
        for kind in ("pullpoint", "subscription"):
            await session.drop(kind, one.address)
