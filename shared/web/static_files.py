"""The one stylesheet, served as any other route is: with a declared action."""

from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request, Response, status

from shared.web.current import allowed

_STYLESHEET = (Path(__file__).parent / "static" / "register.css").read_bytes()
_TAG = f'"{sha256(_STYLESHEET).hexdigest()[:16]}"'
_HEADERS = {"cache-control": "public, max-age=300", "etag": _TAG}

router = APIRouter(include_in_schema=False)


@router.get("/static/register.css", dependencies=[allowed("service.read-static")])
async def stylesheet(request: Request) -> Response:
    """Return the stylesheet, or nothing to a browser that has it."""
    if request.headers.get("if-none-match") == _TAG:
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=_HEADERS)
    return Response(_STYLESHEET, media_type="text/css", headers=_HEADERS)
