"""Verifying the whole log, as somebody would who trusts nobody."""

import httpx

from cli.system import System
from shared.tlog.ahead import ReadingAhead
from shared.tlog.checkpoint import Checkpoint
from shared.tlog.keys import parse_verifier_key
from shared.tlog.readers import HttpReader
from shared.tlog.verifier import Trust, verify_log

TIMEOUT = 30.0


def verify_whole_log(system: System) -> Checkpoint:
    """Return the checkpoint of the log if every byte of it is as signed.

    Raises a `VerificationError`. The key is fetched here; a regulator has it from a
    meeting, not from the log.
    """
    prefix = f"{system.url('audit')}/log"
    with httpx.Client(timeout=TIMEOUT, trust_env=False) as http:
        key = http.get(f"{prefix}/vkey").raise_for_status().text.strip()
        with ReadingAhead(HttpReader(http, prefix)) as reader:
            return verify_log(reader, Trust(parse_verifier_key(key)))
