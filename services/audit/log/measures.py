"""What the log measures about itself, for Prometheus."""

import time

from prometheus_client import CollectorRegistry, Counter, Gauge


class Measures:
    """The log's gauges and counters; a registry has one set of them."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._last_entry: float | None = None
        self.size = Gauge("audit_log_size", "Entries in the log.", registry=registry)
        self.sealed = Gauge(
            "audit_sealed_size",
            "Entries under the last checkpoint.",
            registry=registry,
        )
        self.leading = Gauge(
            "audit_sequencer_leading",
            "1 where the sequencer runs.",
            registry=registry,
        )
        self.quarantined = Counter(
            "audit_quarantined",
            "Records that could not be entries.",
            registry=registry,
        )
        self.conflicts = Counter(
            "audit_conflicts",
            "Events that claimed a place in a stream that was taken.",
            registry=registry,
        )
        self.repeated = Counter(
            "audit_repeated",
            "Records skipped because they are logged already.",
            registry=registry,
        )
        self.quorum = Gauge(
            "audit_witness_quorum",
            "1 where the last checkpoint has its quorum of witnesses.",
            registry=registry,
        )
        self.cosigned = Gauge(
            "audit_witness_cosigned_size",
            "Entries under the last checkpoint that a witness cosigned.",
            ["witness"],
            registry=registry,
        )
        self.gaps = Gauge(
            "audit_open_gaps",
            "Gaps in streams that could not be filled yet.",
            registry=registry,
        )
        Gauge(
            "audit_last_entry_age_seconds",
            "Seconds since the last entry was committed, 0 before the first.",
            registry=registry,
        ).set_function(self._age)

    def committed(self, size: int) -> None:
        """Note that the log has grown to this size just now."""
        self._last_entry = time.monotonic()
        self.size.set(size)

    def _age(self) -> float:
        return 0.0 if self._last_entry is None else time.monotonic() - self._last_entry
