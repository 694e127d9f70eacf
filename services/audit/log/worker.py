"""The sequencer as a worker of the running service."""

from collections.abc import Awaitable, Callable

from prometheus_client import Gauge

from services.audit.altered import altered_entries
from services.audit.log.findings import Moment
from services.audit.log.measures import Measures
from services.audit.log.producers import AskedByHttp
from services.audit.log.sequencer import LogPlaces, Sequencer
from services.audit.settings import Settings
from shared.messaging.topics import topic_names
from shared.running import RunningService

LOGGED = ("events", "refusals", "views")


def sequencing(settings: Settings) -> Callable[[RunningService], Awaitable[None]]:
    """Return the worker that runs the sequencer; begun again, it is the same one."""
    sequencers: dict[str, Sequencer] = {}

    async def run(service: RunningService) -> None:
        if service.name not in sequencers:
            sequencers[service.name] = create_sequencer(service, settings)
        await sequencers[service.name].run()

    return run


def create_sequencer(service: RunningService, settings: Settings) -> Sequencer:
    """Return the sequencer that feeds the log from every service's topics."""
    places = LogPlaces(
        database=settings.database_url.get_secret_value(),
        kafka=settings.kafka,
        topics=topic_names(settings.topic_prefix, LOGGED),
        files=settings.log_directory,
        key=settings.log_key_file,
        origin=settings.open_log.origin,
        sign_every=settings.sign_every,
        publish_every=settings.publish_every,
        policy=settings.policy,
        stream_heads_every=settings.stream_heads_every,
    )

    def moment() -> Moment:
        clock = service.clock
        return Moment(clock.now(), clock.wall(), service.rulebook.version_label)

    Gauge(
        "audit_altered_entries",
        "Entries found in the database that are not what was sealed.",
        registry=service.registry,
    ).set_function(lambda: len(altered_entries(settings.log_directory)))
    producers = AskedByHttp(service.peers)
    return Sequencer(places, moment, Measures(service.registry), producers)
