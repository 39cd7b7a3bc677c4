"""Trouble at the doors as the desk tells it: one alert each ten minutes, counted (R-IF-04)."""

from console.domain.alerts.alert import Alert
from console.ports.door import Incident
from tests.unit.test_desk import Transcript

MINUTE_MS = 60_000


def told(desk: Transcript) -> list[tuple[str, str | None, str, int]]:
    alerts: tuple[Alert, ...] = desk.desk.alerts()
    return [(each.type, each.subject, each.text, each.count) for each in alerts]


def knock(desk: Transcript, subject: str = "10.0.0.9", count: int = 1) -> None:
    desk.desk.take_incident(Incident("security.identity", subject, "knocked", count))


def test_that_trouble_is_one_alert_and_is_counted_until_the_next_ten_minutes() -> None:
    desk = Transcript()
    knock(desk, count=3)
    desk.tick(0)
    for minute in range(1, 10):
        knock(desk)
        desk.tick(minute * MINUTE_MS)
    assert told(desk) == [("security.identity", "10.0.0.9", "knocked (3 times)", 1)]
    desk.tick(10 * MINUTE_MS)
    assert told(desk) == [("security.identity", "10.0.0.9", "knocked (9 times)", 2)]


def test_that_trouble_that_is_over_is_not_told_again() -> None:
    desk = Transcript()
    knock(desk)
    desk.tick(0)
    desk.tick(10 * MINUTE_MS)
    desk.tick(20 * MINUTE_MS)
    assert told(desk) == [("security.identity", "10.0.0.9", "knocked", 1)]


def test_that_a_state_that_lasts_is_told_without_a_count_and_again_after_ten_minutes() -> None:
    desk = Transcript()
    for minute in range(11):
        desk.desk.take_incident(Incident("device.fault", "disk", "Make room.", 0))
        desk.tick(minute * MINUTE_MS)
    assert told(desk) == [("device.fault", "disk", "Make room.", 2)]


def test_that_a_thousand_addresses_do_not_make_a_thousand_alerts() -> None:
    desk = Transcript()
    for number in range(1_000):
        knock(desk, f"10.0.{number // 250}.{number % 250}")
    desk.tick(0)
    assert len(told(desk)) <= 257
    assert any(subject == "others" for _, subject, _, _ in told(desk))


def test_that_trouble_survives_a_failed_transaction() -> None:
    desk = Transcript()
    knock(desk)
    from console.ports.messages import Tick  # noqa: PLC0415
    from tests.support.engine_doubles import START  # noqa: PLC0415

    desk.desk.rollback(desk.desk.handle([Tick(START, 0)]))
    assert told(desk) == []
    desk.tick(200)
    assert len(told(desk)) == 1
