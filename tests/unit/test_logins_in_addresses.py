"""Logins enter and leave stream addresses unharmed (R-SEC-05)."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.ports.keys import Login, tidy_address, with_login, without_login

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(TEXT, TEXT)
def test_that_any_login_survives_the_way_through_an_address(user: str, password: str) -> None:
    address = with_login("rtsp://10.0.0.1:554/main?channel=1", Login(user, password))
    parts = urlsplit(address)
    assert (parts.hostname, parts.port, parts.path) == ("10.0.0.1", 554, "/main")
    assert (unquote(parts.username or ""), unquote(parts.password or "")) == (user, password)
    assert without_login(address) == ("rtsp://10.0.0.1:554/main?channel=1", Login(user, password))


def test_that_a_new_login_takes_the_old_ones_place() -> None:
    address = with_login("rtsps://old:one@[fd00::1]:322/a@b", Login("new", "p@/:#"))
    assert address == "rtsps://new:p%40%2F%3A%23@[fd00::1]:322/a@b"


def test_that_a_login_in_path_or_query_is_filled_in() -> None:
    asked = "rtsp://h/user={user}&password={password}&channel=1"
    assert with_login(asked, Login("a", "b&c")) == "rtsp://h/user=a&password=b%26c&channel=1"


@pytest.mark.parametrize("address", ["", "nonsense", "rtsp://h/x", "rtsp://h/a@b"])
def test_that_an_address_without_a_login_stays_as_it_is(address: str) -> None:
    assert without_login(address) == (address, None)
    assert with_login(address, Login("", "")) == address


@pytest.mark.parametrize(
    "password", ["a/b", "a@b", "a:b", "a#b", "50%off", "a?b", "/@:#%?", "12/34", "p@ss/word"]
)
@pytest.mark.parametrize("host", ["10.0.0.1:554", "[fd00::1]", "cam.town.example:8554", "10.0.0.1"])
def test_that_a_password_copied_as_it_is_does_not_end_the_host(password: str, host: str) -> None:
    address = f"rtsp://op:{password}@{host}/live?channel=1"
    assert without_login(address) == (f"rtsp://{host}/live?channel=1", Login("op", password))
    tidy = tidy_address(address)
    assert urlsplit(tidy).netloc.rpartition("@")[2] == host
    assert unquote(urlsplit(tidy).password or "") == password
    assert tidy_address(tidy) == tidy


@pytest.mark.parametrize(
    "address",
    ["rtsp://cam:8554/live@2", "rtsp://cam.town:8554/a@10.0.0.1", "rtsp://h:/a", "rtsp://a:b/c@/x",
     "rtsp://h/user={user}&password={password}", "udp://@:5000", "rtsp://h/x?mail=a@b.example"],
)  # fmt: skip
def test_that_what_need_not_be_a_login_is_left_alone(address: str) -> None:
    assert tidy_address(address) == address


@given(st.text(max_size=40))
def test_that_any_text_is_taken_for_an_address_without_a_fault(text: str) -> None:
    tidy = tidy_address(f"rtsp://{text}")
    assert tidy_address(tidy) == tidy
