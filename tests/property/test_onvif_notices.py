"""What cameras answer when pulled: odd spellings are read, hostile bytes refused (R-IF-08)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backends.onvif.discovery import matches_of
from backends.onvif.notices import Pulled, Unreadable, read_pulled

START = (
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:tev="http://www.onvif.org/ver10/events/wsdl" '
    'xmlns:wsnt="http://docs.oasis-open.org/wsn/b-2" '
    'xmlns:tt="http://www.onvif.org/ver10/schema"><s:Body><tev:PullMessagesResponse>'
)
END = "</tev:PullMessagesResponse></s:Body></s:Envelope>"
MESSAGE = (
    "<wsnt:NotificationMessage><wsnt:Topic>\n tns1:VideoSource/MotionAlarm </wsnt:Topic>"
    '<wsnt:ProducerReference/><wsnt:Message><tt:Message UtcTime="2026-03-01T12:00:00.5+09:00" '
    'PropertyOperation="Changed"><tt:Source><tt:SimpleItem Name="Source" Value="v 1"/></tt:Source>'
    '<tt:Data><tt:SimpleItem Value="true" Name="State"/></tt:Data></tt:Message></wsnt:Message>'
    "</wsnt:NotificationMessage>"
)
FRAME = (
    "<wsnt:NotificationMessage><wsnt:Topic>tns1:RuleEngine/X</wsnt:Topic><wsnt:Message>"
    '<tt:Message UtcTime="2026-03-01T12:00:00"><tt:Data><tt:ElementItem Name="Frame"><tt:Frame>'
    '<tt:Transformation><tt:Translate x="-1" y="-1"/><tt:Scale x="0.002" y="0.002"/>'
    '</tt:Transformation><tt:Object><tt:Appearance><tt:Shape><tt:BoundingBox left="100" top="900" '
    'right="300" bottom="500"/></tt:Shape><tt:Class><tt:ClassCandidate><tt:Type>Vehical</tt:Type>'
    "<tt:Likelihood>0.7</tt:Likelihood></tt:ClassCandidate></tt:Class></tt:Appearance></tt:Object>"
    "</tt:Frame></tt:ElementItem></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>"
)
FAULT = (
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code>'
    "<s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:NotAuthorized</s:Value></s:Subcode></s:Code>"
    "<s:Reason><s:Text>no</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>"
)


def test_that_a_plain_notification_is_read() -> None:
    (notice,) = read_pulled((START + MESSAGE + END).encode(), 1.5).notices
    assert notice.topic == "tns1:VideoSource/MotionAlarm"
    assert notice.time == datetime(2026, 3, 1, 3, 0, 0, 500_000, tzinfo=UTC)
    assert (notice.source, notice.data) == ({"Source": "v 1"}, {"State": "true"})
    assert (notice.operation, notice.clock_offset_s) == ("Changed", 1.5)


def test_that_a_notification_that_says_nothing_but_its_topic_is_not_lost() -> None:
    said = """<Envelope><Body><PullMessagesResponse><NotificationMessage>
      <Topic>Device/Trigger</Topic>
      <Message><Message PropertyOperation="Changed"/></Message></NotificationMessage>
      </PullMessagesResponse></Body></Envelope>"""
    (notice,) = read_pulled(said.encode()).notices
    assert (notice.topic, notice.operation, notice.time) == ("Device/Trigger", "Changed", None)


def test_that_boxes_in_pixels_are_brought_to_the_picture_by_the_cameras_transformation() -> None:
    (notice,) = read_pulled((START + FRAME + END).encode()).notices
    (seen,) = notice.objects
    assert (seen.kind, seen.score) == ("Vehical", 0.7)
    assert seen.box == pytest.approx((-0.8, 0.8, -0.4, 0.0))
    assert notice.time == datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_that_a_fault_is_told_with_its_codes() -> None:
    assert read_pulled(FAULT.encode()) == Pulled((), "no", ("s:Sender", "ter:NotAuthorized"))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<html/>", b"\xff\xfe", b"<a>" * 5_000, (START + MESSAGE).encode(),
        b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 99 + b'">]><a>&b;&b;</a>',
        b'<?xml version="1.0" encoding="nonsense"?><a/>',
    ],
)  # fmt: skip
def test_that_what_is_no_envelope_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_pulled(content)


@given(st.binary(max_size=300), st.integers(0, 1_200), st.integers(0, 60))
def test_that_damaged_answers_are_read_or_refused_and_never_raise(
    noise: bytes, at: int, cut: int
) -> None:
    whole = (START + MESSAGE + FRAME + END).encode()
    damaged = whole[:at] + noise + whole[at + cut :]
    for content in (noise, damaged):
        try:
            pulled = read_pulled(content)
        except Unreadable:
            continue
        assert all(each.topic for each in pulled.notices)
    assert isinstance(matches_of(damaged), tuple)
    assert isinstance(matches_of(noise), tuple)


@given(
    st.sampled_from(["UtcTime", "left", "x", "Likelihood", "Name"]),
    st.sampled_from(["", "nan", "inf", "-1e999", "9999-12-31T23:59:59-14:00", "x" * 5_000, "１"]),
)
def test_that_odd_values_are_left_out(name: str, value: str) -> None:
    text = START + FRAME.replace(f'{name}="', f'{name}="{value}', 1) + END
    for notice in read_pulled(text.encode()).notices:
        assert len(repr(notice)) < 4_000
