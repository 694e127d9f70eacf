"""Everything that a first start would have to fetch or make, done ahead.

`python -m shared.embedded.prefetch`, called by `make`; safe to run again. Without
the jars the system can still be looked at (`mock_kafka`), so that is only said.
"""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from shared.embedded.class_archive import archive_path
from shared.embedded.failures import JarsUnavailable
from shared.embedded.jars import kafka_jars
from shared.embedded.java import Java, find_java
from shared.embedded.kafka import EmbeddedKafka
from shared.embedded.kafka_settings import JVM
from shared.embedded.ports import free_ports


def main() -> None:
    """Fetch the jars and make the class archive, with a line for each."""
    try:
        jars = kafka_jars(_say)
    except JarsUnavailable as missing:
        sys.stderr.write(f"*** Apache Kafka is not available: {missing.why} ***\n")
        return
    java = find_java()
    if not archive_path(java).exists():
        _say("Preparing Apache Kafka for fast starts (about 15 seconds, once) …")
        _make_archive(java, jars)


def _make_archive(java: Java, jars: list[Path]) -> None:
    """Run a node for a moment to see which classes it loads, and archive those."""
    with tempfile.TemporaryDirectory() as scratch:
        classes = Path(scratch) / "classes"
        asyncio.run(_run_once(Path(scratch), f"-XX:DumpLoadedClassList={classes}"))
        fresh = archive_path(java).with_suffix(".new")
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            [
                str(java.program),
                *("-Xshare:dump", "-Xlog:disable", *JVM),
                f"-XX:SharedClassListFile={classes}",
                f"-XX:SharedArchiveFile={fresh}",
                *("-cp", ":".join(str(jar) for jar in jars)),
            ],
            capture_output=True,
            check=False,
        )
        # Without the archive a start takes a second or two longer; that is all.
        if done.returncode == 0 and fresh.exists():
            fresh.replace(archive_path(java))


async def _run_once(data: Path, option: str) -> None:
    kafka = EmbeddedKafka(data, *free_ports(2), say=_say, jvm=[option])
    await kafka.start()
    await kafka.stop()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
