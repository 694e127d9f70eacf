"""Two people's applications as a log has them, everything personal disclosed."""

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from shared.contracts.applications import (
    ApplicationAccepted,
    ApplicationSubmitted,
    RegistrationEntered,
)
from shared.contracts.assessment import AssessmentOpened, AssessorAppointed
from shared.contracts.canonical import Json, canonical, parse
from shared.contracts.contract import EventData
from shared.contracts.envelope import decode
from shared.contracts.notifications import MessageRequested, MessageSent
from shared.contracts.retention import PersonErased, RecordClass
from shared.contracts.speakers import source_of
from shared.erasing.erasure import remaining
from tests.support.audit_log import NOW, event, named
from tests.support.exported_log import Said, said

REGISTRAR = "actor-registrar"
ADA, BEA = str(named("ada")), str(named("bea"))
ADAS, BEAS = str(named("ada's application")), str(named("bea's application"))
ADAS_CASE = str(named("ada's case"))
ADAS_NUMBER = "CT000001"
TOLD, WELCOMED = str(named("told")), str(named("welcomed"))
IMPORT = named("the import")


def _said(
    stream: str,
    version: int,
    contract: type[EventData],
    data: dict[str, Json],
    *,
    after: timedelta,
    actor: str = REGISTRAR,
    correlation: UUID = IMPORT,
) -> Said:
    moment: datetime = NOW + after
    by = event(
        stream,
        version,
        source=source_of(contract.TYPE) or "/applications",
        actor=actor,
        time=moment,
        walltime=moment,
        effective=moment.date(),
        correlationid=correlation,
        reason=contract.REASON,
    )
    return said(by, contract, data)


def _submitted(application: str, person: str, name: str, like: list[str]) -> Said:
    data: dict[str, Json] = {
        "application_id": application,
        "scopes": ["nuclear-medicine"],
        "route": "equivalence",
        "submitted_on": "2026-03-01",
        "possible_duplicate_of": cast("list[Json]", like),
        "person_id": person,
        "given_names": name,
        "family_name": "=Lovelace",
        "health_to_declare": True,
    }
    return _said(
        f"application/{application}",
        1,
        ApplicationSubmitted,
        data,
        after=timedelta(hours=len(like)),
    )


def _message(message: str, about: str, person: str, day: int) -> list[Said]:
    stream = f"message/{message}"
    requested: dict[str, Json] = {
        "message_id": message,
        "about": about,
        "template": "outcome",
        "template_version": 1,
        "person_id": person,
        "to": "ada@example.org",
    }
    sent: dict[str, Json] = {
        "message_id": message,
        "transport": "smtp",
        "reference": "r-1",
    }
    after = timedelta(days=day, minutes=1)
    return [
        _said(stream, 1, MessageRequested, requested, after=after, actor="service:n"),
        _said(stream, 2, MessageSent, sent, after=after, actor="service:n"),
    ]


STORY: list[Said] = [
    _said(
        "assessor/actor-assessor",
        1,
        AssessorAppointed,
        {
            "assessor_id": "actor-assessor",
            "scopes": ["nuclear-medicine"],
            "capacity": 3,
            "name": "Ash",
        },
        after=timedelta(),
    ),
    # The message is logged before what it is about: topics come in no order.
    *_message(TOLD, f"application/{ADAS}", ADA, 2),
    _submitted(ADAS, ADA, "Ada", []),
    _submitted(BEAS, BEA, "Bea", [ADAS]),
    _said(
        f"assessment/{ADAS_CASE}",
        1,
        AssessmentOpened,
        {
            "assessment_id": ADAS_CASE,
            "application_id": ADAS,
            "scopes": ["nuclear-medicine"],
            "route": "equivalence",
        },
        after=timedelta(hours=2),
        actor="service:assessment",
    ),
    _said(
        f"application/{ADAS}",
        2,
        ApplicationAccepted,
        {
            "application_id": ADAS,
            "scopes": ["nuclear-medicine", "radiotherapy"],
            "route": "equivalence",
            "person_id": ADA,
            "given_names": "Ada",
            "family_name": "King",
        },
        after=timedelta(days=1),
    ),
    _said(
        f"registration/{ADAS_NUMBER}",
        1,
        RegistrationEntered,
        {
            "registration_number": ADAS_NUMBER,
            "person_id": ADA,
            "application_id": ADAS,
            "scopes": ["nuclear-medicine"],
            "route": "equivalence",
            "registered_on": "2026-03-02",
            "given_names": "Ada",
        },
        after=timedelta(days=1, minutes=5),
    ),
    *_message(WELCOMED, f"registration/{ADAS_NUMBER}", ADA, 1),
]
"""Ten entries: an appointment, Ada's life in the register, Bea's application."""

ADAS_ENTRIES = [1, 2, 3, 5, 6, 7, 8, 9]
BEAS_ENTRY = 4

ADAS_ERASURE = len(STORY)
"""The entry that orders Ada's erasure, in the story that goes on with it."""

_ERASURE: dict[str, Json] = {
    "about": f"person/{ADA}",
    "erasure_id": str(named("ada's erasure")),
    "reason": "request-article-17",
    "authority": "UK GDPR article 17(1)(a)",
    "erased": ["application", "contact"],
    "kept": ["entry"],
    "kept_by": "retention.keeps_entry",
    "applications": [ADAS],
    "services": ["applications"],
    "confirm_by": "2026-03-04T09:31:00.000000Z",
    "kafka_forgets_by": "2026-03-08T09:30:00.000000Z",
}


def _without(one: Said, index: int) -> Said:
    raw, disclosures = one
    if index not in ADAS_ENTRIES:
        return one
    erased = (RecordClass.APPLICATION, RecordClass.CONTACT)
    left = remaining(decode(raw).type, "~".join(disclosures), erased)
    return raw, tuple(filter(None, left.split("~")))


ERASED_STORY: list[Said] = [
    *(_without(one, index) for index, one in enumerate(STORY)),
    _said(
        f"person/{ADA}", 1, PersonErased, _ERASURE, after=timedelta(days=3), actor="dpo"
    ),
]
"""The story after Ada was erased, but for the name in the register's entry."""

FORGED_STORY: list[Said] = [
    *STORY,
    (
        canonical({**parse(ERASED_STORY[ADAS_ERASURE][0]), "source": "/assessment"}),
        (),
    ),
]
"""The story with an order to erase Ada that the assessment service gave itself."""
