"""Where logs are read from: a directory, or a web address."""

from pathlib import Path

import httpx

from shared.tlog.errors import NotServed, Unreachable

# A full bundle of the longest entries has 16.8 million bytes; what is longer is
# not part of any log, and would only fill the memory.
_LONGEST_RESOURCE = 17_000_000


class DirectoryReader:
    """A log as files below a directory, laid out as it is served."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raises `NotServed` or `Unreachable`."""
        try:
            return (self._directory / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise NotServed(path) from error
        except OSError as error:
            raise Unreachable(f"{path}: {error.strerror}") from error


class HttpReader:
    """A log behind a web address; redirections are not followed."""

    def __init__(self, client: httpx.Client, prefix: str) -> None:
        self._client = client
        self._prefix = prefix.rstrip("/")

    def read(self, path: str) -> bytes:
        """Return a response's body; raises `NotServed` or `Unreachable`."""
        body = bytearray()
        try:
            with self._client.stream("GET", f"{self._prefix}/{path}") as response:
                if response.status_code in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
                    raise NotServed(path)
                response.raise_for_status()
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > _LONGEST_RESOURCE:
                        raise Unreachable(f"{path} is longer than any log's")
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            raise Unreachable(f"{path}: the server answers {status}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable(f"{path}: {type(error).__name__}") from error
        return bytes(body)
