"""`/docs`: the service's routes and commands, who may call them, and every problem.

Rendered here from the OpenAPI document and the table of permissions, without a script
from elsewhere; `/openapi.json` is for programs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse

from shared import errors
from shared.contracts.catalogue import COMMANDS
from shared.errors import RegisterError
from shared.identity.permissions import PERMISSIONS
from shared.web.current import allowed
from shared.web.pages import page
from shared.web.problem_details import SAID_BY_HTTP, problem_of_kind
from shared.web.routes_table import DeclaredRoute, routes_table

READ_DOCS = allowed("service.read-docs")

Schema = Mapping[str, Any]

router = APIRouter(include_in_schema=False, dependencies=[READ_DOCS])


@dataclass(frozen=True, slots=True)
class Described:
    """A field or parameter: its name, its type in words, where it belongs."""

    name: str
    kind: str
    required: bool
    place: str = "body"
    says: str = ""


@dataclass(frozen=True, slots=True)
class DocumentedRoute:
    """A route, who may call it, and what it takes."""

    route: DeclaredRoute
    roles: tuple[str, ...]
    description: str
    takes: tuple[Described, ...]
    body: str | None


@dataclass(frozen=True, slots=True)
class DocumentedSchema:
    """A named shape of JSON."""

    name: str
    description: str
    fields: tuple[Described, ...]


@dataclass(frozen=True, slots=True)
class DocumentedProblem:
    """A kind of problem: its name, its HTTP status, its title."""

    name: str
    status: int
    title: str


@router.get("/openapi.json")
async def openapi(request: Request) -> JSONResponse:
    """Return the OpenAPI document."""
    return JSONResponse(cast("FastAPI", request.app).openapi())


@router.get("/docs", response_class=HTMLResponse)
async def docs(request: Request) -> HTMLResponse:
    """Show every route, who may call it, and what it takes."""
    app = cast("FastAPI", request.app)
    document = app.openapi()
    return page(
        request,
        "docs.html",
        routes=tuple(documented_routes(app, document)),
        commands={name: (kind, _roles(name)) for name, kind in COMMANDS.items()},
        schemas=tuple(_schemas(document)),
        problems=_problems(),
    )


def documented_routes(app: FastAPI, document: Schema) -> Iterator[DocumentedRoute]:
    """Yield each route that programs call, as OpenAPI and the permissions have it."""
    for route in routes_table(app):
        operation = cast(
            "Schema | None",
            document["paths"].get(route.path, {}).get(route.method.lower()),
        )
        if operation is None or route.is_page:
            continue
        yield DocumentedRoute(
            route=route,
            roles=_roles(route.action),
            description=operation.get("description", ""),
            takes=tuple(map(_parameter, operation.get("parameters", ()))),
            body=_body(operation),
        )


def _parameter(parameter: Schema) -> Described:
    return Described(
        name=parameter["name"],
        kind=_kind(parameter["schema"]),
        required=parameter.get("required", False),
        place=parameter["in"],
        says=parameter.get("description", ""),
    )


def _body(operation: Schema) -> str | None:
    content = operation.get("requestBody", {}).get("content", {})
    return next((_kind(media["schema"]) for media in content.values()), None)


def _schemas(document: Schema) -> Iterator[DocumentedSchema]:
    components = document.get("components", {}).get("schemas", {})
    for name, schema in sorted(components.items()):
        required = schema.get("required", ())
        yield DocumentedSchema(
            name=name,
            description=schema.get("description", ""),
            fields=tuple(
                Described(field, _kind(shape), field in required)
                for field, shape in schema.get("properties", {}).items()
            ),
        )


def _kind(schema: Schema) -> str:
    """Return a JSON Schema's type in words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(map(_kind, schema["anyOf"]))
    if "enum" in schema:
        return " or ".join(f"“{value}”" for value in schema["enum"])
    kind = str(schema.get("type", "anything"))
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format", kind))


def _roles(action: str) -> tuple[str, ...]:
    return tuple(sorted(PERMISSIONS[action]))


def _problems() -> list[DocumentedProblem]:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type)
        and issubclass(kind, RegisterError)
        # A kind without a name of its own is told as the kind it belongs to.
        and "code" in vars(kind)
    ]
    told = [problem_of_kind(kind) for kind in kinds]
    told += [(name, code, title) for code, (name, title) in SAID_BY_HTTP.items()]
    return [DocumentedProblem(*each) for each in sorted(set(told))]
