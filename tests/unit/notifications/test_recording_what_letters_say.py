"""Recording what letters say."""

from dataclasses import replace
from datetime import UTC, datetime

from services.notifications.wordings.in_use import ALL
from services.notifications.wordings_in_force import (
    WORDINGS_IN_FORCE,
    RecordWordings,
    digests,
    stream_of,
)
from shared.contracts.wordings import TemplatesChanged
from tests.support.given import Given

given = Given(WORDINGS_IN_FORCE.decider)
TEXTS = {"greeting.v1.en": "a" * 64, "greeting.v1.cy": "b" * 64}
starting = RecordWordings(TEXTS, datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
recorded = TemplatesChanged(texts=TEXTS, added=("greeting.v1.cy", "greeting.v1.en"))


def test_says_with_which_texts_a_register_begins() -> None:
    given().when(starting).then(recorded)


def test_says_nothing_where_it_starts_again_with_the_same() -> None:
    given(recorded).when(starting).then_nothing()


def test_names_a_version_that_was_written_beside_the_one_before() -> None:
    texts = {**TEXTS, "greeting.v2.en": "c" * 64}
    given(recorded).when(replace(starting, texts=texts)).then(
        TemplatesChanged(texts=texts, added=("greeting.v2.en",))
    )


def test_names_a_text_that_was_changed_though_its_version_was_not() -> None:
    texts = {**TEXTS, "greeting.v1.en": "c" * 64}
    given(recorded).when(replace(starting, texts=texts)).then(
        TemplatesChanged(texts=texts, altered=("greeting.v1.en",))
    )


def test_names_a_text_that_is_gone() -> None:
    texts = {"greeting.v1.en": "a" * 64}
    given(recorded).when(replace(starting, texts=texts)).then(
        TemplatesChanged(texts=texts, gone=("greeting.v1.cy",))
    )


def test_covers_every_version_and_language_on_one_stream() -> None:
    said = digests(ALL)
    assert said.keys() >= {"application-refused.v3.en", "application-refused.v3.cy"}
    assert stream_of(starting) == "templates/notifications"
