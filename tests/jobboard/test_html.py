"""Foreign HTML leaves harmless. The payloads are our own; what is active is decided by html5 parsing, not by our code."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from jobboard import html

# Each tries to run something, to load something, or to break out of the markup around it.
PAYLOADS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x00>alert(1)</script>",
    "<script >alert(1)</script >",
    "<img src=x onerror=alert(1)>",
    "<img/src=`x`onerror=alert(1)>",
    "<IMG SRC=javascript:alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=20>x</text></a></svg>",
    "<svg><animate xlink:href=#x attributeName=href values=javascript:alert(1) /><a id=x>y</a></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<body onload=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java&#x09;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='//evil.example/'>x</a>",
    "<a href='/relative'>x</a>",
    "<a href='http://evil.example/'>plain http</a>",
    "<a href='https:evil'>x</a>",
    "<a href=https://ok.example onclick=alert(1) style='x' target=_top id=y class=z>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style=position:fixed;inset:0>cover</p>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href='https://evil.example/'>",
    "<form action=https://evil.example><input name=q><button formaction=javascript:alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<title><img title='</title><img src=x onerror=alert(1)>'></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "</p></div></body><script>alert(1)</script>",
    "<p title='\"><script>alert(1)</script>'>x</p>",
    "<table><td background='javascript:alert(1)'>x</td></table>",
    "<h1 onclick=alert(1)>x</h1>",
    "<h2\nonclick=alert(1)>x</h2>",
    "<custom-element onconnected=alert(1)>x</custom-element>",
    "<div id=location name=cookie>clobber</div>",
    "<p lang='\"><script>' title='x' dir=rtl>x</p>",
    "<li value=1 onmouseover=alert(1)>x",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>alert(1)</script>",
    "<a href='https://ok.example/\"onmouseover=alert(1)//'>x</a>",
    "<" * 3000 + "script>alert(1)",
    "<b>" * 600 + "deep",
)
ALLOWED = set("p br ul ol li strong em b i u h3 h4 h5 h6 a blockquote table thead tbody tr th td dl dt dd".split())


def offences(markup: str) -> list[str]:
    """What stands in a markup that must not stand there."""
    found = []
    for tag in BeautifulSoup(markup, "html.parser")(True):
        if tag.name not in ALLOWED:
            found.append(f"<{tag.name}>")
        for name, value in tag.attrs.items():
            if name == "rel" and tag.name == "a":
                continue
            if (tag.name, name) != ("a", "href") or not re.match(r"(?i)(https://|mailto:)", str(value)):
                found.append(f"{tag.name} {name}={value}")
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_active_survives(payload: str) -> None:
    clean = html.sanitise(payload)
    assert not offences(clean)
    assert html.sanitise(clean) == clean, "a second pass must find nothing to do"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_active_comes_back_by_unescaping(payload: str) -> None:
    assert not offences(html.sanitise(html.unescape_twice(payload)))
    assert "<script" not in html.from_text(payload).lower()
    assert not offences(html.from_text(payload))


MARKUP = st.lists(
    st.sampled_from(
        "< > & \" ' / = ! - p a li h1 h2 br script style svg math href=https://x.example href=javascript:x onclick=x "
        "<p> </p> <a </a> <ul><li> <b> <!-- --> <table> <td> &lt; &amp; &#60; text ä \u202e \x00 \u00a0".split(" ")
    ),
    max_size=30,
).map("".join)


@given(MARKUP)
def test_any_mixture_of_markup_ends_harmless_and_stays_as_it_is(markup: str) -> None:
    clean = html.sanitise(markup)
    assert not offences(clean)
    assert html.sanitise(clean) == clean


@given(st.text())
def test_plain_text_as_html_shows_the_same_words(text: str) -> None:
    assert not offences(html.from_text(text))
    letters = re.sub(r"[^a-zA-Z]", "", text)
    assert re.sub(r"[^a-zA-Z]", "", html.to_text(html.from_text(text))) == letters


def test_structure_links_and_words_survive() -> None:
    markup = (
        "<div><h1>Über uns</h1><p>Wir sind <b>zwölf</b> &amp; suchen <i>dich</i>.</p><ul><li>Rust<li>C++</ul>"
        '<a href="https://probewerk.example/?a=1&amp;b=2" target="_blank">Bewerben</a> '
        '<a href="MAILTO:jobs@probewerk.example">Mail</a></div>'
    )
    clean = html.sanitise(markup)
    soup = BeautifulSoup(clean, "html.parser")
    assert [h.get_text() for h in soup("h3")] == ["Über uns"]
    assert [li.get_text() for li in soup("li")] == ["Rust", "C++"]
    links = [(a["href"], a["rel"]) for a in soup("a")]
    rel = ["noopener", "noreferrer", "nofollow"]
    assert links == [("https://probewerk.example/?a=1&b=2", rel), ("MAILTO:jobs@probewerk.example", rel)]
    assert soup.get_text() == "Über unsWir sind zwölf & suchen dich.RustC++Bewerben Mail"


@pytest.mark.parametrize(
    ("markup", "meant"),
    [
        ("&lt;p&gt;Zwei&lt;/p&gt;", "<p>Zwei</p>"),
        ("&lt;br /&gt;", "<br />"),
        ("<p>a &lt; b</p>", "<p>a &lt; b</p>"),
        ("<p>Write &lt;b&gt; for bold</p>", "<p>Write &lt;b&gt; for bold</p>"),
        ("Ein Satz\\nZwei\\r\\nDrei\\tVier", "Ein Satz\nZwei\nDrei Vier"),
        ("3 &lt; 4 und 5 &gt; 4", "3 &lt; 4 und 5 &gt; 4"),
    ],
)
def test_what_was_escaped_once_too_often_is_read_as_meant(markup: str, meant: str) -> None:
    assert html.unescape_twice(markup) == meant


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("<p>x</p>", True),
        ("a<br>b", True),
        ("x <a href='y'>z</a>", True),
        ("Lohn < 3000 und > 2000", False),
        ("a<b und c>d", True),  # cannot be told apart from <b und c>; sanitising keeps the words around
        ("i <3 jobs", False),
        ("<3", False),
        ("mail <jobs@probewerk.example>", False),
        ("", False),
    ],
)
def test_a_less_than_sign_is_no_html(text: str, is_html: bool) -> None:
    assert html.looks_like_html(text) is is_html


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Eins</p><p>Zwei</p>", "Eins\nZwei"),
        ("Eins<br>Zwei<br/>Drei", "Eins\nZwei\nDrei"),
        ("<ul><li>a</li><li>b <b>c</b></li></ul>Ende", "- a\n- b c\nEnde"),
        ("<p>a</p>b<p>c</p>", "a\nb\nc"),
        ("<p>zwei\n   Zeilen</p>", "zwei Zeilen"),
        ("a<script>x</script>b<style>y</style>c<!-- z -->d", "abcd"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("x&nbsp;&nbsp;y&amp;z", "x y&z"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("<li></li><li>only</li>", "- only"),
        ("", ""),
        ("<p>  </p>", ""),
    ],
)
def test_the_visible_text(markup: str, text: str) -> None:
    assert html.to_text(markup) == text


def test_the_sources_own_rel_is_replaced_by_ours() -> None:
    assert html.sanitise('<a rel="opener" href="https://a.example">x</a>').count("rel=") == 1
    assert "opener" not in html.sanitise('<a rel="opener" href="https://a.example">x</a>').replace("noopener", "")


@pytest.mark.parametrize("deep", ["<div>", "<b>", "<ul><li>", "<blockquote>", "<p><a href='https://x.example'>"])
def test_of_endless_nesting_only_the_text_is_kept(deep: str) -> None:
    assert html.sanitise(deep * html.TAG_LIMIT + "Wort</b>")[-40:].count("Wort") == 1
    assert len(html.sanitise(deep * html.TAG_LIMIT + "<p>Wort</p>")) < 60


@given(st.text())
def test_tidy_text_is_tidy(text: str) -> None:
    tidy = html.tidy(text)
    assert html.tidy(tidy) == tidy
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]|  |\n\n|^\n|\n$", tidy)


def test_tidy_composes_characters() -> None:
    assert html.tidy("Ku\u0308che") == "Küche"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<b>Koch</b>\n(m/w/d)", "Koch (m/w/d)"),
        ("R&amp;D", "R&D"),
        ("Entwickler\u202egnp.exe", "Entwicklergnp.exe"),
        ("  a \t b  ", "a b"),
        ("A\u2066B\u2069", "AB"),
        ("Sie & Er", "Sie & Er"),
    ],
)
def test_a_heading_stands_on_one_line(text: str, line: str) -> None:
    assert html.one_line(text) == line


@given(st.text())
def test_a_heading_never_holds_line_ends_or_direction_overrides(text: str) -> None:
    line = html.one_line(text)
    assert not re.search(r"[\r\n\u2028\u2029\x85\u202a-\u202e\u2066-\u2069]", line)
    assert line == line.strip()


def test_bullets_become_a_list() -> None:
    text = "Aufgaben:\n- kochen & backen\n• putzen\n1. <b>planen</b>\n\nEnde"
    assert html.from_text(text) == (
        "<p>Aufgaben:</p><ul><li>kochen &amp; backen</li><li>putzen</li><li>&lt;b&gt;planen&lt;/b&gt;</li></ul><p>Ende</p>"
    )


@given(st.text(), st.integers(5, 300))
def test_an_excerpt_is_short_and_one_of_the_texts_beginnings(text: str, length: int) -> None:
    found = html.excerpt(text, length)
    assert len(found) <= length + 1  # the ellipsis stands after a blank
    assert " ".join(text.split()).startswith(found.removesuffix(" …"))


def test_an_excerpt_is_cut_between_words() -> None:
    assert html.excerpt("eins zwei drei vier", 12) == "eins zwei …"
    assert html.excerpt("kurz", 12) == "kurz"


@pytest.mark.parametrize(
    "pump", ["<p " + "a=" * 50_000, "&lt;" * 25_000, "<" * 100_000, "<a " + " " * 100_000 + ">", "- " * 50_000]
)
def test_long_nonsense_is_read_in_one_go(pump: str) -> None:
    html.looks_like_html(pump)
    html.unescape_twice(pump)
    html.sanitise(pump)
    html.one_line(pump)
