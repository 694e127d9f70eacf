"""Examples below the help of a command."""


def examples(*lines: str) -> str:
    """Return an epilogue that shows the lines as they are."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))
