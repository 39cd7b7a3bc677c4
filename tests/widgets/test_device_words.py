"""What adapters say of themselves is told in the operator's language; what others said stays."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from backends.adapters import mqtt_check, reach
from backends.adapters.dc09_panels import Panel
from backends.adapters.dc09_silence import Silence
from backends.edge_client.stock import losses
from tests.support.panel import framed
from tests.unit.test_adapter_dc09 import BELL, receiver
from widgets.language import Language
from widgets.words.devices import device_text

NOW = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)
KOREAN = re.compile("[가-힣]")
BROKER = "The MQTT broker 10.0.0.7:1883"


@pytest.fixture(autouse=True)
def korean(qapp: QApplication) -> Iterator[None]:
    used = Language("ko", qapp)
    yield
    used.close()


def is_told(text: str) -> bool:
    """In Korean, with nothing of the English sentence left."""
    told = device_text(text)
    plain = re.sub(r"MQTT|TLS|JSON|UTF|ONVIF|Frigate|client_id|BELL|gate", "", told)
    return bool(KOREAN.search(told)) and not re.search("[a-z]{3}", plain)


@pytest.mark.parametrize(
    "why",
    [
        *(each for number, each in reach._WORDS.items() if number in reach.OF_NETWORKS),
        *(words for _, words in reach._TLS[:2]),
        *reach._CERTIFICATES.values(),
        *mqtt_check._REFUSED.values(),
    ],
)
def test_that_every_reason_of_a_broker_is_told(why: str) -> None:
    assert is_told(f"{BROKER} cannot be reached: {why}.")


@pytest.mark.parametrize(
    "text",
    [
        f"{BROKER} cannot be reached.", f"{BROKER} is back.",
        "Frigate gate: offline", "Frigate gate: stopped", "Frigate gate: online",
        "gate: the camera is connected to the broker", "gate: the camera is there again",
        "gate: the camera is not connected to the broker", "gate: the camera refuses the login",
        "gate: the camera does not answer", "gate: there is no ONVIF service at this address",
        "gate/x: nobody here can read this message (nested too deeply): [[[[",
        "도움 · location: latitude and longitude were swapped",
        "location: only one of latitude and longitude", "location: 95, 200 is nowhere",
        str(losses(3, 0)["text"]), str(losses(0, 2)["text"]), str(losses(3, 2)["text"]),
    ],
)  # fmt: skip
def test_that_every_sentence_of_an_adapter_is_told(text: str) -> None:
    assert is_told(text)


def test_that_what_the_receiver_of_panels_says_is_told(tmp_path: Path) -> None:
    judge = receiver().judge
    bodies = ("9[#9|Nri1/PA05]", "1234[#1234|???]", "ABCD[#ABCD|Nri1/PA05]")
    raw = [framed(f'"SIA-DCS"0001R0L0#{each}') for each in bodies]
    said = [each.text for one in raw for each in judge(one, NOW).complaints]
    silence = Silence([Panel("1234", BELL, interval_s=9)], tmp_path / "silent", 0.0)
    said += [str(each.data["text"]) for each in silence.due(1e6)]
    assert len(said) == 4
    assert [text for text in said if not is_told(text)] == []


@pytest.mark.parametrize("off_s", [-90, 90])
def test_that_a_wrong_time_is_told(off_s: int) -> None:
    off = timedelta(seconds=off_s).total_seconds()
    assert is_told(f"BELL: PA 05. Its clock is {off:+.0f} s off.")
    assert is_told("BELL: PA 05. It tells no time.")


@pytest.mark.parametrize(
    "text",
    [
        "", "Gas leak at pump 3: nobody answers", "사람이 쓰러졌어요", "broker: it is back",
        "person · front yard", "the camera shows a fight", "camera: the camera shows a fight",
    ],
)  # fmt: skip
def test_that_words_of_others_stay_as_they_came(text: str) -> None:
    assert device_text(text) == text
