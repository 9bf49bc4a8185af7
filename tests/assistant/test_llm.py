"""The client of a language model: good answers, and every way in which an endpoint can be slow, broken or false."""

import gzip
import json
import logging
import ssl
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from assistant.errors import LlmFailed, LlmMissing
from assistant.llm import MOST_BYTES, HttpLlm
from jobboard.settings import LlmSettings

from .fake_llm import Behaviour, FakeLlm, Request, drips, drips_headers, message, sends, stalls

KEY = "sk-very-secret-key"
PATIENT, HASTY = 20.0, 0.3


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    yield
    for thread in threading.enumerate():
        if thread.name == "llm":
            thread.join(10)
            assert not thread.is_alive()


def settings(url: str, timeout_s: float = PATIENT, key: str = KEY) -> LlmSettings:
    return LlmSettings(url, "small-model", key, timeout_s, per_session=20, per_day=500)


def failure(behaviour: Behaviour, timeout_s: float = PATIENT) -> str:
    with FakeLlm(behaviour) as server, pytest.raises(LlmFailed) as caught:
        HttpLlm(settings(server.url, timeout_s)).complete("task", "data")
    assert KEY not in str(caught.value)
    return caught.value.reason


def test_a_good_answer_and_what_is_asked() -> None:
    with FakeLlm(sends(message("Grüß Gott"))) as server:
        assert HttpLlm(settings(server.url)).complete("the task", '"quoted" data') == "Grüß Gott"
    [(path, headers, body)] = server.seen
    assert (path, headers["Authorization"]) == ("/v1/chat/completions", f"Bearer {KEY}")
    assert body == {
        "model": "small-model",
        "messages": [{"role": "system", "content": "the task"}, {"role": "user", "content": '"quoted" data'}],
    }


def test_the_whole_path_may_be_given_and_no_key() -> None:
    with FakeLlm(sends(message("yes"))) as server:
        HttpLlm(settings(f"{server.url}/chat/completions", key="")).complete("task", "data")
    [(path, headers, _)] = server.seen
    assert path == "/v1/chat/completions" and "Authorization" not in headers


@pytest.mark.parametrize(
    "behaviour",
    [stalls, drips(message("a good answer, but late " * 20)), drips_headers],
    ids=["never", "body by bytes", "headers by bytes"],
)
def test_the_deadline_is_that_of_the_whole_exchange(behaviour: Behaviour) -> None:
    assert failure(behaviour, HASTY) == "timeout"


def _cut(request: Request) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")


def _nonsense(request: Request) -> None:
    request.wfile.write(b"\x00\xff nothing like HTTP\r\n\r\n")


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (sends(b"<html><h1>Welcome</h1></html>", Content_Type="text/html"), "garbage"),
        (sends(b""), "garbage"),
        (sends(b"\xff\xfe\x00"), "garbage"),
        (sends(b"data: {\"choices\": []}\n\ndata: [DONE]\n\n", Content_Type="text/event-stream"), "garbage"),
        (sends(b"[" * 20_000), "garbage"),
        (sends(b"null"), "garbage"),
        (sends(b"[]"), "garbage"),
        (sends(b"{}"), "garbage"),
        (sends(b'{"choices": {}}'), "garbage"),
        (sends(b'{"choices": []}'), "garbage"),
        (sends(b'{"choices": [{"message": "text"}]}'), "garbage"),
        (sends(message(None)), "garbage"),
        (sends(message(["a"])), "garbage"),
        (sends(json.dumps({"choices": [{"message": {"tool_calls": [{"function": {"name": "rm"}}]}}]}).encode()), "garbage"),
        (sends(gzip.compress(message("x")), Content_Encoding="gzip"), "garbage"),
        (sends(b"no", 500), "status"),
        (sends(message("yes"), 401), "status"),
        (sends(message("yes"), 429), "status"),
        (sends(message("yes"), 201), "status"),
        (sends(message("x" * MOST_BYTES)), "size"),
        (_cut, "unreachable"),
        (_nonsense, "unreachable"),
        (lambda request: None, "unreachable"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told_in_one_word(behaviour: Behaviour, reason: str) -> None:
    assert failure(behaviour) == reason


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    with FakeLlm(sends(message("yes"))) as other:
        assert failure(sends(b"", status, Location=f"{other.url}/chat/completions")) == "redirect"
    assert other.seen == []


def test_a_port_where_nobody_listens() -> None:
    with FakeLlm(stalls) as server:
        url = server.url
    with pytest.raises(LlmFailed, match="unreachable"):
        HttpLlm(settings(url)).complete("task", "data")


def certificate(folder: Path) -> ssl.SSLContext:
    """A certificate for localhost that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "server.pem"
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with FakeLlm(sends(message("yes")), certificate(tmp_path)) as server, pytest.raises(LlmFailed, match="unreachable"):
        HttpLlm(settings(server.url)).complete("task", "data")
    assert server.seen == []


def test_proxies_and_passwords_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine localhost login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with FakeLlm(sends(message("no"))) as proxy, FakeLlm(sends(message("yes"))) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert HttpLlm(settings(server.url, key="")).complete("task", "data") == "yes"
    assert proxy.seen == [] and "Authorization" not in server.seen[0][1]


def test_the_key_is_shown_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    given = settings("http://localhost:9/v1")
    assert KEY not in repr(given) and KEY not in repr(HttpLlm(given))
    with FakeLlm(sends(message("yes"))) as server:
        HttpLlm(settings(server.url)).complete("the task", "the data")
    failure(sends(b"no", 500))
    assert caplog.records and KEY not in caplog.text and "the data" not in caplog.text


def test_a_missing_library_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(LlmMissing, match=r"httpx2") as caught:
        HttpLlm(settings("http://localhost:9/v1"))
    assert "heimvorteil[llm]" in caught.value.remedy
