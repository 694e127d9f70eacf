"""Setting returned mail aside."""

from uuid import UUID

from services.notifications.returns.commands import SetAside
from services.notifications.returns.decider import RETURNED_MAIL
from services.notifications.returns.subscribers import stream_of
from shared.contracts.returned_mail import ReturnedMailSetAside
from tests.support.given import Given
from tests.support.messages import NOW

given = Given(RETURNED_MAIL)
DIGESTS = ("00" * 32, "11" * 32)
SET_ASIDE = SetAside(UUID(int=1), "not-ours", DIGESTS, NOW)
ASIDE = ReturnedMailSetAside(
    returned_id=UUID(int=1), reason="not-ours", digests=DIGESTS
)


def test_is_on_record_with_its_reason_and_digests() -> None:
    given().when(SET_ASIDE).then(ASIDE)


def test_changes_nothing_the_second_time() -> None:
    given(ASIDE).when(SET_ASIDE).then_nothing()


def test_is_a_stream_of_its_own_for_each_lot() -> None:
    assert stream_of(SET_ASIDE) == f"returned-mail/{UUID(int=1)}"
