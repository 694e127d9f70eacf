"""Those who are told, and how each event knows them."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from services.notifications.messages.commands import Recipient
from services.notifications.messages.telling.line import Addressee, Audience
from shared.capability import Asked


class NamesApplicant(Protocol):
    """An event that carries, sealed, whom the case is about."""

    @property
    def application_id(self) -> UUID: ...  # noqa: D102
    @property
    def person_id(self) -> UUID | None: ...  # noqa: D102
    @property
    def given_names(self) -> str | None: ...  # noqa: D102
    @property
    def email(self) -> str | None: ...  # noqa: D102


class NamesProposer(Protocol):
    """An event that carries, sealed, a proposer and the applicant they go with."""

    @property
    def person_id(self) -> UUID | None: ...  # noqa: D102
    @property
    def name(self) -> str | None: ...  # noqa: D102
    @property
    def email(self) -> str | None: ...  # noqa: D102


class OfApplication(Protocol):
    """An event that says of which application it is, and not whose that is."""

    @property
    def application_id(self) -> UUID: ...  # noqa: D102


def _applicant(event: NamesApplicant, _asked: Asked) -> Sequence[Addressee]:
    # An event without its disclosures is of somebody erased: nothing is owed to them.
    if event.person_id is None:
        return []
    return [_person(event)]


def _sender(event: Any, asked: Asked) -> Sequence[Addressee]:  # noqa: ANN401
    # What was sent in may lack what would make its sender a person of the register.
    if event.submission is None:
        return _applicant(event, asked)
    return [_person(event)]


def _registrant(event: NamesApplicant, _asked: Asked) -> Sequence[Addressee]:
    # An entry's person stays known by an id; erased, they have no name and no address.
    if event.email is None and event.given_names is None:
        return []
    return [_person(event)]


def _proposer(event: NamesProposer, _asked: Asked) -> Sequence[Addressee]:
    if event.person_id is None:
        return []
    proposer = Recipient(event.person_id, event.name, event.email)
    return [Addressee("proposer", recipient=proposer)]


def _person(event: NamesApplicant) -> Addressee:
    person = Recipient(event.person_id, event.given_names, event.email)
    return Addressee("applicant", person, application_id=event.application_id)


def _on_file(event: OfApplication, _asked: Asked) -> Sequence[Addressee]:
    return [Addressee("applicant", application_id=event.application_id)]


def _first_on_file(event: Any, _asked: Asked) -> Sequence[Addressee]:  # noqa: ANN401
    return [
        Addressee("applicant", application_id=application_id)
        for application_id in event.applications[:1]
    ]


def _office(_event: object, asked: Asked) -> Sequence[Addressee]:
    address = asked.rulebook.notifications.office_address
    return [Addressee("registrar", Recipient(None, None, address))]


APPLICANT = Audience("the applicant", _applicant)
APPLICANT_ON_FILE = Audience("the applicant", _on_file)
WHOSE_APPLICATIONS = Audience("whose applications they are", _first_on_file)
SENDER = Audience("whoever sent it", _sender)
REGISTRANT = Audience("the registrant", _registrant)
REGISTRANT_ON_FILE = Audience("the registrant", _on_file)
PROPOSER = Audience("the proposer", _proposer)
REGISTRAR = Audience("the registrar", _office)


def assessors(title: str, named: Callable[[Any], Sequence[str]]) -> Audience:
    """Return the assessors whom an event names, each of whom is told."""

    def named_by(event: Any, _asked: Asked) -> Sequence[Addressee]:  # noqa: ANN401
        return [Addressee(one, assessor_id=one) for one in named(event)]

    return Audience(title, named_by)
