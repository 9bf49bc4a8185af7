"""The server: the Streamlit app, and beside it the pages and answers that need no browser session."""

import base64
import gc
import hashlib
import re
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from jobboard.commands.context import say
from jobboard.jobpage import gone_page, job_page
from jobboard.texts import Texts, languages, texts

if TYPE_CHECKING:
    from jobboard.commands.context import Context
    from jobboard.pages.runtime import Runtime

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
SCRIPT = Path(__file__).parent.parent / "app.py"
RTL = frozenset(("ar", "fa", "he", "ur"))
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"x-frame-options", b"SAMEORIGIN"),
)
_PAGE_CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)


def shell_csp() -> str:
    """The content security policy of the app's page: its own files, and Streamlit's one inline script by its hash."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in inline
    )
    return (
        f"default-src 'self'; script-src 'self' blob: {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'self'"
    )


class Shell:
    """ASGI middleware: language, direction and title of the app's page, and security headers on every answer.

    Streamlit writes <html lang="en"> whatever the language (streamlit #15726), which misleads screen readers.
    """

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]], title: Callable[[str], str]) -> None:
        self.app, self.title, self.csp = app, title, shell_csp().encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; rewrite the answer if it is the app's page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        language = _language(scope)
        is_page = not scope["path"].startswith(("/static/", "/_stcore/", "/media/", "/component/", "/jobs/"))
        if is_page:  # an unchanged, partial or packed answer cannot be rewritten
            dropped = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"range")
            scope = {**scope, "headers": [header for header in scope["headers"] if header[0] not in dropped]}
        start: Message | None = None
        body = b""

        async def rewritten(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                own = {name for name, _ in _HEADERS}
                headers = [header for header in message["headers"] if header[0] not in own] + list(_HEADERS)
                message = {**message, "headers": headers}
                kind = dict(headers).get(b"content-type", b"")
                if is_page and scope["method"] == "GET" and kind.startswith(b"text/html"):
                    start = message
                    return
                await send(message)
                return
            if start is None:
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            page = self._page(body.decode("utf-8"), language).encode()
            kept = [
                header
                for header in start["headers"]
                if header[0] not in (b"content-length", b"etag", b"last-modified", b"accept-ranges")
            ]
            kept += [
                (b"content-length", str(len(page)).encode()),
                (b"content-language", language.encode()),
                (b"content-security-policy", self.csp),
            ]
            await send({**start, "headers": kept})
            await send({"type": "http.response.body", "body": page})

        await self.app(scope, receive, rewritten)

    def _page(self, page: str, language: str) -> str:
        direction = "rtl" if language in RTL else "ltr"
        page = page.replace('<html lang="en">', f'<html lang="{language}" dir="{direction}">', 1)
        return page.replace("<title>Streamlit</title>", f"<title>{escape(self.title(language))}</title>", 1)


def _language(scope: Scope) -> str:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    return choose_language(asked, accepted)


def choose_language(asked: str, accepted: str) -> str:
    """The language asked for, else the first the browser accepts that we have, else German."""
    if asked in languages():
        return asked
    for part in accepted.split(","):
        code = part.split(";")[0].strip()[:2].lower()
        if code in languages():
            return code
    return "de"


def routes(context: "Context") -> list[BaseRoute]:
    """The answers beside the app; plain functions of the store."""
    site = site_name(context)

    def base_url(request: Request) -> str:
        return context.settings.public_url or str(request.base_url).rstrip("/")

    def texts_for(request: Request) -> Texts:
        return texts(choose_language(request.query_params.get("lang", ""), request.headers.get("accept-language", "")))

    def healthz(_request: Request) -> Response:
        """Whether the store answers."""
        try:
            return JSONResponse({"status": "ok", "postings": context.store.counts()["live"]})
        except Exception:  # whatever is wrong, the answer must say so and nothing more
            return JSONResponse({"status": "failed"}, status_code=503)

    def job(request: Request) -> Response:
        """One posting as a page."""
        t = texts_for(request)
        posting = context.store.get(request.path_params["posting_id"])
        if posting is None or not posting.is_live(context.today):
            page = gone_page(t, known=posting is not None)
            return HTMLResponse(
                page, status_code=404 if posting is None else 410, headers={"content-security-policy": _PAGE_CSP}
            )
        page = job_page(posting, t, today=context.today, base_url=base_url(request), site=site(t.language))
        headers = {"content-security-policy": _PAGE_CSP, "content-language": t.language}
        return HTMLResponse(page, headers=headers | ({"x-robots-tag": "noindex"} if posting.demo else {}))

    def sitemap(request: Request) -> Response:
        """The pages of all real live postings, each ad once; invented ones are not for search engines."""
        pages = [
            f"{base_url(request)}/jobs/{posting.id}"
            for posting in context.store.live(context.today)
            if not posting.demo and not posting.same_as
        ]
        urls = "".join(f"<url><loc>{escape(page)}</loc></url>" for page in pages[:50_000])
        text = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        return Response(text, media_type="application/xml")

    def robots(request: Request) -> Response:
        """Crawlers are welcome."""
        return PlainTextResponse(f"User-agent: *\nAllow: /\nSitemap: {base_url(request)}/sitemap.xml\n")

    return [
        Route("/healthz", healthz),
        Route("/jobs/{posting_id}", job),
        Route("/sitemap.xml", sitemap),
        Route("/robots.txt", robots),
    ]


def site_name(context: "Context") -> Callable[[str], str]:
    """The site's name by language."""
    return lambda language: texts(language)("Home-office jobs: {region}", region=context.pack.name(language))


def ensure_index(context: "Context") -> None:
    """Build the index if there is none that fits the store and the model."""
    from index import LocalIndex, build_engine, open_engine
    from index.errors import IndexFault, ModelMissing, SearchUnavailable
    from index.folding import outgrown

    fault = ""
    try:
        opened = open_engine(context.settings)
        opened.refresh(context.store, context.today)
        if fault := opened.fault if isinstance(opened, LocalIndex) else "":
            say(f"{fault} Building it anew ...")
        elif not outgrown(opened.pending, len(opened)):
            return
        else:
            say("Many postings changed since the index was built; building it anew ...")
    except (ModelMissing, SearchUnavailable):
        raise
    except IndexFault as error:
        say(f"{error.message} Building it anew ...")
    try:
        build_engine(context.settings, context.store, context.today)
    except ModelMissing as error:
        if not fault:
            raise
        say(f"{error} Until then, postings are found by their words only.")


def _warm_beside(shared: "Runtime") -> None:
    shared.warm_assistant()
    gc.collect()
    gc.freeze()  # what is loaded now lives as long as the process; no later collection need look at it


def run(context: "Context", host: str, port: int) -> None:
    """Serve until stopped."""
    ensure_index(context)

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
        from jobboard.pages.runtime import runtime

        shared = runtime()
        shared.warm()
        threading.Thread(target=_warm_beside, args=(shared,), name="assistant-warm", daemon=True).start()
        shown = host if host not in ("127.0.0.1", "0.0.0.0") else "localhost"  # noqa: S104 - a comparison, not a binding
        say(f"Heimvorteil ({context.pack.name('en')}) is ready: http://{shown}:{port}")
        yield {}

    app = st.App(
        SCRIPT,
        routes=routes(context),
        lifespan=lifespan,
        middleware=[Middleware(GZipMiddleware, minimum_size=1000), Middleware(Shell, title=site_name(context))],
    )
    sys.argv = [str(SCRIPT)]  # Streamlit reads its own options from the command line
    app.run(config={"server.port": port, "server.address": host})
