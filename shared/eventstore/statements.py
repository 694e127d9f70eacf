"""The SQL of the event store: one read, and one statement that is the write."""

READ = """
SELECT 1 AS kind, command_id::text AS key, NULL::text AS second, 0::bigint AS version,
       digest AS one, answer AS two
FROM answers WHERE command_id = ANY($1::uuid[])
UNION ALL
SELECT 2, stream, NULL, version, entry, NULL
FROM events WHERE stream = ANY($2::text[])
UNION ALL
SELECT 3, capability, stream, version, NULL, NULL
FROM inbox WHERE (capability, stream) IN (
    SELECT * FROM unnest($3::text[], $4::text[])
)
UNION ALL
SELECT 4, stream, NULL,
       (SELECT max(version) FROM events e WHERE e.stream = asked.stream), NULL, NULL
FROM unnest($5::text[]) AS asked (stream)
"""
# Each kind in its own rows; entries are put in version order by the caller.

WAITING_BEHIND = """
SELECT capability, stream, version, reason, sentence, source, attempts, since, due_at,
       awaits, record, disclosures
FROM waiting WHERE (capability, stream) IN (
    SELECT * FROM unnest($1::text[], $2::text[])
) ORDER BY capability, stream, version
"""

NEW_EVENTS = """
    INSERT INTO events
        (epoch, stream, version, id, type, topic, recorded_at, sealed, traceparent,
         entry)
    SELECT $1, stream, version, id, type, topic, recorded_at, sealed, traceparent,
           entry
    FROM unnest($2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::text[],
                $7::timestamptz[], $8::boolean[], $9::text[], $10::bytea[])
         WITH ORDINALITY AS event
         (stream, version, id, type, topic, recorded_at, sealed, traceparent, entry,
          place)
    ORDER BY place
"""

MOVING = """
), entered AS (
    INSERT INTO inbox (capability, stream, version)
    SELECT capability, stream, now FROM heads WHERE was = 0
    RETURNING 1
), moved AS (
    UPDATE inbox i SET version = now FROM heads h
    WHERE (i.capability, i.stream, i.version) = (h.capability, h.stream, h.was)
    RETURNING 1
)
SELECT (SELECT count(*) FROM entered) + (SELECT count(*) FROM moved)
"""

WRITE = """
WITH new_events AS (/* new events */), new_disclosures AS (
    INSERT INTO disclosures (event_id, person_id, disclosures)
    SELECT * FROM unnest($11::uuid[], $12::uuid[], $13::text[])
), new_answers AS (
    INSERT INTO answers (command_id, digest, answer)
    SELECT * FROM unnest($14::uuid[], $15::bytea[], $16::bytea[])
), heads AS (
    SELECT * FROM unnest($17::text[], $18::text[], $19::bigint[], $20::bigint[])
         AS head (capability, stream, was, now)
/* moving */
""".replace("/* new events */", NEW_EVENTS).replace("/* moving */", MOVING)

MOVE_HEADS = """
WITH heads AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])
         AS head (capability, stream, was, now)
/* moving */
""".replace("/* moving */", MOVING)
# The inbox moves by compare-and-set; a row that another transaction moved since our
# snapshot raises a serialisation failure, one that it entered a unique violation.

EVENTS_ONLY = """
WITH new_events AS (/* new events */)
INSERT INTO answers (command_id, digest, answer)
SELECT * FROM unnest($11::uuid[], $12::bytea[], $13::bytea[])
""".replace("/* new events */", NEW_EVENTS)

PARK = """
INSERT INTO waiting AS w
    (capability, stream, version, reason, sentence, source, attempts, since, due_at,
     awaits, awaited_version, record, disclosures)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
        (SELECT coalesce(max(version), 0) FROM events
         WHERE stream = $10 AND transaction_id <> pg_current_xact_id()),
        $11, $12)
ON CONFLICT (capability, stream, version) DO UPDATE SET
    reason = excluded.reason,
    sentence = excluded.sentence,
    attempts = w.attempts + 1,
    due_at = excluded.due_at,
    awaits = excluded.awaits,
    awaited_version = excluded.awaited_version
"""
# What the awaited stream had when we decided; what this very transaction adds to it
# came after that, and counts as news.

RELEASE = "DELETE FROM waiting WHERE capability = $1 AND stream = $2 AND version = $3"

CLEAR_DEADLINE = """
DELETE FROM deadlines
USING unnest($1::text[], $2::text[]) AS cleared (stream, name)
WHERE deadlines.stream = cleared.stream
AND deadlines.name = cleared.name
"""

SET_DEADLINE = """
INSERT INTO deadlines (stream, name, capability, due_at)
SELECT stream, name, capability, due_at
FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[])
    AS setting (stream, name, capability, due_at)
ON CONFLICT (stream, name) DO UPDATE SET
    capability = excluded.capability,
    due_at = excluded.due_at,
    put_off_until = NULL
"""

DUE = """
SELECT stream, name, capability, due_at FROM deadlines
WHERE due_at <= $1 AND (put_off_until IS NULL OR put_off_until <= clock_timestamp())
ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
"""

PUT_OFF = """
UPDATE deadlines SET put_off_until = clock_timestamp() + make_interval(secs => $3)
WHERE stream = $1 AND name = $2
"""

STREAM = """
SELECT e.stream, e.version, e.type, e.topic, e.entry,
       d.disclosures
FROM events e LEFT JOIN disclosures d ON d.event_id = e.id
WHERE e.stream = $1 AND e.version > $2 ORDER BY e.version LIMIT $3
"""

HEADS = """
SELECT stream, max(version) AS version FROM events
WHERE stream > $1 AND topic LIKE '%.events' GROUP BY stream ORDER BY stream LIMIT $2
"""

WAITING = """
SELECT capability, stream, version, reason, sentence, source, attempts, since, due_at,
       awaits, record, disclosures
FROM waiting w
WHERE capability = $1 AND ($2::timestamptz IS NULL OR due_at <= $2 OR EXISTS (
    SELECT FROM events e WHERE e.stream = w.awaits AND e.version > w.awaited_version
))
ORDER BY since, stream, version LIMIT $3
"""

WAKE = "UPDATE waiting SET due_at = clock_timestamp() WHERE capability = $1"

ANSWER = "SELECT digest, answer FROM answers WHERE command_id = $1"

TAKE_TURN = "SELECT pg_advisory_lock(hashtextextended($1, 8785))"

END_TURNS = "SELECT pg_advisory_unlock_all()"
