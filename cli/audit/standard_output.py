"""Where a command writes: to a file, or to standard output, which is called `-`."""

from pathlib import Path

STANDARD_OUTPUT = Path("-")


def goes_to_standard_output(output: Path) -> bool:
    """Tell whether standard output is meant."""
    return output == STANDARD_OUTPUT
