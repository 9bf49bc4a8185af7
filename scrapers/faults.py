"""What went wrong on the way, in words: Scrapy's exceptions as the evidence of a report."""

from typing import Any

from scrapers.errors import FetchError
from scrapers.guard import host_of

_WORDS = {
    "DownloadTimeoutError": "no whole answer within {timeout:g} s",
    "DownloadConnectionRefusedError": "the connection was refused",
    "CannotResolveHostError": "the host name cannot be resolved",
    "DownloadCancelledError": "the answer is larger than {size} bytes",
    "ResponseDataLossError": "the answer broke off",
    "DownloadFailedError": "the connection failed ({error:.100})",
    "IgnoreRequest": "too many redirects",
}


def explain(error: BaseException, host: str, settings: Any) -> str:
    """The reason why a request to a host brought no answer, without its address."""
    if isinstance(error, FetchError):
        return error.reason
    name = type(error).__name__
    if name == "CannotResolveHostError" and (refusal := settings["GUARD"].refused.get(host_of(host.split(":")[0]))):
        return str(refusal)
    words = _WORDS.get(name, f"{name}: {error}")
    return words.format(
        error=str(error), timeout=settings.getfloat("DOWNLOAD_TIMEOUT"), size=settings.getint("DOWNLOAD_MAXSIZE")
    )
