"""Broken JSON-LD as found in the wild: what is meant beyond doubt is read, what is lost is named."""

import json

import pytest

from jobboard.posting import Draft
from scrapers.adapters import parse_file
from scrapers.adapters.jsonld import read_block, read_blocks
from scrapers.adapters.schemaorg import ADAPTER
from scrapers.answer import Answer

PAGE = "https://musterwerk.example/job/1"
TITLE = "Leitung Einkauf (m/w/d)"
GOOD = json.dumps({"@type": "JobPosting", "title": TITLE, "description": "<p>Text</p>"}, ensure_ascii=False)


def page(*blocks: str, kind: str = "application/ld+json") -> bytes:
    scripts = "".join(f'<script type="{kind}">{block}</script>' for block in blocks)
    return f"<!DOCTYPE html><html><head>{scripts}</head><body></body></html>".encode()


def drafts(*blocks: str) -> list[Draft]:
    return parse_file(page(*blocks), PAGE, None)[1]


MALFORMED = {
    "plain": GOOD,
    "other blocks first": ('{"@type":"FAQPage","mainEntity":[]}', '{"@type":"BreadcrumbList"}', GOOD),
    "graph": f'{{"@context":"https://schema.org","@graph":[{{"@type":"WebPage"}},{GOOD}]}}',
    "type as a list": GOOD.replace('"JobPosting"', '["JobPosting", "Thing"]'),
    "type with the vocabulary": GOOD.replace('"JobPosting"', '"http://schema.org/JobPosting"'),
    "type with a prefix": GOOD.replace('"JobPosting"', '"schema:JobPosting"'),
    "PascalCase keys": GOOD.replace('"title"', '"Title"').replace('"description"', '"Description"'),
    "inside a web page": f'{{"@type":"WebPage","mainEntity":{GOOD}}}',
    "an array": f"[{GOOD}]",
    "an empty block beside": ("", GOOD),
    "a broken block beside": ("{{{", GOOD),
    "byte order mark": "\ufeff" + GOOD,
    "HTML comment": f"<!-- {GOOD} -->",
    "CDATA": f"<![CDATA[{GOOD}]]>",
    "CDATA in line comments": f"//<![CDATA[\n{GOOD}\n//]]>",
    "CDATA in block comments": f"/* <![CDATA[ */{GOOD}/* ]]> */",
    "line comment": f"// Stellenanzeige\n{GOOD}",
    "comment inside": GOOD.replace("{", "{ /* Kopf */ ", 1),
    "line comment after a member": GOOD.replace('"JobPosting",', '"JobPosting", // die Art\n', 1),
    "trailing semicolon": GOOD + ";",
    "trailing comma after the object": GOOD + ",",
    "trailing comma inside": GOOD[:-1] + ",}",
    "one closing brace too many": GOOD + "}",
    "two objects in a row": '{"@type":"WebSite"}' + GOOD,
    "raw line end in a text": GOOD.replace("<p>Text", "<p>Zeile\nZeile"),
    "control characters": GOOD.replace("<p>Text", "<p>\x01\x0b\x1fText"),
    "tab in a text": GOOD.replace("<p>Text", "<p>\tText"),
    "unescaped quotation marks": GOOD.replace("<p>Text", '<p>Unser "Team" sucht "Sie", ja "Sie"!'),
    "unescaped attribute": GOOD.replace("<p>Text", '<p class="a">Text <a href="https://x.example/">x</a>'),
    "missing comma": GOOD.replace('"JobPosting", "title"', '"JobPosting"\n"title"'),
    "missing comma after the title": GOOD.replace(', "description"', ' "description"'),
    "surplus commas": GOOD.replace('"JobPosting",', '"JobPosting",,,'),
    "escaped dollar": GOOD.replace("<p>Text", "<p>Bis \\$100"),
    "escaped apostrophe": GOOD.replace("<p>Text", "<p>Wir\\'s"),
    "invalid unicode escape": GOOD.replace("<p>Text", "<p>\\u00zz"),
    "half a surrogate": GOOD.replace("<p>Text", "<p>\\ud83d"),
    "encoded block": GOOD.replace('"', "&quot;"),
    "single quotes": "{'@type': 'JobPosting', 'title': '" + TITLE + "', 'description': 'Text'}",
    "bare keys": '{"@type": "JobPosting", title: "' + TITLE + '", description: "Text"}',
    "NaN": GOOD[:-1] + ', "baseSalary": NaN}',
    "undefined": GOOD[:-1] + ', "validThrough": undefined}',
    "a number beyond all bounds": GOOD[:-1] + ', "baseSalary": 1e999}',
    "title escaped twice": GOOD.replace("(m/w/d)", "(m&amp;#x2F;w&amp;#x2F;d)"),
    "blank runs and a soft hyphen": GOOD.replace("Leitung Einkauf", "  Lei\u00adtung \u00a0 Einkauf "),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_block_is_read(name: str) -> None:
    blocks = MALFORMED[name]
    (draft,) = drafts(*([blocks] if isinstance(blocks, str) else blocks))
    assert draft.title == TITLE


LOST = {
    "cut off within a text": GOOD[: GOOD.index("<p>") + 3],
    "cut off after a key": GOOD[: GOOD.index("<p>") - 2],
    "a template that was not filled in": '{"@type": "JobPosting", "title": {{ title }} }',
    "nested beyond reason": '{"@type": "JobPosting", "title": ' + "[" * 100_000,
    "no JSON at all": "JobPosting: siehe unten",
}


@pytest.mark.parametrize("name", LOST)
def test_a_block_that_is_lost_is_a_gap_and_costs_only_itself(name: str) -> None:
    found = ADAPTER.parse(Answer(PAGE, page(LOST[name])))
    assert found.drafts == ()
    (gap,) = found.gaps
    assert PAGE in gap and "block 1 cannot be read" in gap
    assert drafts(LOST[name], GOOD)[0].title == TITLE


def test_a_broken_block_of_another_kind_is_a_note() -> None:
    found = read_blocks(['{"@type": "Organization", "name": ', GOOD])
    assert len(found.postings) == 1
    assert found.gaps == ()
    assert "block 1 cannot be read" in found.notes[0]


def test_the_texts_themselves_survive_repair() -> None:
    block = '{"@type":"JobPosting","title":"A","description":"Er sagt: "Ja", dann \\"Nein\\".","url":"https://x.example/a?b=1"}'
    assert read_block(block) == {
        "@type": "JobPosting",
        "title": "A",
        "description": 'Er sagt: "Ja", dann "Nein".',
        "url": "https://x.example/a?b=1",
    }


def test_related_jobs_are_not_this_pages_postings() -> None:
    block = f'{{"@type":"WebPage","relatedJobs":[{GOOD.replace(TITLE, "Fremd")}],"similarPostings":[{GOOD}],"mainEntity":{GOOD}}}'
    assert [draft.title for draft in drafts(block)] == [TITLE]
    assert drafts(f'{{"@type":"WebPage","relatedJobs":[{GOOD}]}}') == []


@pytest.mark.parametrize("kind", ["application/json", "text/javascript", "module"])
def test_other_scripts_are_not_read(kind: str) -> None:
    assert ADAPTER.parse(Answer(PAGE, page(GOOD, kind=kind))).drafts == ()


@pytest.mark.parametrize("kind", ["application/ld+json; charset=utf-8", "APPLICATION/LD+JSON", "application/ld + json"])
def test_the_scripts_type_may_be_written_differently(kind: str) -> None:
    assert len(ADAPTER.parse(Answer(PAGE, page(GOOD, kind=kind))).drafts) == 1


@pytest.mark.parametrize(
    "block",
    [
        '{"a": "' + '"' * 50_000,
        '{"a": "' + '" ' * 50_000,
        '{"a": "x"' + " " * 100_000 + "x",
        '{"a": "' + '",\n' * 50_000,
        "/*" * 50_000,
        "<!--" * 50_000,
        '{"a": ' + "\\" * 100_000,
        "[" + "1 " * 50_000,
        '{"JobPosting' + "a" * 100_000,
        " " * 100_000 + "x" + " " * 100_000,
    ],
)
def test_no_block_keeps_the_reader_busy(block: str) -> None:
    import time

    began = time.process_time()
    read_blocks([block])
    assert time.process_time() - began < 5  # quadratic reading would take minutes
