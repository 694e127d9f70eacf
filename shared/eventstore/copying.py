"""A large batch's way into PostgreSQL: COPY, a table at a time, in one transaction.

A small batch goes in one statement, which is one round trip; from `WORTH_COPYING`
events on, COPY costs less in both processes than the arrays of that statement.
"""

from shared.capability import Database
from shared.eventstore import statements
from shared.eventstore.store import Writing

WORTH_COPYING = 50
EVENT_COLUMNS = (
    "epoch",
    "stream",
    "version",
    "id",
    "type",
    "topic",
    "recorded_at",
    "sealed",
    "traceparent",
    "entry",
)
DISCLOSURE_COLUMNS = ("event_id", "person_id", "disclosures")
ANSWER_COLUMNS = ("command_id", "digest", "answer")


async def copy_in(connection: Database, epoch: int, writing: Writing) -> int:
    """Copy events, disclosures and answers in; return how many heads moved.

    Positions are drawn in the order of `writing.events`, as the rows arrive.
    """
    await connection.copy_records_to_table(
        "events",
        columns=EVENT_COLUMNS,
        records=[
            (
                epoch,
                event.envelope.subject,
                event.envelope.sequence,
                event.envelope.id,
                event.envelope.type,
                event.topic,
                event.envelope.walltime,
                bool(event.disclosures),
                event.traceparent,
                event.entry,
            )
            for event in writing.events
        ],
    )
    disclosures = [
        (event.envelope.id, event.person_id, "~".join(event.disclosures))
        for event in writing.events
        if event.disclosures
    ]
    if disclosures:
        await connection.copy_records_to_table(
            "disclosures", columns=DISCLOSURE_COLUMNS, records=disclosures
        )
    if writing.answers:
        await connection.copy_records_to_table(
            "answers",
            columns=ANSWER_COLUMNS,
            records=[(it.command_id, it.digest, it.answer) for it in writing.answers],
        )
    if not writing.heads:
        return 0
    moved: int = await connection.fetchval(
        statements.MOVE_HEADS,
        [head.capability for head in writing.heads],
        [head.stream for head in writing.heads],
        [head.was for head in writing.heads],
        [head.now for head in writing.heads],
    )
    return moved
