"""The caller of a route, or the sender of a command."""

from dataclasses import dataclass

from shared.identity.roles import Role


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody we know by an opaque actor id, and the roles they hold."""

    actor: str
    roles: frozenset[Role]

    @property
    def known(self) -> bool:
        """Tell whether a token or a signature says who this is."""
        return bool(self.roles - {Role.PUBLIC})


NOBODY = Caller(actor="public", roles=frozenset({Role.PUBLIC}))
"""The caller without a token."""
