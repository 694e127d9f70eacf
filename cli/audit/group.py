"""`register audit`: the commands that check the audit log without trusting it."""

import click

from cli.audit.consistency import consistency
from cli.audit.proof import proof
from cli.audit.verify import verify
from cli.audit.verify_bundle import verify_bundle_file
from cli.audit.verify_proof import verify_proof_file


@click.group()
def audit() -> None:
    """Check the audit log with nothing but the log and its key."""


audit.add_command(verify)
audit.add_command(proof)
audit.add_command(verify_proof_file)
audit.add_command(verify_bundle_file)
audit.add_command(consistency)
