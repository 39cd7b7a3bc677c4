"""The DC-09 receiver's judgement (R-IF-09) on frames a panel written independently sends.

The frames in `FIELD` are those panels in the field sent (public samples, CRC as sent).
"""

from datetime import UTC, datetime, timedelta

import pytest

from backends.adapters.dc09_content import condition_of, read_content
from backends.adapters.dc09_frame import BadFrame, Frame, FrameBuffer, read_frame
from backends.adapters.dc09_panels import Dc09Settings, Panel
from backends.adapters.dc09_receiver import Dc09Receiver, Verdict
from backends.adapters.rules import Origin
from console.domain.places.geo import Place
from tests.support import panel as peer

KEY = b"AAAAAAAAAAAAAAAA"
BELL = Origin("BELL-07", ("CAM-9",), Place(37.56, 127.03))
SEALED = (
    b"5AB718E008C616BF16F6468033A11326B0F7546CAB230910BCA10E4DEBA42283"
    b"C436E4F8EFF50931070DDE36D5BB5F0C"
)
NULL = b"B4BC8B40D0E6D959D6BEA78E88CC0B2155741A3C44FBB96D476A3E557CAD64D9"
FIELD = [
    b'\nE5D50034"SIA-DCS"6002L0#AAA[|Nri1/CL501]_14:12:04,09-25-2019\r',
    b'\n76D80055"*NULL"0000R0L0#AAAB[' + NULL + b"\r",
    b'\n60AB0078"*SIA-DCS"5994L0#AAA[' + SEALED + b"\r",
]


def now() -> datetime:
    return datetime.now(UTC)


def receiver(**how: bool) -> Dc09Receiver:
    panels = {
        "1234": Panel("1234", BELL),
        "ABCD": Panel("ABCD", BELL, key=KEY),
        "AAAB": Panel("AAAB", BELL, key=KEY),
    }
    settings = Dc09Settings("127.0.0.1", 0, tcp=True, udp=True, panels=panels, **how)
    return Dc09Receiver(settings, lambda _name: False)


def said(body: str) -> bytes:
    return peer.framed(body)


def body_of(verdict: Verdict) -> str:
    return peer.checked(verdict.answer) if verdict.answer else ""


@pytest.mark.parametrize("raw", FIELD)
def test_that_frames_from_the_field_have_a_right_crc(raw: bytes) -> None:
    frame = read_frame(raw)
    assert isinstance(frame, Frame)
    assert frame.length_right is (raw[5:9] != b"0078")


def test_that_a_sia_dcs_event_becomes_its_code_zone_and_place() -> None:
    verdict = receiver().judge(said('"SIA-DCS"0007R1L2#1234[#1234|Nri1/PA05]'), now())
    (found,) = verdict.sightings
    assert (found.kind, found.state, found.subject) == ("PA", "active", "BELL-07/1/05")
    assert body_of(verdict) == '"ACK"0007R1L2#1234[]'


@pytest.mark.parametrize(
    ("data", "code", "state", "zone"),
    [
        ("1110 00 129", "110", "active", "129"),
        ("3110 00 129", "110", "cleared", "129"),
        ("1120 01 007", "120", "active", "007"),
        ("6130 01 007", "130", "active", "007"),
        ("1602 00 000", "602", "point", "000"),
        ("181131 01 015", "131", "active", "015"),
        ("1 130 01 015", "130", "active", "015"),
        ("R13001015", "130", "cleared", "015"),
    ],
)
def test_that_contact_id_qualifiers_begin_and_end_conditions(
    data: str, code: str, state: str, zone: str
) -> None:
    content = read_content("ADM-CID", f"#1234|{data}]")
    assert content is not None
    (found,) = content.said
    assert (found.code, found.state, found.zone) == (code, state, zone)


@pytest.mark.parametrize(
    ("restore", "code"), [("BR", "BA"), ("BH", "BA"), ("FR", "FA"), ("TR", "TA"), ("AR", "AT"),
                          ("PR", "PA"), ("YR", "YT"), ("HH", "HA")]
)  # fmt: skip
def test_that_a_restore_ends_the_condition_of_its_code(restore: str, code: str) -> None:
    assert condition_of(restore) == (code, "cleared")
    assert condition_of(code) == (code, "active")


def test_that_extended_data_bring_place_text_and_time_of_occurrence() -> None:
    sent = now()
    occurred = (sent - timedelta(minutes=5)).strftime("%H:%M:%S,%m-%d-%Y")
    stamp = sent.strftime("_%H:%M:%S,%m-%d-%Y")
    extended = f"[X127E02.3450][Y37N33.1000][H{occurred}][IGas leak][VSIP 1]"
    verdict = receiver().judge(said(f'"SIA-DCS"0001R0L0#1234[|NGA2]{extended}{stamp}'), sent)
    (found,) = verdict.sightings
    assert found.place is not None
    assert found.place.lat == pytest.approx(37 + 33.1 / 60)
    assert found.place.lon == pytest.approx(127 + 2.345 / 60)
    assert found.time is not None
    assert abs((sent - found.time) - timedelta(minutes=5)) < timedelta(seconds=2)
    assert "Gas leak" in found.text
    assert found.foreign["V"] == "SIP 1"


def test_that_the_panels_time_counts_unless_its_clock_is_bad_or_ahead() -> None:
    def time_of(text: str, *, bad: bool = False) -> datetime | None:
        panels = {"1234": Panel("1234", BELL, clock_is_bad=bad)}
        chosen = Dc09Settings("", 0, tcp=True, udp=True, panels=panels)
        raw = said(f'"SIA-DCS"0001R0L0#1234[|NPA1]{text}')
        return Dc09Receiver(chosen, lambda _name: False).judge(raw, at).sightings[0].time

    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    old = "_14:12:04,09-25-2019"
    assert time_of(old) == datetime(2019, 9, 25, 14, 12, 4, tzinfo=UTC)
    assert time_of(old, bad=True) == at
    assert time_of("_14:12:04,09-25-2031") == at
    assert time_of("") == at


@pytest.mark.parametrize("size", [16, 24, 32])
def test_that_an_encrypted_event_is_understood_and_acknowledged_encrypted(size: int) -> None:
    key = bytes(range(65, 65 + size))
    panels = {"ABCD": Panel("ABCD", BELL, key=key)}
    settings = Dc09Settings("127.0.0.1", 0, tcp=True, udp=True, panels=panels)
    sealed = peer.sealed(key, f"|#ABCD|NHA1]{peer.stamp()}")
    raw = said(f'"*SIA-DCS"0003R0L0#ABCD[{sealed}')
    verdict = Dc09Receiver(settings, lambda _name: False).judge(raw, now())
    assert [each.kind for each in verdict.sightings] == ["HA"]
    head, _, digits = body_of(verdict).partition("[")
    assert head == '"*ACK"0003R0L0#ABCD'
    opened = peer.opened(key, digits)
    assert opened[-21:-20] in "]_"
    assert "]_" in opened


@pytest.mark.parametrize(("shift_s", "taken"), [(-39, True), (19, True), (-42, False), (23, False)])
def test_that_an_encrypted_message_out_of_time_gets_nak_with_our_time_and_is_shown(
    shift_s: float, taken: bool
) -> None:
    sealed = peer.sealed(KEY, f"|#ABCD|NPA1]{peer.stamp(shift_s)}")
    verdict = receiver().judge(said(f'"*SIA-DCS"0003R0L0#ABCD[{sealed}'), now())
    assert bool(verdict.sightings) is taken
    if not taken:
        assert body_of(verdict).startswith('"NAK"0000R0L0A0[]_')
        (shown,) = verdict.complaints
        assert shown.kind == "device.clock"
        assert "PA 1" in shown.text


def test_that_a_wrong_crc_gets_no_answer_and_is_counted() -> None:
    judge = receiver()
    raw = bytearray(said('"SIA-DCS"0007R1L2#1234[#1234|Nri1/PA05]'))
    raw[-5] ^= 1
    assert judge.judge(bytes(raw), now()) == Verdict(None)
    assert judge.counts["bad_crc"] == 1


@pytest.mark.parametrize(
    "body",
    [
        '"SIA-DCS"0007R1L2#1234[no closing bracket',
        '"SIA-DCS"0007R1L2#1234[|]',
        '"ADM-CID"0007R1L2#1234[|hello]',
        '"WHO-KNOWS"0007R1L2#1234[|x]',
        '"SIA-DCS"0007R1L2#9999[|NPA1]',
        '"SIA-DCS"0007R1L2#ABCD[|NPA1]',
        '"*SIA-DCS"0007R1L2#1234[00112233445566778899AABBCCDDEEFF',
        '"*SIA-DCS"0007R1L2#ABCD[00112233445566778899AABBCCDDEEFF',
        '"*SIA-DCS"0007R1L2#ABCD[0011',
        '"SIA-DCS" what is this',
    ],
)
def test_that_what_cannot_be_understood_or_trusted_gets_duh_and_one_technical_alert(
    body: str,
) -> None:
    judge = receiver()
    first, second = judge.judge(said(body), now()), judge.judge(said(body), now())
    assert body_of(first).startswith('"DUH"')
    assert not first.sightings
    assert second.complaints == ()


def test_that_a_repeat_has_the_id_of_the_first_and_the_next_message_another() -> None:
    judge, at = receiver(), now()
    first = judge.judge(said('"SIA-DCS"0007R1L2#1234[|NPA1]'), at).sightings[0]
    again = judge.judge(said('"SIA-DCS"0007R1L2#1234[|NPA1]_12:00:00,03-01-2026'), at).sightings[0]
    other = judge.judge(said('"SIA-DCS"0008R1L2#1234[|NPA1]'), at).sightings[0]
    later = judge.judge(said('"SIA-DCS"0007R1L2#1234[|NPA1]'), at + timedelta(hours=9)).sightings[0]
    assert first.id == again.id
    assert len({first.id, other.id, later.id}) == 3


def test_that_a_repeat_after_a_restart_of_the_receiver_is_known() -> None:
    at = now()
    raw = said('"SIA-DCS"0007R1L2#1234[|NPA1]')
    first = receiver().judge(raw, at).sightings[0]
    settings = receiver()._settings
    again = Dc09Receiver(settings, lambda name: name == first.id)
    assert again.judge(raw, at + timedelta(minutes=9)).sightings[0].id == first.id


def test_that_a_sign_of_life_is_answered_only_while_the_engine_is_there() -> None:
    judge, null = receiver(), said('"NULL"0000R0L0#1234[]')
    assert body_of(judge.judge(null, now())) == '"ACK"0000R0L0#1234[]'
    assert judge.judge(null, now(), engine=False).answer is None
    old = read_frame(FIELD[1])
    assert not isinstance(old, BadFrame)
    assert judge.judge(FIELD[1], datetime(2020, 7, 5, 18, 24, 55, tzinfo=UTC)).heard is not None


def test_that_frames_are_found_in_any_cutting_of_the_stream_and_memory_is_bounded() -> None:
    frames = [said(f'"SIA-DCS"{n:04d}R0L0#1234[|NPA1]') for n in range(1, 40)]
    stream = b"".join(frames)
    for size in (1, 7, 64, 4096):
        buffer, found = FrameBuffer(), []
        for at in range(0, len(stream), size):
            found += buffer.feed(stream[at : at + size])
        assert [b"\n" + each + b"\r" for each in found] == frames
    flooded = FrameBuffer()
    for _ in range(100):
        assert list(flooded.feed(b"A" * 1_000)) == []
    assert len(flooded._held) <= 4_096
    assert flooded.overruns > 0


def test_that_korean_text_is_read_as_it_was_meant() -> None:
    body = '"SIA-DCS"0001R0L0#1234[|Nri1/PA05^왕십리 안심벨^]'.encode()
    raw = b"\n%04X%04X%s\r" % (peer.crc(body), len(body), body)
    assert "왕십리 안심벨" in receiver().judge(raw, now()).sightings[0].text


def judged(raw: bytes) -> Verdict:
    return receiver().judge(raw, now())


@pytest.mark.parametrize(
    ("data", "code", "zone"),
    [
        ("1234|Nri1/PA001", "PA", "001"),
        ("Nri/PA001", "PA", "001"),
        ("nri1/PA001", "PA", "001"),
        ("#1234|Nri1/BA001^WC/TOILET^", "BA", "001"),
        ("#1234|Nri04/UA105*'hall/FA door'NM", "UA", "105"),
        ("#1234|Nri0000/PA7", "PA", "7"),
    ],
)
def test_that_accounts_names_and_areas_of_panels_make_no_other_event(
    data: str, code: str, zone: str
) -> None:
    (found,) = judged(said(f'"SIA-DCS"0001L0#1234[{data}]')).sightings
    assert found.kind == code
    assert found.foreign["zone"] == zone


@pytest.mark.parametrize("kind", ["SIA-DCS", "ADM-CID"])
def test_that_an_account_with_letters_is_read_without_its_sign_too(kind: str) -> None:
    panels = {"AB12": Panel("AB12", BELL)}
    settings = Dc09Settings("127.0.0.1", 0, tcp=True, udp=True, panels=panels)
    data = "Nri1/PA009" if kind == "SIA-DCS" else "1120 01 009"
    raw = said(f'"{kind}"0001L0#ab12[AB12|{data}]')
    verdict = Dc09Receiver(settings, lambda _name: False).judge(raw, now())
    (found,) = verdict.sightings
    assert found.subject == ("BELL-07/1/009" if kind == "SIA-DCS" else "BELL-07/01/009")
    assert body_of(verdict) == '"ACK"0001L0#ab12[]'


@pytest.mark.parametrize(
    ("data", "zones"),
    [
        ("1131 01 1015", ["1015"]),
        ("1131 01 U015", ["015"]),
        ("1131 01 015|1132 01 016", ["015", "016"]),
    ],
)
def test_that_zones_of_contact_id_are_read_as_panels_write_them(
    data: str, zones: list[str]
) -> None:
    content = read_content("ADM-CID", f"#1234|{data}]")
    assert content is not None
    assert [each.zone for each in content.said] == zones


@pytest.mark.parametrize(
    "extended", ["[X37N33.9][Y127E02.4]", "[X127.0400,E][Y37.5650,N]", "[X127E02.4'][Y37N33.9']"]
)
def test_that_places_are_read_in_the_spellings_of_panels(extended: str) -> None:
    (found,) = judged(said(f'"SIA-DCS"0001L0#1234[|NPA1]{extended}')).sightings
    assert found.place is not None
    assert (found.place.lat, found.place.lon) == pytest.approx((37.565, 127.04))


FRAME = said('"SIA-DCS"0001L0#1234[|NPA1]')


@pytest.mark.parametrize(
    "wire", [FRAME + b"\n", FRAME + b"\0\0\0", FRAME[1:-1] + b"\n", FRAME[1:-1], FRAME.lower()[:9] +
             FRAME[9:], b"\0" + FRAME, b"\r\n" + FRAME]
)  # fmt: skip
def test_that_lines_end_as_panels_end_them_and_leave_nothing_behind(wire: bytes) -> None:
    buffer = FrameBuffer()
    found = list(buffer.feed(wire))
    assert [isinstance(read_frame(each), Frame) for each in found] == [True]
    assert buffer.is_empty
    assert isinstance(read_frame(wire), Frame)


@pytest.mark.parametrize("between", [b"", b"\n", b"\0\0", b" \n"])
def test_that_frames_without_their_end_are_told_apart_by_their_lengths(between: bytes) -> None:
    frames = [said(f'"SIA-DCS"{number:04d}L0#1234[|NPA1]')[1:-1] for number in range(1, 30)]
    stream = between.join(frames)
    for size in (1, 5, 100, 10_000):
        buffer, found = FrameBuffer(), []
        for at in range(0, len(stream), size):
            found += buffer.feed(stream[at : at + size])
        assert found == frames
        assert buffer.is_empty


def in_octets(number: int) -> bytes:
    body = f'"SIA-DCS"{number:04d}L0#1234[|NPA1]'.encode()
    return b"\n" + peer.crc(body).to_bytes(2, "big") + b"%04X" % len(body) + body + b"\r"


def test_that_a_crc_of_two_octets_is_read_even_if_one_looks_like_the_end_of_a_line() -> None:
    frames = [in_octets(number) for number in range(1, 2_000)]
    odd = [each for each in frames if not {each[1], each[2]}.isdisjoint(b"\r\n")]
    assert {each[1] for each in odd} >= set(b"\r\n") <= {each[2] for each in odd}
    for each in odd:
        (found,) = FrameBuffer().feed(each)
        assert isinstance(read_frame(found), Frame)


def test_that_a_crc_of_two_octets_is_answered_alike() -> None:
    answer = judged(in_octets(1)).answer or b""
    assert answer[1:3] == peer.crc(answer[7:-1]).to_bytes(2, "big")
    assert answer[7:-1] == b'"ACK"0001L0#1234[]'


def test_that_each_text_nobody_can_read_is_shown_with_its_words_and_its_place() -> None:
    judge = receiver()
    one, other = (
        judge.judge(said(f'"SIA-DCS"0001L0#1234[|{words}]'), now()).complaints[0]
        for words in ("help me", "gate open")
    )
    assert one.kind == other.kind == "dc09.unreadable"
    assert "help me" in one.text
    assert "gate open" in other.text
    assert one.origin == "1234"


def test_that_another_key_is_a_matter_of_identity_and_told_once() -> None:
    judge = receiver()
    told = []
    for number in range(1, 9):
        sealed = peer.sealed(b"B" * 16, f"|#ABCD|NPA1]{peer.stamp()}")
        told += judge.judge(said(f'"*SIA-DCS"{number:04d}R0L0#ABCD[{sealed}'), now()).complaints
    assert [each.kind for each in told] == ["security.identity"]


def test_that_made_up_accounts_do_not_flood_the_queue() -> None:
    judge, at = receiver(), now()
    told = [
        judge.judge(said(f'"SIA-DCS"0001L0#{number:06X}[|NPA1]'), at).complaints
        for number in range(2_000)
    ]
    assert 1 < sum(map(len, told)) <= 256
    assert judge.counts["unknown_account"] == 2_000


def test_that_korean_of_old_panels_is_read_as_it_was_meant() -> None:
    body = '"SIA-DCS"0001R0L0#1234[|Nri1/PA05^왕십리 안심벨^]'.encode("cp949")
    raw = b"\n%04X%04X%s\r" % (peer.crc(body), len(body), body)
    assert "왕십리 안심벨" in judged(raw).sightings[0].text
