"""Which entries a fold has to be given: by how their type or their stream begins."""

from dataclasses import dataclass

from oversight.logged import Logged


@dataclass(frozen=True, slots=True)
class Hears:
    """How the types, or the streams, begin that something is computed from.

    A fold gives the same result when it is given more: what it does not hear it
    leaves aside.
    """

    types: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()

    def __call__(self, entry: Logged) -> bool:
        """Tell whether the entry is one of them."""
        return entry.type.startswith(self.types) or entry.stream.startswith(
            self.streams
        )


def event_name(type_: str) -> str:
    """Return what happened, out of `register.<service>.<what happened>.v<n>`."""
    return type_.split(".")[-2] if type_.count(".") > 1 else type_
