"""A witness over HTTP."""

from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient, Response

from cli.witness.cosigning import EVIDENCE, Witness
from cli.witness.doors import witness_application
from cli.witness.memory import WitnessDirectory
from shared.merkle import consistency_proof
from shared.tlog.checkpoint import Checkpoint, sign_checkpoint
from shared.tlog.note import NoteSigner, parse_note, parse_signature_line, verified_by
from shared.tlog.reading import node_reader
from shared.tlog.submission import Submission
from tests.support.golden_log import KEY, ORIGIN, SIGNER, checkpoint, golden_log

AT = 1_767_225_600
LOG = golden_log(300)


class Posting:
    """A witness, and a client that posts to it."""

    def __init__(self, directory: Path) -> None:
        self.directory = WitnessDirectory(directory)
        memory = self.directory.begin("witness.example/w1").watching(KEY)
        self.directory.keep(memory)
        self.key = self.directory.verifier_key(memory)
        self.said: list[str] = []
        witness = Witness(self.directory, memory, lambda: AT)
        app = witness_application(witness, self.said.append)
        self.client = AsyncClient(
            transport=ASGITransport(app), base_url="http://witness"
        )

    async def post(self, old: int, signed: bytes, *hashes: bytes) -> Response:
        """Submit a checkpoint with a proof."""
        body = bytes(Submission(old, hashes, signed))
        return await self.client.post("/add-checkpoint", content=body)


@pytest.fixture
def witness(tmp_path: Path) -> Posting:
    return Posting(tmp_path / "witness")


def signed(size: int) -> bytes:
    return sign_checkpoint(checkpoint(size), SIGNER)


async def test_answers_200_with_its_signature_line(witness: Posting) -> None:
    answer = await witness.post(0, signed(200))
    assert answer.status_code == 200
    line = parse_signature_line(answer.text.removesuffix("\n"))
    note = parse_note(signed(200) + str(line).encode())
    assert verified_by(note, [witness.key]) == {witness.key}
    proof = consistency_proof(200, 300, node_reader(LOG, 300))
    assert (await witness.post(200, signed(300), *proof)).status_code == 200
    assert witness.said[-1] == f"cosigned {ORIGIN} at 300 entries"


async def test_answers_409_with_the_size_it_knows(witness: Posting) -> None:
    await witness.post(0, signed(200))
    answer = await witness.post(0, signed(300))
    assert (answer.status_code, answer.content) == (409, b"200\n")
    assert answer.headers["content-type"] == "text/x.tlog.size"


async def test_answers_409_to_a_fork_and_keeps_it_as_evidence(
    witness: Posting,
) -> None:
    await witness.post(0, signed(200))
    forked = sign_checkpoint(Checkpoint(ORIGIN, 200, bytes(32)), SIGNER)
    assert (await witness.post(200, forked)).status_code == 409
    assert kept_by(witness) == {forked, signed(200)}
    assert "this is a fork" in witness.said[-1]


async def test_keeps_a_fork_of_a_longer_log_as_evidence(witness: Posting) -> None:
    await witness.post(0, signed(200))
    forked = sign_checkpoint(Checkpoint(ORIGIN, 300, bytes(32)), SIGNER)
    assert (await witness.post(200, forked)).status_code == 422
    assert kept_by(witness) == {forked, signed(200)}


@pytest.mark.parametrize("old", [0, 100, 200])
async def test_keeps_it_as_evidence_that_a_log_went_back(
    witness: Posting, old: int
) -> None:
    await witness.post(0, signed(200))
    shorter = sign_checkpoint(Checkpoint(ORIGIN, 100, bytes(32)), SIGNER)
    assert (await witness.post(old, shorter)).status_code in (400, 409)
    assert kept_by(witness) == {shorter, signed(200)}


async def test_keeps_nothing_of_a_log_that_only_lags_behind(witness: Posting) -> None:
    await witness.post(0, signed(200))
    assert (await witness.post(100, signed(300))).status_code == 409
    assert kept_by(witness) == set()


def kept_by(witness: Posting) -> set[bytes]:
    folder = witness.directory.path / EVIDENCE
    return {it.read_bytes() for it in folder.glob("*")}


async def test_answers_422_to_a_proof_that_does_not_hold(witness: Posting) -> None:
    await witness.post(0, signed(200))
    assert (await witness.post(200, signed(300), bytes(32))).status_code == 422


async def test_answers_404_to_a_log_it_does_not_know(witness: Posting) -> None:
    stranger = NoteSigner("other.example/log", SIGNER.private_key)
    other = Checkpoint(stranger.name, 300, checkpoint(300).root)
    assert (await witness.post(0, sign_checkpoint(other, stranger))).status_code == 404


async def test_answers_403_to_what_the_log_has_not_signed(witness: Posting) -> None:
    unsigned = signed(200).replace(b"\n200\n", b"\n201\n")
    assert (await witness.post(0, unsigned)).status_code == 403


async def test_answers_400_to_what_is_turned_round_or_malformed(
    witness: Posting,
) -> None:
    assert (await witness.post(201, signed(200))).status_code == 400
    answer = await witness.client.post("/add-checkpoint", content=b"old 0")
    assert answer.status_code == 400
    assert answer.text.endswith(".\n")


async def test_reads_no_body_that_is_too_long(witness: Posting) -> None:
    body = b"old 0\n" + b"A" * 70_000
    answer = await witness.client.post("/add-checkpoint", content=body)
    assert answer.status_code == 413


async def test_takes_posts_alone(witness: Posting) -> None:
    assert (await witness.client.get("/add-checkpoint")).status_code == 405


async def test_says_to_people_what_it_is(witness: Posting) -> None:
    await witness.post(0, signed(200))
    assert f"{ORIGIN}: 200 entries" in (await witness.client.get("/")).text
