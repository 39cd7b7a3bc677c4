"""From an installer's row to a live picture: the login goes by the keystore alone (R-SEC-05)."""

import logging
from pathlib import Path

import pytest

import main as program
from backends.commands.parts import camera_logins, keys_in, site_of
from backends.keys.remembered import RememberedLogins
from backends.system.installation import Installation
from backends.video.pictures import LivePictures
from console.domain.errors import EnvironmentFault
from console.ports.keys import Login
from tests.support.onvif_farm import LOGIN, onvif_farm
from tests.support.processes import wait_until


def test_that_an_imported_camera_with_a_login_is_shown(tmp_path: Path) -> None:
    rows, data = tmp_path / "rows.csv", tmp_path / "data"
    with onvif_farm(1) as farm:
        address = f"rtsp://127.0.0.1:{farm.ready['port']}/CAM-01/sub"
        rows.write_text(
            "id,lat,lon,main,user,password\n"
            f"C-1,37.55,127.04,{address},{LOGIN.user},{LOGIN.password}\n"
        )
        assert program.main(["cameras", "import", str(rows), "--data", str(data)]) == 0
        folder = Installation(data)
        site = site_of(folder, None)
        pictures = LivePictures(1, libvlc="none", logins=camera_logins(folder, site))
        try:
            picture = pictures.open(site.cameras["C-1"], main=False, width=320, height=180)
            wait_until(lambda: picture.state().state == "live", "a live picture", 30)
        finally:
            pictures.close()


class AwayLogins:
    """A keystore that is locked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def login(self, name: str) -> Login | None:
        self.asked.append(name)
        raise EnvironmentFault("it is locked", where=f"entry {name}", remedy="unlock it")

    def keep(self, name: str, login: Login) -> None:
        raise AssertionError((name, login))

    def forget(self, name: str) -> None:
        raise AssertionError(name)


def test_that_a_locked_keystore_is_told_once_a_login_and_keeps_nothing_shut(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    away = AwayLogins()
    logins = RememberedLogins(away, ["a", "", "b", "a"])
    assert [logins.login("a"), logins.login("a"), logins.login("b")] == [None, None, None]
    assert away.asked == ["a", "b"]
    assert caplog.text.count("it is locked") == 2


def test_that_a_remembered_login_follows_a_change(tmp_path: Path) -> None:
    keys = keys_in(tmp_path / "keys")
    keys.keep("a", LOGIN)
    logins = RememberedLogins(keys, ["a"])
    assert logins.login("a") == LOGIN
    logins.keep("a", Login("other", "pw"))
    assert logins.login("a") == keys.login("a") == Login("other", "pw")
    logins.forget("a")
    assert logins.login("a") is None
    assert LOGIN.password not in repr(logins)
