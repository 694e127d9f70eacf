"""A printing house's return file."""

from datetime import date
from uuid import UUID

import pytest

from cli.failures import Failed
from cli.letters.reading import LetterRow, parse_letters
from shared.contracts.notifications import RecordLetterPosted, RecordMessageBounced

LETTER = "0192f0c1-0000-7000-8000-00000000000b"
HEADER = "letter,channel,result,date,carrier,reference\n"
POSTED = f"{LETTER}-2,tracked-post,posted,2026-03-31,Royal Mail,AB123456789GB\n"
RETURNED = f"{LETTER}-1,post,returned,2026-04-09,royal-mail,gone away\n"


def rows(text: str) -> tuple[LetterRow, ...]:
    return parse_letters("returned.csv", text.encode())


def test_tells_what_was_posted_and_what_came_back() -> None:
    posted, returned = rows(HEADER + POSTED + RETURNED)
    assert posted.command == RecordLetterPosted(
        message_id=UUID(LETTER),
        channel="tracked-post",
        number=2,
        carrier="royal-mail",
        posted_on=date(2026, 3, 31),
        reference="AB123456789GB",
    )
    assert returned.command == RecordMessageBounced(
        message_id=UUID(LETTER), channel="post", number=1, code="gone-away"
    )


def test_asks_the_same_for_the_same_row_in_whatever_file() -> None:
    (first,) = rows(HEADER + POSTED)
    _, again = rows(HEADER + RETURNED + POSTED)
    assert first.command_id("registrar") == again.command_id("registrar")
    assert first.command_id("registrar") != first.command_id("somebody-else")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1, column 1: the file is empty"),
        (HEADER, "a header and no row"),
        ("letter,result\n", "the header is not letter,channel"),
        (HEADER + f"{LETTER}-1,post\n", "line 2, column 1: the row has 2 cells"),
        (HEADER + POSTED.replace(LETTER, "x"), "line 2, column 1: it is no letter"),
        (HEADER + POSTED.replace("tracked-post", "email"), "the channel is not post"),
        (HEADER + POSTED.replace("posted", "lost"), "the result is not posted"),
        (HEADER + POSTED.replace("03-31", "02-30"), "line 2, column 4: the date"),
        (HEADER + POSTED.replace("Royal Mail", ""), "line 2, column 5: the carrier"),
        (HEADER + RETURNED.replace("gone away", "?"), "line 2, column 6"),
        (HEADER + POSTED.replace("AB", "A" * 2_000), "longer than"),
    ],
)
def test_is_refused_whole_with_the_place_of_the_first_fault(
    text: str, said: str
) -> None:
    with pytest.raises(Failed, match=said):
        rows(text)
