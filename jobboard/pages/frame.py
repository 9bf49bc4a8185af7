"""What is the same on every page: language, notices, footer, and how foreign text is put into Markdown."""

import re
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from jobboard.pages.runtime import runtime
from jobboard.texts import N_, Texts, languages, texts

RTL = ("ar", "fa", "he", "ur")
NAMES = {"de": "Deutsch", "en": "English"}
DEMO = N_("Jobs marked “Demo” and their employers are invented: they show how the board works.")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#$~|:!()])")
_SET_LANGUAGE = st.components.v2.component(
    "heimvorteil_language",
    js="export default function(c){document.documentElement.lang=c.data.lang;document.documentElement.dir=c.data.dir}",
)
_LIVE = st.components.v2.component(
    "heimvorteil_live",
    js="""export default function(c){let r=document.getElementById('sr-live');
if(!r){r=document.createElement('div');r.id='sr-live';r.setAttribute('role','status');r.setAttribute('aria-live','polite');
r.style.cssText='position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)';document.body.appendChild(r)}
if(c.data.text&&r.dataset.n!==String(c.data.n)){r.dataset.n=String(c.data.n);r.lang=c.data.lang;r.textContent=c.data.text}}""",
)


_STYLE = """<style>
[data-testid="stMainBlockContainer"]{padding-top:4rem}
[data-testid="stPageLink-NavLink"]{padding-inline:0;white-space:normal;height:auto;min-height:1.75rem}
[data-testid="stPageLink-NavLink"] p{white-space:normal;overflow:visible;text-overflow:clip;font-size:1.1rem;line-height:1.35;text-decoration:underline}
/* What is typed, and what is said in another language, runs in its own direction. */
input,textarea,[data-testid^="stBaseButton"] p{unicode-bidi:plaintext;text-align:start}
/* "Press Enter to apply", in English only, and "57/200" would lie upon what is typed. */
[data-testid="stTextInput"] [data-testid="InputInstructions"]{display:none}
[data-testid="stChatMessage"]{scroll-margin-top:4rem}
[class*="-runs-rtl"],[class*="-runs-rtl"] p{direction:rtl;text-align:start}
.foreign{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
</style>"""


def on_phone() -> bool:
    """Whether the browser says it runs on a phone; there the filters stand above the results, not in a drawer."""
    return "Mobi" in (st.context.headers.get("user-agent") or "")


def style() -> None:
    """Small corrections of Streamlit's own style: titles that wrap, links that look like links."""
    st.html(_STYLE)


def language() -> str:
    """The language of the page: from the address, else from the browser, else German."""
    offered = [code for code in runtime().pack.region.languages if code in languages()]
    asked = st.query_params.get("lang", "")
    if asked in offered:
        return asked
    browser = browser_language()
    return browser if browser in offered else offered[0]


def browser_language() -> str:
    """The language the browser says its person reads; "" if it says none."""
    return (st.context.locale or "")[:2].lower()


def current_texts() -> Texts:
    """The texts of the page's language."""
    return texts(language())


def choose_language() -> None:
    """The language switch; what is chosen goes into the address, so that it is shared with a link."""
    offered = [code for code in runtime().pack.region.languages if code in languages()]
    st.session_state["_lang"] = language()

    def take() -> None:
        st.query_params["lang"] = st.session_state["_lang"]

    st.segmented_control(
        "Sprache / Language",
        offered,
        format_func=lambda code: NAMES.get(code, code),
        key="_lang",
        on_change=take,
        required=True,
        label_visibility="collapsed",
    )
    code = language()
    _SET_LANGUAGE(data={"lang": code, "dir": "rtl" if code in RTL else "ltr"}, key="set_language")


def announce(text: str, number: int, language: str = "") -> None:
    """Have a screen reader say a text; `number` tells a new one from an old one, `language` is another than the page's."""
    _LIVE(data={"text": text, "n": number, "lang": language}, key="live")


def foreign(text: str, language: str = "") -> None:
    """Foreign text as a paragraph of its own, in its own direction, never as markup."""
    spoken = f' lang="{escape(language, quote=True)}"' if language else ""
    st.html(f'<p class="foreign" dir="auto"{spoken}>{escape(text)}</p>')


def running(language: str, key: str) -> DeltaGenerator:
    """A part of the page, of that key, that runs in a language's direction."""
    return st.container(key=f"{key}.runs-{'rtl' if language in RTL else 'ltr'}")


def plain(text: str) -> str:
    """Foreign text that Markdown must leave alone."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text))


def badge(text: str, colour: str = "gray") -> str:
    """A badge in Markdown."""
    return f":{colour}-badge[{plain(text)}]"


def link(path: str, **params: Any) -> str:
    """An address within the app, with the page's language."""
    from urllib.parse import urlencode

    return f"{path}?{urlencode({'lang': language(), **params}, doseq=True)}"


def footer(t: Texts) -> None:
    """The line below every page."""
    region = runtime().pack.name(t.language)
    st.divider()
    site, notice = t("Home-office jobs: {region}", region=region), t("Legal notice, privacy, accessibility")
    st.markdown(f"{plain(site)} · [{notice}]({link('about')})")
