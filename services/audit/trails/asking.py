"""What a request asks of the log, whichever door it comes by."""

from typing import Annotated, cast

from fastapi import Depends, Query

from oversight.trails.question import Question, read_question
from services.audit.believing import Reader, reader_of
from services.audit.settings import Settings
from services.audit.trails.checkpoints import checkpoint_asked_for
from services.audit.trails.reading import TrailReader
from shared.tlog.checkpoint import Checkpoint
from shared.web.current import CurrentCaller, CurrentService

Words = Annotated[str, Query(max_length=500)]
After = Annotated[
    int, Query(ge=-1, le=2**62, description="The index that the page begins after.")
]


def question_asked(
    subject: Words = "",
    since: Annotated[str, Query(alias="from", description="A day, included.")] = "",
    until: Annotated[str, Query(alias="to", description="A day, included.")] = "",
    event_type: Annotated[str, Query(alias="type", max_length=500)] = "",
    actor: Words = "",
    text: Words = "",
) -> Question:
    """Return the question; what cannot be asked is a 422 with the field named."""
    return read_question(subject, since, until, event_type, actor, text)


Asked = Annotated[Question, Depends(question_asked)]
AtCheckpoint = Annotated[Checkpoint, Depends(checkpoint_asked_for)]


def log_reader(service: CurrentService, caller: CurrentCaller) -> Reader:
    """Return the log's reader, who believes what is sealed and sees what they may."""
    folder = cast("Settings", service.settings).log_directory
    return reader_of(folder, caller.roles)


LogReader = Annotated[Reader, Depends(log_reader)]


def trail_reader(
    service: CurrentService, asked: Asked, at: AtCheckpoint, reader: LogReader
) -> TrailReader:
    """Return the reader of the trail that the caller asks for."""
    return TrailReader(service.read, asked, at.size, reader)


AskedTrail = Annotated[TrailReader, Depends(trail_reader)]
