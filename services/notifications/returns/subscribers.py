"""The capability of returned mail, wired: it hears nobody."""

from services.notifications.returns.commands import Command
from services.notifications.returns.decider import RETURNED_MAIL
from shared.capability import Capability
from shared.contracts.returned_mail import ReturnedMailSetAside


def stream_of(command: Command) -> str:
    """Return the stream of mail that is set aside together."""
    return f"returned-mail/{command.returned_id}"


RETURNS = Capability(
    name="returns",
    decider=RETURNED_MAIL,
    owns=(ReturnedMailSetAside,),
    stream_of=stream_of,
)
"""Mail that came back and was not believed, wired."""
