"""Lines of JSON that scripts write: what is taken, what is refused, in words."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from backends.edge_client.envelopes import Stamp, enveloped
from backends.edge_client.lines import StateLine, read_line
from backends.edge_client.records import KeptEvent, Out, Settled, line_of, record_of
from console.ports.edge_reporter import EdgeReport, Picture

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0" + b"x" * 100


def test_that_a_type_alone_is_an_event() -> None:
    line = read_line(b'{"type": "bell.pressed"}', NOW)
    assert line.content == EdgeReport("bell.pressed")
    assert line.ignored == ()


def test_that_every_member_of_the_page_is_taken(tmp_path: Path) -> None:
    picture = tmp_path / "하나.jpg"
    picture.write_bytes(JPEG)
    text = (
        '{"id":"a","type":"analytics.fall","condition":"active","subject":"문",'
        '"time":"2026-11-21T18:00:00+09:00","drill":true,"data":{"text":"넘어짐"},'
        f'"attachments":["{picture.as_posix()}"]}}'
    )
    content = read_line(text.encode(), NOW).content
    assert isinstance(content, EdgeReport)
    assert (content.id, content.subject, content.drill, content.time) == ("a", "문", True, NOW)
    assert [(each.media_type, each.name) for each in content.pictures] == [
        ("image/jpeg", "하나.jpg")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "not JSON"),
        (b"[1]", "not one JSON object"),
        (b"\xff", "not UTF-8"),
        (b"{}", "type is missing"),
        (b'{"type": 5}', "type is no text"),
        (b'{"type": "a", "condition": "on"}', "condition is one of point, active, cleared"),
        (b'{"type": "a", "time": "now"}', "time: not an RFC 3339"),
        (b'{"type": "a", "drill": "yes"}', "drill is not true or false"),
        (b'{"type": "a", "data": []}', "data is not an object"),
        (b'{"type": "a", "attachments": ["/none.jpg"]}', "none.jpg cannot be read"),
        (b'{"type": "a", "attachments": ["a","b","c","d"]}', "at most 3"),
        (b'{"positions": [{"unit": "u"}]}', "position 1: lat is missing; position 1: lon"),
        (b'{"positions": [7]}', "position 1 is no object"),
    ],
)
def test_that_a_bad_line_is_refused_in_words(text: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words.replace(".", r"\.")):
        read_line(text, NOW)


def test_that_all_problems_of_a_line_are_told_at_once() -> None:
    with pytest.raises(ValueError, match=r"type is missing; .*drill") as caught:
        read_line(b'{"drill": 1, "condition": "active"}', NOW)
    assert "condition" not in str(caught.value)


def test_that_a_misspelt_member_is_named_and_the_event_still_goes() -> None:
    assert read_line(b'{"type": "a", "conditon": "active"}', NOW).ignored == ("conditon",)


def test_that_a_picture_of_another_kind_or_size_is_refused(tmp_path: Path) -> None:
    other, large = tmp_path / "a.gif", tmp_path / "b.jpg"
    other.write_bytes(b"GIF89a")
    large.write_bytes(JPEG + b"x" * 256 * 1024)
    for path, words in ((other, "neither JPEG nor PNG"), (large, "larger than")):
        with pytest.raises(ValueError, match=words):
            read_line(f'{{"type":"a","attachments":["{path.as_posix()}"]}}'.encode(), NOW)


def test_that_a_report_whose_picture_is_none_takes_up_no_number() -> None:
    report = EdgeReport(
        "sos.app", pictures=(Picture("image/jpeg", JPEG), Picture("image/png", b"MZ"))
    )
    with pytest.raises(ValueError, match="picture 2 is not image/png but a program"):
        enveloped(report, "id", Stamp("bell-1", 1, 1, NOW, 0))


def test_that_positions_and_health_are_a_state() -> None:
    text = b'{"positions":[{"unit":"u","lat":37.5,"lon":127}],"health":{"ok":true}}'
    content = read_line(text, NOW).content
    assert isinstance(content, StateLine)
    assert content.health == {"ok": True}
    assert [(each.unit, each.time) for each in content.positions] == [("u", NOW)]


def test_that_a_position_without_sense_hides_no_other() -> None:
    text = b'{"positions":[{"unit":"u","lat":"x","lon":1},{"unit":"v","lat":37.5,"lon":127},3]}'
    content = read_line(text, NOW).content
    assert isinstance(content, StateLine)
    assert [each.unit for each in content.positions] == ["v"]
    assert content.left_out == ("position 1: lat is no number", "position 3 is no object")
    with pytest.raises(ValueError, match=r"position 1: lat is no number; position 2 is no object"):
        read_line(b'{"positions":[{"unit":"u","lat":"x","lon":1},3]}', NOW)


def test_that_an_event_among_states_is_refused_when_only_states_are_wanted() -> None:
    with pytest.raises(ValueError, match="neither positions nor health"):
        read_line(b'{"type": "bell.pressed"}', NOW, state_only=True)


@pytest.mark.parametrize(
    "record",
    [
        KeptEvent(3, 9, 1, ("ab12", "cd34"), "odd type 문", "an id\\ with 공백", b'{"a": 1}'),
        KeptEvent(3, 9, 1, (), "t", "i", '{"글": "문"}'.encode()),
        Settled(1, 7, (9, 11)),
        Settled(1, 7, ()),
        Out(1, 7, "evicted"),
    ],
)
def test_that_a_record_is_read_as_it_was_written_and_never_when_torn(
    record: KeptEvent | Settled | Out,
) -> None:
    line = line_of(record).removesuffix(b"\n")
    assert record_of(line) == record
    assert [record_of(line[:cut]) for cut in range(len(line))] == [None] * len(line)
    flipped = bytes([*line[:-1], line[-1] ^ 1])
    assert record_of(flipped) is None
