"""Every gap is named by device and range, however many come one after another (R-MSG-05)."""

from console.services.desk.losses import MOST_NAMED, losses_text
from console.wire.device_session import Gap


def test_that_one_number_and_a_range_read_like_sentences() -> None:
    assert losses_text("", [Gap(1, 3, 3)]) == "Boot 1: message 3 is missing."
    assert losses_text("", [Gap(1, 3, 4)]) == "Boot 1: messages 3 to 4 are missing."


def test_that_later_losses_are_added_to_what_was_told() -> None:
    text = losses_text("", [Gap(1, 3, 3)])
    text = losses_text(text, [Gap(1, 7, 9), Gap(2, 5, 5)])
    assert text == "Boot 1: messages 3, 7 to 9 are missing. Boot 2: message 5 is missing."
    assert losses_text(text, [Gap(2, 5, 5)]) == text


def test_that_the_text_is_bounded_and_says_so() -> None:
    text = ""
    for number in range(1, 2 * MOST_NAMED, 2):
        text = losses_text(text, [Gap(1, number, number)])
    assert text.startswith("Boot 1: messages 1, 3, 5")
    text = losses_text(text, [Gap(1, 9_999, 9_999)])
    assert text.startswith("Boot 1: messages 3, 5")
    assert text.endswith("9999 are missing. Earlier ones stand in the journal.")
