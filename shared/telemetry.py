"""What a service measures of itself, for Prometheus and for its own health."""

from prometheus_client import CollectorRegistry, Gauge


class Telemetry:
    """The kit's metrics of one service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.relay_lag = Gauge(
            "register_relay_lag_events",
            "Events recorded and not yet published.",
            registry=self.registry,
        )
        self.relay_leads = Gauge(
            "register_relay_leads",
            "1 where this process's relay publishes.",
            registry=self.registry,
        )
        self.published = Gauge(
            "register_relay_published_events",
            "Events published since the process started.",
            registry=self.registry,
        )
        self.consumer_lag = Gauge(
            "register_consumer_lag_records",
            "Records in Kafka that the capability has not taken.",
            ["capability"],
            registry=self.registry,
        )
        self.handled = Gauge(
            "register_inbox_handled_events",
            "Events handled since the process started.",
            ["capability"],
            registry=self.registry,
        )
        self.waiting = Gauge(
            "register_waiting_messages",
            "Messages that wait: for others, for their subject, or as poison.",
            ["capability", "reason"],
            registry=self.registry,
        )
        self.oldest_transaction = Gauge(
            "register_oldest_transaction_seconds",
            "How long the oldest open transaction has held every relay back.",
            registry=self.registry,
        )
