"""A topic."""

import pytest

from shared.contracts.speakers import SERVICES, THE_LOG, carries


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("prefix", ["", "bench-1-", "trial."])
@pytest.mark.parametrize("kind", ["events", "refusals", "views"])
def test_carries_the_words_of_its_own_service_alone(
    service: str, prefix: str, kind: str
) -> None:
    topic = f"{prefix}{service}.{kind}"
    assert [one for one in SERVICES if carries(topic, f"/{one}")] == [service]


@pytest.mark.parametrize(
    "source", [THE_LOG, "", "/", "/s", "/applications/", "/nobody", "//applications"]
)
def test_carries_the_words_of_nobody_who_is_no_service(source: str) -> None:
    assert not any(carries(f"{one}.events", source) for one in SERVICES)
