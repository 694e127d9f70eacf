"""The statements by which the log is read and added to."""

TAKEN = """
SELECT e.stream, e.version, e.leaf_hash
FROM unnest($1::text[], $2::bigint[]) AS place (stream, version)
JOIN entries e USING (stream, version)
"""

HEADS = """
SELECT s.stream, coalesce(
    (SELECT max(e.version) FROM entries e WHERE e.stream = s.stream), 0
) AS version
FROM unnest($1::text[]) AS s (stream)
"""

KNOWN = """
SELECT e.event_id FROM entries e
JOIN unnest($1::text[], $2::uuid[]) AS finding (stream, id)
  ON e.stream = finding.stream AND e.event_id = finding.id
"""

SIZE = "SELECT coalesce(max(index) + 1, 0) AS size, count(*) AS count FROM entries"

LENGTH = "SELECT coalesce(max(index) + 1, 0) FROM entries"

RECORDED = "SELECT EXISTS (SELECT FROM tree_heads WHERE size = $1 AND root = $2)"

RECORD = """
INSERT INTO tree_heads (size, root, recorded_at) VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING
"""

ENTRIES = """
SELECT index, entry FROM entries WHERE index >= $1 AND index < $2 ORDER BY index
"""

LAST_RECORDED_AT = "SELECT recorded_at FROM entries ORDER BY index DESC LIMIT 1"

OFFSETS = """
SELECT topic, partition, next_offset FROM log_offsets WHERE cluster_id = $1
"""

ADVANCE = """
INSERT INTO log_offsets (cluster_id, topic, partition, next_offset)
SELECT $1, topic, partition, next_offset
FROM unnest($2::text[], $3::integer[], $4::bigint[])
    AS read (topic, partition, next_offset)
ON CONFLICT (cluster_id, topic, partition)
    DO UPDATE SET next_offset = excluded.next_offset
"""

QUARANTINE = """
INSERT INTO quarantine (
    cluster_id, topic, partition, record_offset, cause, sha256, length, recorded_at
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT DO NOTHING
"""

QUARANTINED_BYTES = """
INSERT INTO quarantined_bytes (
    cluster_id, topic, partition, record_offset, value, recorded_at
) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING
"""
