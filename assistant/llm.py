"""A language model behind an OpenAI-compatible endpoint: one question, one answer, within a deadline, or an error.

Nothing that comes back is trusted here or later. A redirect is not followed, a certificate is verified, a proxy or password
of the environment is not used, and what is longer than a reply can be is not read.
"""

import json
import queue
import ssl
import threading
from typing import TYPE_CHECKING, Any, Protocol

from assistant.errors import LlmFailed, LlmMissing
from jobboard.settings import LlmSettings

if TYPE_CHECKING:
    import httpx2

MOST_BYTES = 64 * 1024
_PATH = "/chat/completions"


class Llm(Protocol):
    """Says a text for a task."""

    def complete(self, task: str, data: str) -> str:
        """What the model says; raises LlmFailed if it says nothing in time."""
        ...


class HttpLlm:
    """A model reached over HTTP; raises LlmMissing where the extra `llm` is not installed."""

    def __init__(self, settings: LlmSettings) -> None:
        try:
            import httpx2
        except ImportError as error:
            raise LlmMissing from error
        self._settings, self._httpx = settings, httpx2
        self._trusted: ssl.SSLContext = httpx2.create_ssl_context(trust_env=False)
        self._url = settings.url if settings.url.endswith(_PATH) else settings.url + _PATH

    def complete(self, task: str, data: str) -> str:
        """What the model says; raises LlmFailed with the reason.

        The library bounds each read and not the whole, so the exchange runs beside us and is cut off at the deadline.
        """
        wait = self._settings.timeout_s
        client = self._httpx.Client(
            timeout=wait, follow_redirects=False, trust_env=False, verify=self._trusted, headers=self._headers()
        )
        said: queue.SimpleQueue[str | LlmFailed] = queue.SimpleQueue()
        threading.Thread(target=self._exchange, args=(client, task, data, said), name="llm", daemon=True).start()
        try:
            found = said.get(timeout=wait)
        except queue.Empty:
            raise LlmFailed("timeout") from None
        finally:
            client.close()
        if isinstance(found, LlmFailed):
            raise found
        return found

    def _headers(self) -> dict[str, str]:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Heimvorteil"}
        return headers | ({"Authorization": f"Bearer {self._settings.key}"} if self._settings.key else {})

    def _exchange(
        self, client: "httpx2.Client", task: str, data: str, said: "queue.SimpleQueue[str | LlmFailed]"
    ) -> None:
        messages = [{"role": "system", "content": task}, {"role": "user", "content": data}]
        try:
            with client.stream(
                "POST", self._url, json={"model": self._settings.model, "messages": messages}
            ) as response:
                said.put(_content(_body(response)))
        except LlmFailed as failed:
            said.put(failed)
        except self._httpx.TimeoutException:
            said.put(LlmFailed("timeout"))
        except Exception:
            # Whatever a broken endpoint or a closed connection makes of it, the reply is composed without.
            said.put(LlmFailed("unreachable"))


def _body(response: "httpx2.Response") -> bytes:
    """The body of a good response, as it came: it is not unpacked, because that may be of any size."""
    if response.is_redirect:
        raise LlmFailed("redirect")
    if response.status_code != 200:
        raise LlmFailed("status")
    read = bytearray()
    for part in response.iter_raw():
        read += part
        if len(read) > MOST_BYTES:
            raise LlmFailed("size")
    return bytes(read)


def _content(body: bytes) -> str:
    try:
        answer: Any = json.loads(body)
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise LlmFailed("garbage") from error
    if not isinstance(content, str):
        raise LlmFailed("garbage")
    return content
