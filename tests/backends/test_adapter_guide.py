"""The installer's guide: its examples are read by the very code that reads an installer's file."""

import re
from pathlib import Path

import pytest

from backends.adapters.dc09_run import prepare_dc09
from backends.adapters.mqtt_run import prepare_mqtt
from backends.adapters.settings import read_configuration
from backends.adapters.webhook_run import prepare_webhook
from console.domain.errors import EnvironmentFault

GUIDE = Path(__file__).parents[2] / "docs" / "adapters.md"
EXAMPLES = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def written(folder: Path, section: str) -> Path:
    path = folder / "adapter.toml"
    (found,) = [each for each in EXAMPLES if f"[{section}]" in each]
    path.write_text(found, encoding="utf-8")
    path.chmod(0o600)
    return path


def test_that_the_mqtt_example_is_taken(tmp_path: Path) -> None:
    configuration = read_configuration(written(tmp_path, "mqtt"), ("frigate", "onvif"))
    assert prepare_mqtt(configuration).frigates == ("frigate",)
    assert configuration.book.origin_of("front_door").zones["driveway"].lat == 37.5636


def test_that_the_dc09_example_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path, "dc09")
    settings = prepare_dc09(read_configuration(path, ("dc09",), origins="panels"))
    assert settings.panels["ABCD"].key == b"0123456789ABCDEF"
    assert settings.panels["1234"].interval_s == 90


def test_that_the_webhook_example_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path, "webhook")
    settings = prepare_webhook(read_configuration(path, ("webhook", "cap")))
    assert settings.source_of("at-least-16-characters") is settings.sources[0]
    assert settings.source_of("somebody-else's-token") is None


def test_that_secrets_lie_in_files_and_never_in_what_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "dc09.toml"
    path.write_text('[dc09]\n[panels."7"]\nkey_file = "key"\n', encoding="utf-8")
    (tmp_path / "key").write_text("SECRETSECRET1234\n", encoding="utf-8")
    settings = prepare_dc09(read_configuration(path, ("dc09",), origins="panels"))
    assert settings.panels["7"].key == b"SECRETSECRET1234"
    assert "SECRET" not in repr(settings)


def test_that_each_adapter_names_all_its_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('[dc09]\nport = 99999\n[panels."7"]\nkey = "short"\nlat = 1.0\nkeyy = 1\n')
    with pytest.raises(EnvironmentFault) as caught:
        prepare_dc09(read_configuration(path, ("dc09",), origins="panels"))
    for words in ("dc09.port", "16, 24 or 32", "7.lon", "7.keyy"):
        assert words in caught.value.sentence
    path.write_text('[webhook]\nhost = "0.0.0.0"\ntls = false\n[webhook.sources.a]\ntoken = "x"\n')
    with pytest.raises(EnvironmentFault) as caught:
        prepare_webhook(read_configuration(path, ()))
    for words in ("loopback", "at least 16"):
        assert words in caught.value.sentence
