"""A language model on this machine that answers as it is told: truly, wrongly, slowly or not at all."""

import contextlib
import json
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Behaviour = Callable[["Request"], None]
DRIP_S = 0.02


class Request(BaseHTTPRequestHandler):
    """One request; behaviours answer it."""

    server: "FakeLlm"
    protocol_version = "HTTP/1.1"
    data: bytes

    def do_POST(self) -> None:
        self.data = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, dict(self.headers), json.loads(self.data)))
        self.close_connection = True
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the client has gone, as it should
            self.server.behaviour(self)

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers), {}))
        self.send(b"", 200)

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Type": "application/json", "Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class FakeLlm(ThreadingHTTPServer):
    """The server while it is entered; `seen` are path, headers and JSON of each request."""

    daemon_threads = True

    def __init__(self, behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.behaviour, self.seen, self.closing = behaviour, list[tuple[str, dict[str, str], Any]](), threading.Event()
        self.scheme = "https" if tls else "http"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.server_address[1]}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that breaks off is what is tested, not worth a word."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()


def message(content: object) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def says(*sentences: tuple[str, list[Any]]) -> Behaviour:
    """These texts with their citations."""
    rows = [{"text": text, "citations": citations} for text, citations in sentences]
    return lambda request: request.send(message(json.dumps({"sentences": rows})))


def sends(body: bytes, status: int = 200, **headers: str) -> Behaviour:
    return lambda request: request.send(body, status, **headers)


def stalls(request: Request) -> None:
    request.server.closing.wait(30)


def drips(body: bytes) -> Behaviour:
    """A good answer, a byte at a time."""

    def behaviour(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        _drip(request, body)

    return behaviour


def drips_headers(request: Request) -> None:
    """Headers without an end, a byte at a time."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(request, b"x" * 2_000)


def _drip(request: Request, body: bytes) -> None:
    for byte in body:
        if request.server.closing.wait(DRIP_S):
            return
        request.wfile.write(bytes([byte]))
        request.wfile.flush()
