"""A reader with one kept connection, who measures how long each answer takes."""

import gzip
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from types import TracebackType
from typing import Self

import brotli  # type: ignore[import-untyped]

# As every browser says, so that what the server does about it is part of the answer's price.
ACCEPT = {"Accept-Encoding": "gzip"}
LONGEST = 600.0


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]  # names in small letters
    body: bytes  # as transferred
    seconds: float  # from the first byte of the request to the last of the answer

    @property
    def text(self) -> str:
        unpack = _UNPACK.get(self.headers.get("content-encoding", ""), bytes)
        text: str = unpack(self.body).decode()
        return text


_UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


class Reader:
    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=LONGEST)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        try:
            return self._get(path, headers)
        except (HTTPException, ConnectionError):
            # The server closes connections that have waited for some seconds.
            self._connection.close()
            return self._get(path, headers)

    def _get(self, path: str, headers: Mapping[str, str]) -> Answer:
        if self._connection.sock is None:
            self._connection.connect()
        sent = {**ACCEPT, **{name.replace("_", "-"): value for name, value in headers.items()}}
        started = time.perf_counter()
        self._connection.request("GET", path, headers=sent)
        response = self._connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - started
        received = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, received, body, seconds)

    def expect(self, path: str, status: int = 200, **headers: str) -> Answer:
        """RuntimeError for any other status: what failed was not measured."""
        answer = self.get(path, **headers)
        if answer.status != status:
            raise RuntimeError(f"{path}: {answer.status} instead of {status}")
        return answer
