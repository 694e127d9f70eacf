"""How one Apache Kafka node on a small machine is set up."""

import base64
import secrets
from pathlib import Path

from shared.embedded.ports import LOOPBACK

# One process is broker and controller (KRaft). What is not here is Kafka's default.
PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers={host}:{controller_port}
listeners=CLIENTS://{host}:{port},CONTROLLER://{host}:{controller_port}
advertised.listeners=CLIENTS://{host}:{port},CONTROLLER://{host}:{controller_port}
listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=CLIENTS
controller.listener.names=CONTROLLER
log.dirs={logs}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=8
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
# Nobody else is expected to join a group a moment later.
group.initial.rebalance.delay.ms=0
# After kill -9 the controller takes the broker back when its old session has run
# out: 9 seconds by default, the greater part of the recovery.
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
"""

# Warnings are what a person can act on; Kafka's hundreds of INFO lines are not.
LOGGING = """\
status=error
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{ISO8601} %p %m (%c)%n
rootLogger.level=warn
rootLogger.appenderRef.out.ref=out
logger.server.name=kafka.server.KafkaRaftServer
logger.server.level=info
"""

# A heap of 512 MB carries millions of our records; the serial collector suits two
# cores and starts fastest.
JVM = (
    "-Xms128m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.awt.headless=true",
)


def write_settings(home: Path, port: int, controller_port: int) -> Path:
    """Write the settings files to `home`; return that of the server."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "log4j2.properties").write_text(LOGGING)
    properties = home / "server.properties"
    properties.write_text(
        PROPERTIES.format(
            host=LOOPBACK,
            port=port,
            controller_port=controller_port,
            logs=home / "data",
        )
    )
    return properties


def fresh_cluster_id() -> str:
    """Return a new cluster id: 16 random bytes in URL-safe base64, as Kafka's own.

    Consumers and relays tell an emptied Kafka by it, so no two may be alike. A
    leading dash would be read as an option.
    """
    while True:
        identifier = base64.urlsafe_b64encode(secrets.token_bytes(16)).decode()
        if not identifier.startswith("-"):
            return identifier.rstrip("=")
