"""The pages as their users use them, in a real browser."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from app_server import PHONE, Server, rest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
HEADER = "referenz;titel;plz;ort;remote_tage;beschreibung;arbeitszeit;deutsch_niveau;bewerbungs_url;veroeffentlicht_am;gueltig_bis"


def row(
    reference: str, title: str, *, days: str = "2", closes: str = "2099-12-31", url: str = "https://probewerk.example/a"
) -> str:
    text = "Sie planen und betreuen unsere Datenbanken und helfen den Fachabteilungen."
    return f'{reference};{title};99001;Musterstadt;{days};"{text}";Vollzeit;B2;{url};2026-01-05;{closes}'


def cards(page: Page) -> Locator:
    """The titles of the result list; `expect` waits for them."""
    return page.locator('[data-testid="stMain"] [data-testid="stPageLink-NavLink"]')


def begins(*titles: str) -> list[re.Pattern[str]]:
    return [re.compile(f"^{re.escape(title)}") for title in titles]


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)
    page.get_by_label(label, exact=True).press("Enter")
    rest(page)


def test_search_filter_share_and_open(visit: Visit, server: Server) -> None:
    page = visit("/")
    expect(page.get_by_role("heading", name="4 jobs found")).to_be_visible()
    fill(page, "What are you looking for?", "Softwareentwicklung")
    expect(cards(page).first).to_have_text(re.compile("^Softwareentwickler:in Python"))
    expect(page).to_have_url(re.compile("q=Softwareentwicklung"))
    fill(page, "What are you looking for?", "")
    page.get_by_role("button", name="Hybrid (1)").click()
    rest(page)
    expect(page.get_by_role("heading", name="1 job found")).to_be_visible()
    expect(page).to_have_url(re.compile("mode=hybrid"))

    shared = visit(page.url.removeprefix(server.url))
    expect(shared.get_by_role("heading", name="1 job found")).to_be_visible()

    page.get_by_role("link", name=re.compile("Softwareentwickler:in Python")).click()
    rest(page)
    expect(page.get_by_role("heading", name=re.compile("Softwareentwickler:in Python"), level=1)).to_be_visible()
    expect(page.get_by_text("Zwei Tage Homeoffice pro Woche sind möglich.").first).to_be_visible()
    expect(page.get_by_role("link", name="Go to the original ad")).to_have_attribute(
        "href", "https://erdachte-software.example/jobs/D-1"
    )
    page.go_back()
    rest(page)
    expect(page.get_by_role("heading", name="1 job found")).to_be_visible()


def test_every_demo_posting_is_marked(visit: Visit) -> None:
    page = visit("/")
    expect(page.get_by_text("Demo", exact=True)).to_have_count(4)
    expect(page.get_by_text("are invented: they show how the board works")).to_be_visible()


def test_place_and_radius_keep_remote_jobs_until_told_otherwise(visit: Visit) -> None:
    page = visit("/?place=Beispielhausen&radius=5")
    expect(cards(page)).to_have_text(begins("Pflegefachkraft", "Customer Support"))
    page.get_by_text("Fully remote jobs from anywhere too").click()
    rest(page)
    expect(cards(page)).to_have_text(begins("Pflegefachkraft"))
    expect(page).to_have_url(re.compile("far=0"))


def test_a_query_in_another_language_finds_german_ads(visit: Visit) -> None:
    page = visit("/?q=медсестра")
    expect(cards(page).first).to_have_text(re.compile("^Pflegefachkraft"))
    expect(page.get_by_text("similar meaning").first).to_be_visible()


def test_nothing_lies_upon_what_is_typed(visit: Visit) -> None:
    page = visit("/", **PHONE)
    field = page.get_by_label("What are you looking for?").first
    field.fill("I am looking for a part-time position as an accountant at home, three days a week")
    upon = (
        "e => { const r = e.getBoundingClientRect(); return [0.5, 0.7, 0.8].every(x => [0.4, 0.5, 0.8].every("
        "y => document.elementFromPoint(r.x + x * r.width, r.y + y * r.height) === e)) }"
    )
    assert field.evaluate(upon)


def test_an_address_with_nonsense_shows_a_page(visit: Visit) -> None:
    page = visit("/?mode=flying&radius=-3&page=zero&german=Z9&place=Nirgendwo&since=x&sort=magic")
    expect(page.get_by_role("heading", name="4 jobs found")).to_be_visible()


def test_language_switch_changes_texts_and_the_page_language(visit: Visit) -> None:
    page = visit("/?lang=de")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("heading", name="4 Stellen gefunden")).to_be_visible()
    page.get_by_text("English", exact=True).click()
    rest(page)
    expect(page.get_by_role("heading", name="4 jobs found")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile("lang=en"))


def test_a_report_reaches_the_operator(visit: Visit, server: Server) -> None:
    hit = json.loads(server.jobboard("search", "Buchhalter", "-k", "1", "--json").stdout)["hits"][0]
    page = visit(f"/posting?id={hit['id']}")
    page.get_by_text("Report this ad").click()
    page.get_by_label("Details (please no personal data)").fill("The phone number is wrong.")
    page.get_by_role("button", name="Send the report").click()
    rest(page)
    expect(page.get_by_text("Thank you. The operator will look at it.")).to_be_visible()
    found = [json.loads(line) for line in server.jobboard("reports", "--json").stdout.splitlines()]
    assert [(one["posting_id"], one["reason"], one["text"]) for one in found] == [
        (hit["id"], "gone", "The phone number is wrong.")
    ]
    server.jobboard("reports", "--settle", str(found[0]["number"]))
    assert not server.jobboard("reports", "--json").stdout


def test_an_unknown_posting_says_so(visit: Visit) -> None:
    expect(visit("/posting?id=0000000000000000").get_by_text("There is no such job here.")).to_be_visible()


def test_an_employer_uploads_sees_faults_publishes_and_is_found(visit: Visit, server: Server, tmp_path: Path) -> None:
    code = server.jobboard("employer", "invite", "Probewerk GmbH").stdout.strip()
    table = tmp_path / "stellen.csv"
    rows = [
        HEADER,
        row("P-1", "Datenbankadministratorin (m/w/d)"),
        row("P-2", "Kaputte Stelle", closes="31.02.2026"),
        row("P-3", "Hausmeister (m/w/d)", days="0"),
    ]
    table.write_bytes("\n".join(rows).encode("cp1252"))

    page = visit("/employers")
    fill(page, "Your code", "AAAAAA-BBBBBBB-CCCCCCC-DDDDDD")
    expect(page.get_by_text("This code is not valid.")).to_be_visible()
    fill(page, "Your code", code)
    expect(page.get_by_role("heading", name="Probewerk GmbH")).to_be_visible()
    page.locator('input[type="file"]').set_input_files(table)
    expect(page.get_by_text("Rows read: 3. Ready to publish: 2. Left out because of problems: 1.")).to_be_visible()
    problem = page.get_by_role("row", name=re.compile("gueltig_bis"))
    expect(problem).to_contain_text("“31.02.2026” is not a date of the calendar.")
    expect(problem.get_by_role("rowheader")).to_have_text("3")
    page.get_by_role("button", name="Publish 2 jobs").click()
    expect(page.get_by_text("Published: 2 new, 0 changed, 0 unchanged, 0 withdrawn.")).to_be_visible()

    found = visit("/?q=Datenbankadministratorin")
    expect(cards(found).first).to_have_text(re.compile("^Datenbankadministratorin"))

    table = tmp_path / "stellen2.csv"
    table.write_bytes("\n".join([HEADER, row("P-1", "Datenbankadministratorin (m/w/d)")]).encode())
    page.locator('input[type="file"]').set_input_files(table)
    expect(page.get_by_text("1 of your published jobs is not in this file:")).to_be_visible()
    page.get_by_text("This file is everything we offer: withdraw these jobs").click()
    page.get_by_role("button", name="Publish 1 job").click()
    expect(page.get_by_text("Published: 0 new, 0 changed, 1 unchanged, 1 withdrawn.")).to_be_visible()
    gone = visit("/?q=Hausmeister")
    expect(gone.get_by_role("heading", name=re.compile("jobs? found"))).to_be_visible()
    expect(gone.get_by_role("link", name=re.compile("^Hausmeister"))).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("tabelle.csv", b"PK\x03\x04" + b"\x00" * 40, "the file is not a text file but an Excel workbook"),
        ("leer.csv", b" ", "the file is empty"),
        ("fremd.csv", b"a;b;c\n1;2;3\n", "the first row names no known column"),
    ],
)
def test_an_unusable_file_is_explained(
    visit: Visit, server: Server, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    code = server.jobboard("employer", "invite", "Klinikum Muster gGmbH").stdout.strip()
    file = tmp_path / name
    file.write_bytes(content)
    page = visit("/employers")
    fill(page, "Your code", code)
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_text(message)).to_be_visible()


def test_a_profile_is_matched_with_reasons(visit: Visit) -> None:
    page = visit("/match")
    page.get_by_label("About you").fill("Buchhalterin, DATEV, Jahresabschluss, Debitoren und Kreditoren. Deutsch B2.")
    page.get_by_role("button", name="Find matching jobs").click()
    rest(page)
    expect(cards(page).first).to_have_text(re.compile("^Buchhalter/in in Teilzeit"))
    expect(page.get_by_text(re.compile("Speaks for it:.*DATEV")).first).to_be_visible()
    expect(page.get_by_text(re.compile("Not found in your text:.*German C1")).first).to_be_visible()


def test_an_empty_profile_is_asked_for(visit: Visit) -> None:
    page = visit("/match")
    page.get_by_role("button", name="Find matching jobs").click()
    rest(page)
    expect(page.get_by_text("Please write at least a sentence, or choose a file.")).to_be_visible()


PATHS = ("/", "/?q=python", "/match", "/welcome", "/employers", "/about", "/posting?id=0000000000000000")


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_no_barrier_that_a_machine_finds(visit: Visit, path: str, lang: str) -> None:
    page = visit(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    result = Axe().run(page, options=rules)
    assert not result.response["violations"], result.generate_report()


@pytest.mark.parametrize("path", PATHS)
def test_a_phone_needs_no_sideways_scrolling(visit: Visit, path: str) -> None:
    page = visit(path, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_on_a_phone_the_filters_stand_above_the_results(visit: Visit) -> None:
    page = visit("/", **PHONE)
    page.get_by_text("Filters").click()
    page.get_by_role("button", name="Fully remote (1)").click()
    rest(page)
    expect(page.get_by_role("heading", name="1 job found")).to_be_visible()


def test_what_an_upload_says_never_runs(visit: Visit, server: Server, tmp_path: Path) -> None:
    evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    title = "Tester [klick](javascript:alert(1)) $x$ :red[rot] **fett**"
    text = (
        f'{evil}<a href=""javascript:window.hacked=1"">Aufgaben</a> Sie testen unsere Anwendungen gründlich.'.replace(
            'onerror="', 'onerror=""'
        ).replace('=1">', '=1"">')
    )
    table = tmp_path / "evil.csv"
    table.write_text(
        f'{HEADER}\nX-1;"{title}";99001;Musterstadt;1;"{text}";Vollzeit;B2;https://probewerk.example/x;2026-01-05;2099-01-01\n',
        "utf-8",
    )
    report = json.loads(server.jobboard("import", str(table), "--employer", "Probewerk GmbH", "--json").stdout)
    assert report["stored"] == 1
    for path in ("/?q=Tester", f"/posting?id={report['ids']['stored'][0]}", f"/jobs/{report['ids']['stored'][0]}"):
        page = visit(path) if not path.startswith("/jobs") else visit("/")
        if path.startswith("/jobs"):
            page.goto(server.url + path)
        page.wait_for_timeout(300)
        assert page.evaluate("window.hacked") is None
        assert page.get_by_text("[klick](javascript:alert(1))").count() >= 1
        assert page.locator('a[href^="javascript"]').count() == 0


def test_a_locked_store_is_explained_on_the_page_and_nothing_is_lost(
    visit: Visit, server: Server, tmp_path: Path
) -> None:
    code = server.jobboard("employer", "invite", "Sperrwerk GmbH").stdout.strip()
    table = tmp_path / "sperre.csv"
    table.write_text("\n".join([HEADER, row("S-1", "Schlosserin")]), "utf-8")
    page = visit("/employers")
    fill(page, "Your code", code)
    page.locator('input[type="file"]').set_input_files(table)
    expect(page.get_by_role("button", name="Publish 1 job")).to_be_visible()
    holder = sqlite3.connect(Path(server.environment["JOBBOARD_DATA"]) / "store.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    page.get_by_role("button", name="Publish 1 job").click()
    expect(page.get_by_text("another process is writing")).to_be_visible()
    holder.execute("ROLLBACK")
    holder.close()
    page.get_by_role("button", name="Publish 1 job").click()
    expect(page.get_by_text("Published: 1 new, 0 changed, 0 unchanged, 0 withdrawn.")).to_be_visible()


def test_an_ad_that_stands_in_two_places_names_both(visit: Visit, server: Server, tmp_path: Path) -> None:
    ids = []
    for firm, host in (("Aktenhaus GmbH", "aktenhaus"), ("Aktenhaus", "boerse")):
        table = tmp_path / f"{host}.csv"
        table.write_text(f"{HEADER}\n{row('Z-1', 'Archivar', url=f'https://{host}.example/z')}\n", "utf-8")
        report = json.loads(server.jobboard("import", str(table), "--employer", firm, "--json").stdout)
        ids += report["ids"]["stored"]
    (group,) = (json.loads(line) for line in server.jobboard("duplicates", "--json").stdout.splitlines())
    leader, other = group["leader"], group["others"][0]["id"]
    assert {leader, other} == set(ids)
    page = visit(f"/posting?id={leader}")
    expect(page.get_by_text("This ad also stands elsewhere")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("The same ad at (aktenhaus|boerse).example"))).to_be_visible()
    page = visit(f"/posting?id={other}&lang=de")
    expect(page.get_by_role("heading", name="Archivar", level=1)).to_be_visible()
    page.get_by_role("button", name="Das Angebot, das in der Suche erscheint").click()
    rest(page)
    expect(page).to_have_url(re.compile(leader))
    expect(visit("/?q=Archivar").get_by_text(re.compile("^Archivar")).first).to_be_visible()
    expect(cards(visit("/?q=Archivar")).filter(has_text=re.compile("^Archivar"))).to_have_count(1)
