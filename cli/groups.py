"""Groups of commands that do something useful when no command is named."""

import click

HELP = ("-h", "--help")


class DefaultsTo(click.Group):
    """A group whose first command is meant when none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the first command before what was given, where that names none."""
        named = args and (args[0] in self.commands or args[0] in HELP)
        bare = not args or args[0].startswith("-")
        if bare and not named:
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)
