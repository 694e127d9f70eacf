"""`register`: the group that all commands belong to."""

import click
import httpx
from aiokafka.errors import KafkaError

from cli.audit.as_at import as_at
from cli.audit.case_file import case_file
from cli.audit.compare import compare
from cli.audit.export import export
from cli.audit.group import audit
from cli.audit.report import report
from cli.audit.sample import sample
from cli.audit.trail import trail
from cli.cases import case, queue
from cli.clock.group import clock
from cli.demo.play import demo
from cli.erasing import erase, hold
from cli.failures import Failed
from cli.fees.group import fees
from cli.fees.importing import import_payments
from cli.fees.reconciling import reconcile
from cli.importing.command import import_file
from cli.letters.group import letters
from cli.letters.importing import import_letters
from cli.public_register import entry, find
from cli.rulebook.group import rulebook
from cli.send import send
from cli.teaching import examples
from cli.templates.group import templates
from cli.up import up
from cli.waiting import waiting
from cli.witness.group import witness
from shared.errors import RegisterError


class Register(click.Group):
    """Commands in the order of a register's day; no traceback for weather."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names in the order in which they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, and turn what is not a defect into one sentence."""
        try:
            return super().invoke(ctx)
        except RegisterError as error:
            raise Failed(error.sentence) from error
        except BrokenPipeError:
            # Whoever reads us has heard enough.
            raise
        except (httpx.TransportError, KafkaError, ConnectionError) as error:
            raise Failed(
                f"A part of the system does not answer ({type(error).__name__}): "
                "is `register up` running?"
            ) from error


@click.group(
    cls=Register,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "register demo                     the whole story on the screen",
        "register up                       a register of your own; Ctrl-C stops it",
        "register import applications.csv  applications in bulk",
        "register audit verify --help      check the log, trusting nobody",
    ),
)
def main() -> None:
    """Run a professional register, and check what it says."""


main.add_command(up)
main.add_command(demo)
main.add_command(import_file)
main.add_command(fees)
main.add_command(letters)
main.add_command(send)
main.add_command(queue)
main.add_command(case)
main.add_command(find)
main.add_command(entry)
main.add_command(audit)
main.add_command(witness)
main.add_command(erase)
main.add_command(hold)
main.add_command(waiting)
main.add_command(clock)
main.add_command(rulebook)
main.add_command(templates)
fees.add_command(import_payments)
fees.add_command(reconcile)
letters.add_command(import_letters)
audit.add_command(trail)
audit.add_command(compare)
audit.add_command(export)
audit.add_command(case_file)
audit.add_command(as_at)
audit.add_command(report)
audit.add_command(sample)
