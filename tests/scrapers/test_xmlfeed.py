from scrapers.adapters.xmlfeed import Feed, children, read_feed
from scrapers.answer import Answer

ITEM = "<item><title>A & B &uuml;</title><g:id>1</g:id><title>C</title></item>"


def feed(text: str) -> Feed:
    return read_feed(Answer("https://m.example/f.xml", text.encode()), "rss", "item")


def test_a_stray_ampersand_and_a_missing_namespace_cost_nothing() -> None:
    read = feed(f"<rss><channel>{ITEM}</channel></rss>")
    assert children(read.records[0]) == {"title": "A & B &uuml;", "id": "1"}
    assert not read.cut


def test_only_whole_records_of_a_feed_that_is_cut_off() -> None:
    read = feed(f"<rss><channel>{ITEM}{ITEM[:-9]}")
    assert (len(read.records), read.cut) == (1, True)
    assert feed("<rss><channel><item><title><![CDATA[</item></rss>]]></title>").records == ()


def test_an_empty_feed_is_whole() -> None:
    assert feed("<rss/>") == Feed((), "", cut=False)
    assert feed("<rss><channel></channel></rss>").cut is False
    assert feed("").cut is True
