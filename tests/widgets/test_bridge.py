"""The bridge hands on news in order and at its own pace."""

from pytestqt.qtbot import QtBot

from console.ports.seat_link import News
from tests.support.seat_doubles import ScriptedLink, link_up, snapshot, told
from widgets.bridge import Bridge
from widgets.window.responsiveness import Responsiveness, percentile


def test_that_news_are_handed_on_in_order_by_kind(qtbot: QtBot) -> None:
    link, heard = ScriptedLink(), list[News]()
    bridge = Bridge(link)
    for signal in (bridge.link_news, bridge.queue_news, bridge.action_news):
        signal.connect(heard.append)
    news = [link_up(), snapshot([]), told("a", 1, "claim", "accepted")]
    link.news += news
    bridge.start()
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=2000)
    bridge.stop()
    assert heard == news


def test_that_a_stopped_bridge_leaves_news_in_the_link() -> None:
    link = ScriptedLink()
    Bridge(link).stop()
    link.news.append(link_up())
    assert len(link.news) == 1


def test_that_gaps_of_the_event_loop_are_measured(qtbot: QtBot) -> None:
    meter = Responsiveness()
    meter.start()
    qtbot.waitUntil(lambda: meter.summary()["ticks"] >= 10, timeout=5000)
    meter.stop()
    summary = meter.summary()
    assert 0 < summary["p50_ms"] <= summary["p99_ms"] <= summary["max_ms"]
    assert percentile([], 0.5) == 0.0
