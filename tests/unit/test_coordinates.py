"""Coordinates as people type them, and what is none; and finding places of a site by words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backends.map_data.site_file import builtin_site
from console.domain.places.coordinates import coordinate
from console.domain.places.geo import Place
from console.domain.site import Site
from console.services.site_finder import SiteFinder


@pytest.mark.parametrize(
    "text",
    [
        "37.5512, 127.0404",
        "127.0404 37.5512",
        "37.5512N 127.0404E",
        "127.0404E, 37.5512N",
        "geo:37.5512,127.0404",
        "  37.5512;127.0404 ",
        "37°33'04.3\"N 127°02'25.4\"E",
        "37도 33분 4.3초, 127도 2분 25.4초",
        "N37.5512 E127.0404",
        "e 127.0404, n 37.5512",
        "북위 37.5512 동경 127.0404",
        "북위 37도 33분 4.3초 동경 127도 2분 25.4초",
        "N 37°33'04.3\" E 127°02'25.4\"",
        "37 33 4.3 N 127 2 25.4 E",
        "(37.5512, 127.0404)",
    ],
)
def test_that_every_usual_form_names_the_same_place(text: str) -> None:
    found = coordinate(text)
    assert found is not None
    assert found.lat == pytest.approx(37.5512, abs=2e-5)
    assert found.lon == pytest.approx(127.0404, abs=2e-5)


@pytest.mark.parametrize(
    "text",
    ["", "12 34", "0.0, 0.0", "91.5, 181.5", "성수동 12.5", "37.55,127.04,3.5",
     "37°61'00\" 127°00'00\"", "1.5", "SD-0012", "nan, nan", "37,55 127,04",
     "37 33 4.3 127 2 25.4", "N37.55", "N37.55 N127.0"],
)  # fmt: skip
def test_that_a_doubt_is_no_coordinate(text: str) -> None:
    assert coordinate(text) is None


@pytest.mark.parametrize("text", ["다바 5802 5337", "다바58025337", "다 바 58025 53375"])
def test_that_the_number_of_a_yellow_sign_names_its_place(text: str) -> None:
    """That of a sign on Gwangdeoksan, which stands 36.69 N, 127.03 E."""
    found = coordinate(text)
    assert found is not None
    assert found.lat == pytest.approx(36.677, abs=0.02)
    assert found.lon == pytest.approx(127.03, abs=0.01)


@pytest.mark.parametrize(
    "text", ["다바 580 533", "하하 0000 0000", "성수 1234 5678", "다바 5802 53371"]
)
def test_that_another_number_is_no_place(text: str) -> None:
    assert coordinate(text) is None


@given(st.text(max_size=60))
def test_that_no_text_breaks_the_reader(text: str) -> None:
    found = coordinate(text)
    assert found is None or found.is_plausible


@given(st.floats(33, 39), st.floats(124, 132))
def test_that_what_is_written_is_read_back(lat: float, lon: float) -> None:
    found = coordinate(f"{lat:.6f}, {lon:.6f}")
    assert found is not None
    assert found == Place(float(f"{lat:.6f}"), float(f"{lon:.6f}"))


@pytest.fixture(scope="module")
def site() -> Site:
    return builtin_site("seongdong")


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [
        ("SD-1203", "ko", "SD-1203"),
        ("sd1203", "en", "SD-1203"),
        ("1203", "ko", "SD-1203"),
        ("행당동", "ko", "행당동"),
        ("Haengdang", "en", "Haengdang-dong"),
        ("서울숲", "ko", "서울숲"),
    ],
)
def test_that_the_best_answer_comes_first(site: Site, text: str, language: str, label: str) -> None:
    assert SiteFinder(site).find(text, language)[0].label.startswith(label)


def test_that_answers_are_few_and_none_for_nothing(site: Site) -> None:
    finder = SiteFinder(site)
    assert len(finder.find("동", "ko", 5)) == 5
    assert finder.find("  -- ", "ko") == ()
    assert finder.find("쀍", "ko") == ()


def test_that_a_dong_comes_with_its_extent(site: Site) -> None:
    box = SiteFinder(site).find("행당동", "ko")[0].box
    assert box is not None
    assert box[0] < box[2]
    assert box[1] < box[3]
