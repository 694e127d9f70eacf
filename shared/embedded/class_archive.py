"""Kafka's classes as the Java machine likes to load them: half the start-up time.

A class data sharing archive (`java -Xshare:dump`) is made once for a Java and a set
of jars, when the jars are fetched ahead; without it Kafka starts all the same.
"""

from pathlib import Path

from shared.embedded.cache import cache_directory
from shared.embedded.jars import lock_digest
from shared.embedded.java import Java


def archive_path(java: Java) -> Path:
    """Return where the archive for this Java and the locked jars is kept."""
    return cache_directory() / f"kafka-{lock_digest()}-java-{java.version}.jsa"


def archive_options(java: Java) -> list[str]:
    """Return the options that use the archive; none when there is none.

    An archive that does not fit is passed over in silence.
    """
    archive = archive_path(java)
    if not archive.exists():
        return []
    return [f"-XX:SharedArchiveFile={archive}", "-Xshare:auto", "-Xlog:disable"]
