"""An employer's table as a whole: nothing is dropped without a word, nothing is stored that was not read."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from conftest import NOW, TODAY
from hypothesis import given
from hypothesis import strategies as st

from jobboard.csvfile import DELIMITERS
from jobboard.csvimport import ReadFile, missing_from, read_csv, source_of, store_rows
from jobboard.errors import HeaderError, UnreadableFile
from jobboard.places import Gazetteer
from jobboard.posting import EmploymentType, JobPosting, Level, Period, Status, WorkMode
from jobboard.store import Store
from jobboard.texts import texts

EMPLOYER = "Probewerk GmbH"
HEADER = (
    "referenz titel firma plz ort strasse remote_tage remote_art remote_land beschreibung einleitung aufgaben profil wir_bieten kontakt arbeitszeit "
    "stunden befristung gehalt_min gehalt_max gehalt_einheit waehrung deutsch_niveau weitere_sprachen visum_unterstuetzung erfahrung branche beruf "
    "bewerbungs_url bewerbungs_email veroeffentlicht_am gueltig_bis"
).split()
GOOD = {
    "referenz": "R-1",
    "titel": "Koch (m/w/d)",
    "plz": "99001",
    "ort": "Musterstadt",
    "remote_tage": "2",
    "beschreibung": "Sie kochen für zwölf Gäste.",
    "arbeitszeit": "Vollzeit",
    "deutsch_niveau": "B1",
    "bewerbungs_url": "https://probewerk.example/jobs/1",
    "veroeffentlicht_am": "01.11.2026",
    "gueltig_bis": "31.12.2026",
}


def row(**cells: str) -> dict[str, str]:
    return {**GOOD, **cells}


def table(*rows: dict[str, str], header: list[str] = HEADER, delimiter: str = ";") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, delimiter=delimiter, lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def read(data: bytes, **more: object) -> ReadFile:
    found = read_csv(data, name="t.csv", employer=EMPLOYER, today=TODAY, **more)  # type: ignore[arg-type]
    # whatever was in the file: each row is either a posting or rejected for a reason
    assert found.read == len(found.rows) + found.rejected
    kept, refused = {good.row for good in found.rows}, {fault.row for fault in found.errors if fault.row > 1}
    assert not kept & refused and len(kept) == len(found.rows)
    assert found.rejected == len(refused)
    return found


def only(data: bytes, **more: object) -> JobPosting:
    found = read(data, **more)
    assert [fault.line(texts("en")) for fault in found.errors] == []
    (good,) = found.rows
    return good.posting


def codes(data: bytes, **more: object) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in read(data, **more).faults]


def test_every_column_arrives_in_the_posting(gazetteer: Gazetteer) -> None:
    made = only(
        table(
            row(
                firma="Tochterwerk GmbH",
                strasse="Musterstraße 1",
                remote_art="hybrid",
                remote_land="Deutschland; Österreich",
                einleitung="Wir sind nett.",
                aufgaben="- kochen\n- backen",
                profil="Geduld",
                wir_bieten="Obst",
                kontakt="Erika Muster",
                stunden="38,5",
                befristung="befristet bis 31.12.2027",
                gehalt_min="52.000",
                gehalt_max="64.000",
                gehalt_einheit="Jahr",
                waehrung="€",
                weitere_sprachen="Englisch B2, Polnisch",
                visum_unterstuetzung="ja",
                erfahrung="3 Jahre",
                branche="Gastronomie",
                beruf="Koch",
                bewerbungs_email="jobs@probewerk.example",
            )
        ),
        gazetteer=gazetteer,
    )
    assert (made.source, made.source_ref, made.employer) == ("csv:probewerk-gmbh", "R-1", "Tochterwerk GmbH")
    assert (made.title, made.title_clean) == ("Koch (m/w/d)", "Koch")
    (place,) = made.places
    assert (place.postal_code, place.locality, place.street, place.latitude) == (
        "99001",
        "Musterstadt",
        "Musterstraße 1",
        50.0,
    )
    assert (made.remote.mode, made.remote.home_days, made.remote.area) == (
        WorkMode.HYBRID,
        2,
        ("Deutschland", "Österreich"),
    )
    text = "Sie kochen für zwölf Gäste.\nWir sind nett.\n- kochen\n- backen\nGeduld\nObst\nErika Muster"
    assert made.description_text == text
    assert (made.employment_types, made.weekly_hours, made.fixed_term) == ((EmploymentType.FULL_TIME,), 38.5, True)
    assert made.salary is not None
    assert (made.salary.min, made.salary.max, made.salary.period, made.salary.currency) == (
        52000,
        64000,
        Period.YEAR,
        "EUR",
    )
    assert [(need.language, need.level) for need in made.language_requirements] == [
        ("de", Level.B1),
        ("en", Level.B2),
        ("pl", None),
    ]
    assert (made.visa_support, made.experience, made.industry) == (True, "3 Jahre", "Gastronomie")
    assert made.occupation is not None and made.occupation.label == "Koch"
    assert (made.apply_url, made.apply_email) == ("https://probewerk.example/jobs/1", "jobs@probewerk.example")
    assert (made.date_posted, made.valid_through) == (date(2026, 11, 1), date(2026, 12, 31))


def test_columns_stand_in_any_order_and_an_english_table_is_the_same_table() -> None:
    english = {
        "Deadline": "2026-12-31", "Reference": "R-1", "Job title": "Koch (m/w/d)", "ZIP": "99001", "City": "Musterstadt", "Home office days": "2",
        "Description": "Sie kochen für zwölf Gäste.", "Employment type": "full-time", "German": "B1", "URL": "https://probewerk.example/jobs/1",
        "Published": "2026-11-01",
    }  # fmt: skip
    assert only(table(english, header=list(english), delimiter=",")) == only(table(row()))


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        # needed, alone or in company
        ({"referenz": ""}, [("referenz", "required")]),
        ({"referenz": "-"}, [("referenz", "required")]),
        ({"referenz": "\u200b \u00a0"}, [("referenz", "required")]),
        ({"titel": "", "gueltig_bis": "n/a"}, [("gueltig_bis", "required"), ("titel", "required")]),
        ({"plz": "", "ort": ""}, [("ort", "required")]),
        ({"plz": "", "ort": "", "remote_tage": "5"}, []),
        ({"plz": "", "ort": "", "remote_tage": "", "remote_art": "remote"}, []),
        ({"ort": ""}, []),
        ({"plz": ""}, []),
        ({"remote_tage": ""}, [("remote_art", "required_one_of")]),
        ({"remote_tage": "", "remote_art": "keine Angabe"}, []),
        ({"remote_tage": "viele"}, [("remote_tage", "not_a_number")]),
        ({"beschreibung": ""}, [("beschreibung", "required_one_of")]),
        ({"beschreibung": "", "profil": "Geduld"}, []),
        ({"bewerbungs_url": ""}, [("bewerbungs_url", "required_one_of")]),
        ({"bewerbungs_url": "", "bewerbungs_email": "jobs@probewerk.example"}, []),
        ({"bewerbungs_url": "x"}, [("bewerbungs_url", "not_a_url")]),
        # what contradicts itself
        ({"remote_tage": "0", "remote_art": "vor Ort"}, []),
        ({"remote_tage": "0", "remote_art": "hybrid"}, [("remote_art", "contradiction")]),
        ({"remote_tage": "0", "remote_art": "remote"}, [("remote_art", "contradiction")]),
        ({"remote_tage": "2", "remote_art": "vor Ort"}, [("remote_art", "contradiction")]),
        ({"remote_tage": "2", "remote_art": "hybrid"}, []),
        ({"remote_tage": "2", "remote_art": "remote"}, [("remote_art", "contradiction")]),
        ({"remote_tage": "5", "remote_art": "hybrid"}, [("remote_art", "contradiction")]),
        ({"remote_tage": "5", "remote_art": "remote"}, []),
        ({"remote_tage": "2", "remote_art": "keine Angabe"}, []),
        # days
        ({"gueltig_bis": "31.02.2027"}, [("gueltig_bis", "not_a_date")]),
        ({"veroeffentlicht_am": "22.11.2026"}, []),
        ({"veroeffentlicht_am": "23.11.2026"}, [("veroeffentlicht_am", "future")]),
        ({"gueltig_bis": "22.11.2026"}, []),
        ({"gueltig_bis": "21.11.2026"}, [("gueltig_bis", "closed")]),
        ({"gueltig_bis": "31.10.2026"}, [("gueltig_bis", "date_order")]),
        # pay
        ({"gehalt_min": "52000", "gehalt_einheit": "Jahr"}, []),
        ({"gehalt_min": "3200", "gehalt_max": "3200", "gehalt_einheit": "Monat"}, []),
        ({"gehalt_max": "18,50", "gehalt_einheit": "Stunde"}, []),
        ({"gehalt_min": "18,50"}, [("gehalt_einheit", "unit_guessed")]),
        ({"gehalt_min": "52000", "gehalt_einheit": "Monat"}, [("gehalt_min", "salary_unit")]),
        ({"gehalt_min": "500"}, [("gehalt_min", "salary_unit")]),
        ({"gehalt_min": "500", "gehalt_einheit": "Monat"}, []),
        ({"gehalt_min": "64000", "gehalt_max": "52000"}, [("gehalt_min", "salary_order")]),
        ({"gehalt_einheit": "Monat"}, []),
        # cells that spreadsheets break
        ({"titel": "=HYPERLINK(A1)"}, [("titel", "formula")]),
        ({"titel": "#NAME?"}, [("titel", "formula")]),
        ({"ort": "#BEZUG!"}, [("ort", "formula")]),
        ({"titel": "+SUMME(A1)"}, [("titel", "formula")]),
        ({"titel": "@SUM(A1)"}, [("titel", "formula")]),
        ({"beschreibung": "=WENN(A1;B1)"}, [("beschreibung", "formula")]),
        ({"beschreibung": "- kochen (täglich)\n- backen"}, []),
        ({"kontakt": "+49 561 1234"}, []),
        ({"titel": "@home: Koch"}, []),
        ({"plz": "1067"}, [("plz", "zero_restored")]),
        ({"plz": "99001.0"}, []),
        ({"titel": "<b>Koch</b>"}, [("titel", "html_removed")]),
        ({"titel": "K\ufffdch"}, [("titel", "text_unreadable")]),
        # the employer's own word
        ({"firma": "PROBEWERK  gmbh"}, []),
        ({"firma": "Fremdwerk AG"}, [("firma", "other_employer")]),
    ],
)  # fmt: skip
def test_what_a_row_is_told(cells: dict[str, str], faults: list[tuple[str, str]]) -> None:
    found = codes(table(row(**cells)), own_name_only=True)
    assert sorted(found) == sorted((2, column, code) for column, code in faults)


def test_without_own_name_only_another_company_is_kept() -> None:
    assert only(table(row(firma="Fremdwerk AG"))).employer == "Fremdwerk AG"
    assert only(table(row(firma=""))).employer == EMPLOYER


def test_several_faults_of_a_row_are_all_named() -> None:
    found = codes(table(row(titel="K", stunden="99", deutsch_niveau="gut?", plz="1", gueltig_bis="bald")))
    assert {(column, code) for _, column, code in found} == {
        ("titel", "too_short"),
        ("stunden", "out_of_range"),
        ("plz", "not_a_postal_code"),
        ("gueltig_bis", "not_a_date"),
    }


def test_the_column_is_named_as_the_employer_wrote_it() -> None:
    data = table(row()).replace(b"deutsch_niveau", b"Deutschkenntnisse (Pflicht)").replace(b";B1;", b";prima;")
    assert codes(data) == [(2, "Deutschkenntnisse (Pflicht)", "not_a_choice")]


def test_good_rows_between_bad_ones_are_kept() -> None:
    rows = [row(referenz=f"R-{n}", titel="" if n % 3 == 0 else "Koch") for n in range(30)]
    found = read(table(*rows))
    assert (found.read, len(found.rows), found.rejected) == (30, 20, 10)
    assert [good.posting.source_ref for good in found.rows] == [f"R-{n}" for n in range(30) if n % 3]
    assert [good.row for good in found.rows] == [n + 2 for n in range(30) if n % 3]


def test_of_two_rows_with_one_reference_the_first_that_is_good_counts() -> None:
    assert codes(table(row(), row(titel="Anders"))) == [(3, "referenz", "duplicate")]
    assert codes(table(row(titel=""), row(titel="Anders"))) == [(2, "titel", "required")]
    assert codes(table(row(), row(referenz=" R-1 "), row(referenz="R\u00ad-1"))) == [
        (3, "referenz", "duplicate"),
        (4, "referenz", "duplicate"),
    ]
    assert codes(table(row(referenz="Nr. ü"), row(referenz="Nr.  u\u0308"))) == [(3, "referenz", "duplicate")], (
        "one posting, one reference"
    )
    assert codes(table(row(referenz="r-1"), row(referenz="R-1"))) == []


def test_short_and_long_rows() -> None:
    header = [
        "referenz",
        "titel",
        "ort",
        "remote_art",
        "beschreibung",
        "arbeitszeit",
        "deutsch",
        "url",
        "datum",
        "frist",
        "beruf",
        "branche",
    ]
    start = (";".join(header) + "\r\n").encode()
    good = "R-1;Koch;Musterstadt;hybrid;Text;Vollzeit;B1;https://a.example;01.11.2026;31.12.2026"
    for tail in ("", ";", ";;", ";;;;;", ";Koch;Gastro"):
        assert codes(start + (good + tail).encode()) == []
    assert codes(start + (good + ";a;b;c").encode()) == [(2, "", "columns")]
    assert codes(start + b"R-1;Koch\r\n") == [(2, "", "columns")]


def test_headers() -> None:
    assert codes(table(row(lieblingsfarbe="blau"), header=[*HEADER, "lieblingsfarbe"])) == [
        (1, "lieblingsfarbe", "unknown_column")
    ]
    assert codes(table(row(Stellentitel="x"), header=[*HEADER, "Stellentitel"])) == [
        (1, "Stellentitel", "double_column")
    ]
    without = [name for name in HEADER if name != "titel"]
    cells = {name: cell for name, cell in row().items() if name != "titel"}
    assert codes(table(cells, header=without)) == [(1, "titel", "header_missing"), (2, "titel", "required")]
    assert codes(table()) == [(1, "", "no_rows")]
    with pytest.raises(HeaderError) as caught:
        read(b"Name;Farbe;Form\r\nMuster;blau;rund\r\n")
    assert "Name, Farbe, Form" in caught.value.message and "referenz" in caught.value.remedy


def test_a_word_on_the_work_mode_stands_above_the_text() -> None:
    text = {"beschreibung": "Die Stelle ist vollständig remote."}
    assert only(table(row(remote_tage="0", **text))).remote.mode is WorkMode.ONSITE
    assert only(table(row(remote_tage="", remote_art="vor Ort", **text))).remote.mode is WorkMode.ONSITE
    assert only(table(row(remote_tage="", remote_art="keine Angabe", **text))).remote.mode is WorkMode.REMOTE


def test_html_in_texts_is_kept_harmless_and_elsewhere_removed() -> None:
    made = only(
        table(
            row(
                beschreibung='<p onclick="x">Sie <b>kochen</b>.</p><script>alert(1)</script>',
                profil="a < b\n\n- <3",
                ort="<i>Musterstadt</i>",
            )
        )
    )
    assert made.description_html.startswith("<p>Sie <b>kochen</b>.</p>")
    assert "script" not in made.description_html and "&lt;3" in made.description_html
    assert made.places[0].locality == "Musterstadt"


# --- properties

WORDS = st.text(
    st.characters(codec="cp1252", exclude_categories=["Cc", "Cs"], exclude_characters="\u00ad\ufeff<>&"),
    min_size=1,
    max_size=20,
).map(lambda text: " ".join(f"x{text}x".split()))
ROWS = st.fixed_dictionaries(
    {
        "titel": WORDS.map(lambda word: f"Koch {word}"),
        "ort": WORDS.map(lambda word: f"Ort {word}"),
        "beschreibung": st.lists(WORDS, min_size=1, max_size=4).map("\n".join),
        "remote": st.sampled_from(["0", "1", "2,5", "5"]),
        "stunden": st.sampled_from(["", "20", "38,5"]),
        "pay": st.one_of(st.none(), st.tuples(st.integers(20_000, 90_000), st.integers(0, 50_000))),
        "posted": st.integers(0, 60),
        "closes": st.integers(0, 400),
        "day": st.sampled_from(["%d.%m.%Y", "%Y-%m-%d"]),
        "german": st.sampled_from(["A1", "B2", "C2", "keine"]),
    }
)


@given(
    st.lists(ROWS, min_size=1, max_size=6),
    st.sampled_from(DELIMITERS),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    st.permutations(HEADER),
)
def test_good_rows_in_any_dialect_are_read_as_they_were_meant(
    rows: list[dict[str, object]], delimiter: str, encoding: str, header: list[str]
) -> None:
    written = []
    for number, want in enumerate(rows):
        pay: tuple[int, int] | None = want["pay"]  # type: ignore[assignment]
        posted, closes = (
            TODAY - timedelta(days=int(str(want["posted"]))),
            TODAY + timedelta(days=int(str(want["closes"]))),
        )
        written.append(
            row(
                referenz=f"R-{number}",
                titel=str(want["titel"]),
                ort=str(want["ort"]),
                plz="",
                beschreibung=str(want["beschreibung"]),
                remote_tage=str(want["remote"]),
                stunden=str(want["stunden"]),
                gehalt_min=f"{pay[0]:,}".replace(",", ".") if pay else "",
                gehalt_max=str(sum(pay)) if pay else "",
                gehalt_einheit="Jahr" if pay else "",
                veroeffentlicht_am=f"{posted:{want['day']}}",
                gueltig_bis=f"{closes:{want['day']}}",
                deutsch_niveau=str(want["german"]),
            )
        )
    data = table(*written, header=header, delimiter=delimiter).decode().encode(encoding)
    found = read(data)
    assert [fault.line(texts("en")) for fault in found.errors] == []
    for number, (want, good) in enumerate(zip(rows, found.rows, strict=True)):
        made = good.posting
        assert made.source_ref == f"R-{number}"
        assert made.title == want["titel"]
        assert made.places[0].name == want["ort"]
        assert made.description_text.split() == str(want["beschreibung"]).replace("\n", " ").split()
        days = float(str(want["remote"]).replace(",", "."))
        assert made.remote.mode is (WorkMode.ONSITE if days == 0 else WorkMode.REMOTE if days == 5 else WorkMode.HYBRID)
        assert made.weekly_hours == (
            float(str(want["stunden"]).replace(",", ".")) if want["stunden"] else made.weekly_hours
        )
        if want["pay"]:
            low, more = want["pay"]  # type: ignore[misc]
            assert made.salary is not None and (made.salary.min, made.salary.max) == (low, low + more)
        assert made.date_posted == TODAY - timedelta(days=int(str(want["posted"])))
        assert made.valid_through == TODAY + timedelta(days=int(str(want["closes"])))
        assert made.language_requirements[0].level == Level("none" if want["german"] == "keine" else want["german"])


SAMPLE = table(*(row(referenz=f"R-{n}", titel=f"Köchin {n}") for n in range(5)))


@given(
    st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=200).map(lambda tail: SAMPLE + tail),
        st.text(max_size=100).map(lambda tail: SAMPLE + tail.encode()),
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read(data)
    except UnreadableFile as error:
        assert error.message and error.remedy


@given(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=3))
def test_a_damaged_table_loses_no_row_before_the_damage(at: int, rubbish: bytes) -> None:
    data = SAMPLE[:at] + rubbish + SAMPLE[at + len(rubbish) :]
    try:
        found = read(data)
    except UnreadableFile:
        return  # a whole file is refused aloud, never in part
    intact = max(SAMPLE[:at].count(b"\r\n") - 1, 0)
    if at > SAMPLE.index(b"\r\n") + 1:
        assert [good.posting.source_ref for good in found.rows][:intact] == [f"R-{n}" for n in range(intact)]
        assert [good.posting.title for good in found.rows][:intact] == [f"Köchin {n}" for n in range(intact)]


@given(st.fixed_dictionaries({name: st.one_of(st.just(GOOD.get(name, "")), st.text(max_size=20)) for name in HEADER}))
def test_any_cells_are_read_or_refused_by_name(cells: dict[str, str]) -> None:
    try:
        found = read(table(cells))
    except UnreadableFile as error:
        assert error.code == "binary"
        return
    assert found.read <= 1 or "\r" in "".join(cells.values()) or "\n" in "".join(cells.values())


# --- storing


def source_state(store: Store) -> dict[str, tuple[str, str]]:
    return {
        posting.source_ref: (posting.title, posting.status.value) for posting in store.of_source(source_of(EMPLOYER))
    }


def bring(store: Store, *rows: dict[str, str], **more: object) -> dict[str, int]:
    found = read(table(*rows))
    return {
        name: count
        for name, count in store_rows(store, found, EMPLOYER, actor="test", now=NOW, **more)
        .to_dict(texts("en"))
        .items()  # type: ignore[arg-type]
        if name in ("read", "stored", "updated", "unchanged", "rejected", "withdrawn")
    }


def test_the_same_reference_updates_and_never_doubles(any_store: Store) -> None:
    first, second = row(), row(referenz="R-2", titel="Konditor")
    assert bring(any_store, first, second) == {
        "read": 2,
        "stored": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
        "withdrawn": 0,
    }
    assert bring(any_store, first, second) == {
        "read": 2,
        "stored": 0,
        "updated": 0,
        "unchanged": 2,
        "rejected": 0,
        "withdrawn": 0,
    }
    assert bring(any_store, row(titel="Küchenchef"), row(referenz="R-3"), row(referenz="R-4", titel="")) == {
        "read": 3, "stored": 1, "updated": 1, "unchanged": 0, "rejected": 1, "withdrawn": 0,
    }  # fmt: skip
    assert source_state(any_store) == {
        "R-1": ("Küchenchef", "live"),
        "R-2": ("Konditor", "live"),
        "R-3": ("Koch (m/w/d)", "live"),
    }


def test_read_is_the_sum_of_what_became_of_the_rows(any_store: Store) -> None:
    bring(any_store, *(row(referenz=f"R-{n}") for n in range(4)))
    mixed = [
        row(referenz="R-0"),
        row(referenz="R-0"),
        row(referenz="R-1", titel="Neu"),
        row(referenz="R-9"),
        row(referenz="R-8", titel=""),
        row(referenz="R\t-9"),
    ]
    done = bring(any_store, *mixed)
    assert done["read"] == done["stored"] + done["updated"] + done["unchanged"] + done["rejected"] == 6


def test_a_snapshot_withdraws_only_what_it_does_not_name(
    any_store: Store, make_posting: Callable[..., JobPosting]
) -> None:
    other = make_posting("X-1", source="csv:anderes-werk")
    any_store.put([other], actor="test", now=NOW)
    bring(any_store, row(referenz="R-1"), row(referenz="R-2"), row(referenz="R-3"))
    any_store.set_status(
        [post.id for post in any_store.of_source(source_of(EMPLOYER)) if post.source_ref == "R-3"],
        Status.EXPIRED,
        actor="x",
        now=NOW,
    )
    found = read(table(row(referenz="R-1")))
    missing = missing_from(any_store, source_of(EMPLOYER), found.rows)
    assert [posting.source_ref for posting in missing] == ["R-2"], "what is over already is not missing"
    report = store_rows(any_store, found, EMPLOYER, actor="test", now=NOW, withdraw=missing)
    assert report.withdrawn == tuple(posting.id for posting in missing)
    assert {reference: status for reference, (_, status) in source_state(any_store).items()} == {
        "R-1": "live",
        "R-2": "withdrawn",
        "R-3": "expired",
    }
    assert any_store.get(other.id) is not None and any_store.get(other.id).status is Status.LIVE  # type: ignore[union-attr]
    assert bring(any_store, row(referenz="R-2"))["updated"] == 1, "offered again is live again"


def test_a_dry_run_says_what_would_happen_and_changes_nothing(any_store: Store) -> None:
    bring(any_store, row(referenz="R-1"), row(referenz="R-2"))
    any_store.set_status([any_store.of_source(source_of(EMPLOYER))[0].id], Status.WITHDRAWN, actor="x", now=NOW)
    before = (
        any_store.version(),
        source_state(any_store),
        [post.last_seen for post in any_store.of_source(source_of(EMPLOYER))],
    )
    rows = (row(referenz="R-1"), row(referenz="R-2"), row(referenz="R-3"), row(referenz="R-4", titel=""))
    found = read(table(*rows))
    later = NOW + timedelta(days=1)
    missing = missing_from(any_store, source_of(EMPLOYER), found.rows[:1])
    dry = store_rows(any_store, found, EMPLOYER, actor="test", now=later, withdraw=missing, dry_run=True)
    assert dry.dry_run
    assert (
        any_store.version(),
        source_state(any_store),
        [post.last_seen for post in any_store.of_source(source_of(EMPLOYER))],
    ) == before
    real = store_rows(any_store, found, EMPLOYER, actor="test", now=later)
    assert (dry.stored, sorted(dry.updated), sorted(dry.unchanged)) == (
        real.stored,
        sorted(real.updated),
        sorted(real.unchanged),
    )


# --- whose rows are they?


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Probewerk GmbH", "PROBEWERK  gmbh", True),
        ("Müller & Söhne", "Mueller & Soehne", True),
        ("Müller", "Mu\u0308ller", True),
        ("Probewerk", "Probewerk 2", False),
        ("北京公司", "Ромашка", False),
        ("Café A", "Cafè A", False),
        ("x" * 300, "x" * 299 + "y", False),
    ],
)
def test_an_employers_uploads_are_its_own(one: str, other: str, same: bool) -> None:
    assert (source_of(one) == source_of(other)) is same
    assert source_of(one).startswith("csv:") and len(source_of(one)) <= 200
    assert source_of(one).isascii()


@given(st.text())
def test_every_name_has_a_source(name: str) -> None:
    assert 4 < len(source_of(name)) <= 200
