"""What belongs to the current request: its service, its caller, its correlation id.

Every route declares its action with `allowed`; the caller comes from a bearer token,
or, in the embedded mode alone, from the sign-in cookie.
"""

from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from shared.errors import NotAuthenticated
from shared.identity.caller import NOBODY, Caller
from shared.identity.permissions import PERMISSIONS, require
from shared.identity.roles import Role
from shared.identity.tokens import verify_token
from shared.web.looks import LOOKS, UNRECORDED, Looking
from shared.web.purpose import stated_purpose
from shared.web.service import Service
from shared.web.sought import sought_by

COOKIE = "register_token"
"""The sign-in cookie: one for all services, since cookies ignore ports."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_BEARER = HTTPBearer(auto_error=False, description="A JSON Web Token.")


class Permission:
    """A route's dependency that lets pass whoever may do its action."""

    def __init__(self, action: str) -> None:
        if action not in PERMISSIONS:
            raise LookupError(f"'{action}' is not in the table of permissions.")
        self.action = action

    @property
    def public(self) -> bool:
        """Tell whether no token is needed."""
        return Role.PUBLIC in PERMISSIONS[self.action]

    async def __call__(self, request: Request) -> None:
        """Remember the caller and what they look at, or refuse them."""
        caller = _identify(request, lenient=self.public)
        request.state.caller = caller
        request.state.sought = sought_by(request.path_params, request.query_params)
        require(caller, self.action)
        if request.method in SAFE_METHODS:
            self._begin_look(request)

    def _begin_look(self, request: Request) -> None:
        kind = LOOKS.get(self.action)
        if kind is not None:
            known = current_service(request).settings.purposes
            request.state.looking = Looking(
                kind,
                self.action,
                request.state.sought,
                stated_purpose(request, known),
            )
        elif self.action not in UNRECORDED:
            raise LookupError(f"'{self.action}' shows nobody knows what.")


class TokenPermission(Permission):
    """A permission that needs a token; OpenAPI says so."""

    async def __call__(
        self,
        request: Request,
        _token: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)] = None,
    ) -> None:
        """Remember the caller, or refuse them."""
        await super().__call__(request)


def allowed(action: str) -> Any:  # noqa: ANN401 (as FastAPI declares `Depends`)
    """Return the dependency by which a route declares its action.

    Raises `LookupError` when the action is not in the table: at import, not in use.
    """
    permission = Permission(action)
    return Depends(permission if permission.public else TokenPermission(action))


def current_service(request: Request) -> Service:
    """Return the service that the request came to."""
    return cast("Service", request.app.state.service)


def current_caller(request: Request) -> Caller:
    """Return who calls; `NOBODY` on a public route without a token."""
    caller: Caller | None = getattr(request.state, "caller", None)
    return caller or _identify(request, lenient=False)


def correlation_id(request: Request) -> UUID:
    """Return the id that ties this request to all that it leads to."""
    return cast("UUID", request.state.correlation_id)


def current_looking(request: Request) -> Looking:
    """Return the look under way, for its route to add to."""
    return cast("Looking", request.state.looking)


CurrentService = Annotated[Service, Depends(current_service)]
CurrentCaller = Annotated[Caller, Depends(current_caller)]
CorrelationId = Annotated[UUID, Depends(correlation_id)]
CurrentLooking = Annotated[Looking, Depends(current_looking)]


def _identify(request: Request, *, lenient: bool) -> Caller:
    service = current_service(request)
    header = request.headers.get("authorization")
    if header is not None:
        return verify_token(_bearer(header), service.keys, service.clock.wall())
    cookie = request.cookies.get(COOKIE)
    if cookie is None or not service.settings.embedded:
        return NOBODY
    try:
        return verify_token(cookie, service.keys, service.clock.wall())
    except NotAuthenticated:
        # A cookie that has expired must not keep anybody from a public page.
        if lenient:
            return NOBODY
        raise


def _bearer(header: str) -> str:
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotAuthenticated("The Authorization header is not a bearer token.")
    return token.strip()
