import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobboard.posting import Period, Salary
from jobboard.reading.pay import amount_of, currency_of, period_of, plausible, read_pay, titled_pay, yearly

HOUR, MONTH, YEAR = Period.HOUR, Period.MONTH, Period.YEAR


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "period"),
    [
        ("Gehalt: 52.000 - 64.000 € pro Jahr", 52000, 64000, "EUR", YEAR),
        ("Jahresgehalt 52.000 € bis 64.000 € brutto", 52000, 64000, "EUR", YEAR),
        ("Gehalt zwischen 52.000 und 64.000 EUR im Jahr", 52000, 64000, "EUR", YEAR),
        ("Vergütung von 3.200 bis 3.800 Euro monatlich", 3200, 3800, "EUR", MONTH),
        ("Monatsgehalt: 3200-3800 €", 3200, 3800, "EUR", MONTH),
        ("Stundenlohn 15,50 € – 18,00 €", 15.5, 18, "EUR", HOUR),
        ("Salary: €52,000 – €64,000 per year", 52000, 64000, "EUR", YEAR),
        ("Salary range $80k - $100k", 80000, 100000, "USD", YEAR),
        ("Compensation 60-70k € p.a.", 60000, 70000, "EUR", YEAR),
        ("Gehalt CHF 90'000 bis 110'000 pro Jahr", 90000, 110000, "CHF", YEAR),
        ("Gehalt ab 3.000 € brutto im Monat", 3000, None, "EUR", MONTH),
        ("Gehalt bis zu 70.000 € p. a.", None, 70000, "EUR", YEAR),
        ("Wir zahlen einen Stundenlohn von 16 €", 16, None, "EUR", HOUR),
        ("£45,000 salary", 45000, None, "GBP", YEAR),
        ("Ausbildungsvergütung: 1.218 € im ersten Jahr monatlich", 1218, None, "EUR", MONTH),
        ("Vollzeit, 38,5 Stunden pro Woche, Gehalt 52.000 - 64.000 €", 52000, 64000, "EUR", YEAR),
        ("Gehalt von 3.500 € im Monat bei 13 Gehältern im Jahr", 3500, None, "EUR", MONTH),
        ("Vergütung: Tagessatz 150 €", 150, None, "EUR", Period.DAY),
        ("14,00 € - 18,00 € pro Stunde", 14, 18, "EUR", HOUR),
        ("$122,000/year salary to $181,000/year", 122000, None, "USD", YEAR),
        ("Remuneración: entre USD $1,200.00 y $1,500.00", 1200, 1500, "USD", MONTH),
        ("Salary from 45.000 € up to 70.000 €", 45000, 70000, "EUR", YEAR),
    ],
)
def test_what_is_paid(text: str, low: float | None, high: float | None, currency: str, period: Period) -> None:
    found = read_pay(text)
    assert found is not None
    assert (found.min, found.max, found.currency, found.period) == (low, high, currency, period)
    assert found.evidence == text


@pytest.mark.parametrize(
    "text",
    [
        "Attraktives Gehalt", "Wir bieten 30 Tage Urlaub", "Umsatz von 50.000 € im Jahr", "Ein Budget von 100.000 €", "500 € Prämie für Empfehlungen",
        "Gutschein über 50 € im Monat zum Gehalt", "Fahrtkostenzuschuss von 50 € zum Gehalt", "We raised 5,000,000 € of funding",
        "Gehalt: 500 Mitarbeitende, 20 Länder", "Bis 2027 steigt unser Entgelt", "", "Gehalt nach Vereinbarung, Start 01.01.2027",
        "Tel. 0561 123-4567 für Fragen zum Gehalt", "13 Gehälter", "Gehalt: 3 €",
        "Ausbildungsvergütung: 1.218 € im ersten Jahr",
    ],
)  # fmt: skip
def test_what_is_no_pay(text: str) -> None:
    assert read_pay(text) is None


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Die Vergütung erfolgt nach E 13 TV-H.", "E 13 TV-H"),
        ("Entgeltgruppe 9b TVöD", "E 9b TVöD"),
        ("Bezahlung nach EG 11 TVöD-VKA", "E 11 TVöD-VKA"),
        ("Besoldungsgruppe A 13 HBesG", "A 13 HBesG"),
        ("nach TV-L, Entgeltgruppe 10", "E 10 TV-L"),
        ("TVöD E 8", "E 8 TVöD"),
        ("S 8b TVöD", "S 8b TVöD"),
    ],
)
def test_tariff_grades(text: str, grade: str) -> None:
    found = read_pay(text)
    assert found is not None
    assert found.grade == grade
    assert found.table and found.table_from is not None and found.period is MONTH, "the amounts are a table's"


def test_amounts_of_the_ad_stand_above_the_table() -> None:
    found = read_pay("E 13 TV-H\nGehalt: 52.000 - 64.000 € pro Jahr")
    assert found is not None
    assert (found.grade, found.min, found.max, found.table, found.table_from) == ("E 13 TV-H", 52000, 64000, "", None)


@pytest.mark.parametrize(
    ("title", "amounts"),
    [
        ("Buchhalter, 40.000 - 50.000, hybrid", (40000, 50000)),
        ("Buchhalter (60.000–75.000 €)", (60000, 75000)),
        ("Buchhalter, 50.000 - 40.000", None),
        ("Ref. 40.000", None),
        ("Werk 12.000 - 13.000", None),
        ("", None),
    ],
)
def test_pay_of_a_title(title: str, amounts: tuple[float, float] | None) -> None:
    found = titled_pay(title)
    assert (found and (found.min, found.max, found.currency, found.period)) == (amounts and (*amounts, "EUR", YEAR))


@pytest.mark.parametrize(
    "text", ["TVöD 2023", "Raum 13 im Erdgeschoss", "Paragraf 12 TVöD", "nach TVöD", "A 49 Ausfahrt 3"]
)
def test_no_grade_is_made_up(text: str) -> None:
    assert read_pay(text) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("52.000", 52000),
        ("18,50", 18.5),
        ("60k", 60000),
        ("60 K", 60000),
        ("4,5k", 4500),
        ("", None),
        ("k", None),
        ("abc", None),
        ("12x", None),
    ],
)
def test_amounts(text: str, amount: float | None) -> None:
    assert amount_of(text) == amount


@pytest.mark.parametrize(
    ("word", "code"),
    [("€", "EUR"), ("Euro", "EUR"), ("EUR", "EUR"), ("$", "USD"), ("US$", "USD"), ("£", "GBP"), ("chf", "CHF"), ("sek", "SEK"), ("", ""), (None, ""),
     ("Taler", ""), ("12", "")],
)  # fmt: skip
def test_currencies(word: str | None, code: str) -> None:
    assert currency_of(word) == code


@pytest.mark.parametrize(
    ("word", "period"),
    [("YEAR", YEAR), ("YEARLY", YEAR), ("pro Jahr", YEAR), ("p. a.", YEAR), ("MONTH", MONTH), ("mtl.", MONTH), ("Std.", HOUR), ("HOUR", HOUR),
     ("hourly", HOUR), ("per day", Period.DAY), ("DAY", Period.DAY), ("WEEK", Period.WEEK), ("pro Woche", Period.WEEK), ("", None), (None, None), ("Stück", None)],
)  # fmt: skip
def test_periods(word: str | None, period: Period | None) -> None:
    assert period_of(word) is period


@pytest.mark.parametrize(
    ("amount", "period"),
    [(5, None), (12.82, HOUR), (45, HOUR), (500, None), (556, None), (1200, MONTH), (3200, MONTH), (13_000, None), (24_000, YEAR), (95_000, YEAR),
     (1_000_000, None)],
)  # fmt: skip
def test_the_period_an_amount_fits(amount: float, period: Period | None) -> None:
    assert plausible(amount, None, None) is period
    assert plausible(None, amount, None) is period
    assert plausible(amount, amount, MONTH) is MONTH, "what is said is not doubted here"
    assert plausible(None, None, None) is None


@pytest.mark.parametrize(
    ("salary", "hours", "amount"),
    [
        (Salary(min=52000, max=60000, period=YEAR), None, 52000),
        (Salary(max=60000, period=YEAR), None, 60000),
        (Salary(min=3000, period=MONTH), None, 36000),
        (Salary(min=20, period=HOUR), None, 41600),
        (Salary(min=20, period=HOUR), 20, 20800),
        (Salary(min=300, period=Period.DAY), None, 66000),
        (Salary(grade="E 13 TV-H"), None, None),
        (Salary(min=1), None, None),
        (None, None, None),
    ],
)
def test_pay_by_the_year(salary: Salary | None, hours: float | None, amount: float | None) -> None:
    assert yearly(salary, hours) == amount


@given(
    st.integers(20, 180).map(lambda thousands: thousands * 1000),
    st.integers(0, 60).map(lambda thousands: thousands * 1000),
    st.sampled_from(["{:,} € - {:,} €", "{:,} bis {:,} EUR", "€{:,} to €{:,}", "von {:,} bis zu {:,} Euro"]),
    st.sampled_from([",", "."]),
)
def test_yearly_ranges_in_many_forms(low: int, more: int, form: str, mark: str) -> None:
    text = f"Jahresgehalt: {form.format(low, low + more)}".replace(",", mark)
    found = read_pay(text)
    assert found is not None and (found.min, found.max, found.currency, found.period) == (low, low + more, "EUR", YEAR)


@given(st.text(alphabet="Gehalt 0123456789.,-–€k bisEURmonatTV-H E\n", max_size=120))
def test_any_text_gives_sound_pay_or_none(text: str) -> None:
    found = read_pay(text)
    if found:
        amounts = [amount for amount in (found.min, found.max) if amount is not None]
        assert amounts or found.grade
        assert all(math.isfinite(amount) and amount > 0 for amount in amounts)
        assert amounts == sorted(amounts)
