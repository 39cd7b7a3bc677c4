"""Logins that cameras ask for, held against the examples of the standards (R-SEC-05)."""

import pytest

from backends.video.digest import answer, is_known, strongest
from console.ports.keys import Login

MUFASA = Login("Mufasa", "Circle of Life")
NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
OPAQUE = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"
ASKED = f'Digest realm="http-auth@example.org", qop="auth, auth-int", nonce="{NONCE}"'
CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_that_the_examples_of_rfc_7616_are_answered_as_they_say(
    algorithm: str, response: str
) -> None:
    asked = strongest([f'{ASKED}, algorithm={algorithm}, opaque="{OPAQUE}"'])
    assert asked is not None
    said = answer(asked, MUFASA, "GET", "/dir/index.html", 1, CNONCE)
    assert f'response="{response}"' in said
    assert f'opaque="{OPAQUE}"' in said
    assert "qop=auth" in said
    assert "nc=00000001" in said


def test_that_the_oldest_form_without_qop_is_answered() -> None:
    asked = strongest(
        ['Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"']
    )
    assert asked is not None
    said = answer(asked, Login("Mufasa", "CircleOfLife"), "GET", "/dir/index.html", 1, "0a4f113b")
    assert 'response="1949323746fe6a43ef61f9606e7febea"' in said
    assert "qop" not in said
    assert "cnonce" not in said


def test_that_basic_is_answered_in_utf_8() -> None:
    asked = strongest(['Basic realm="x"'])
    assert asked is not None
    assert answer(asked, Login("관리", "비밀"), "GET", "/", 1, "") == "Basic 6rSA66asOuu5hOuwgA=="


def test_that_of_several_the_strongest_that_is_known_is_taken() -> None:
    told = ['Basic realm="x"', 'Digest realm="x", nonce="a"', "Digest algorithm=SHA-999",
            'digest realm="x",nonce="b",algorithm="SHA-256-sess",stale=TRUE']  # fmt: skip
    asked = strongest(told)
    assert asked is not None
    assert (asked.algorithm, asked.parts["nonce"], asked.is_stale) == ("SHA-256-SESS", "b", True)
    assert "cnonce" in answer(asked, MUFASA, "PLAY", "rtsp://x/", 1, "c")


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ([], True),
        (["Negotiate"], True),
        (["Digest algorithm=SHA-999"], False),
        (["Digest algorithm=SHA-999", "Basic"], True),
        (['Digest realm="a\\"b, nonce=c', "\x00", "Digest"], True),
    ],
)
def test_that_what_can_not_be_answered_is_told_from_what_can(told: list[str], known: bool) -> None:
    assert is_known(told) is known


def test_that_quotation_marks_in_names_stay_where_they_are() -> None:
    asked = strongest(['Digest realm="a \\"b\\"", nonce="n"'])
    assert asked is not None
    assert asked.parts["realm"] == 'a "b"'
    assert 'realm="a \\"b\\""' in answer(asked, Login('o"p', "x"), "GET", "/", 1, "c")
