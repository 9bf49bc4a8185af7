"""A region pack, whole and broken in one place at a time: each fault is named with file, line and a telling message."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import MUSTERSTADT, TODAY
from hypothesis import given
from hypothesis import strategies as st

from jobboard.errors import PackError, SettingsError
from jobboard.pack import BUNDLED, ERROR, WARNING, PackFault, check_pack, find_pack, line_of, load_pack, read_pack
from jobboard.posting import Permission
from jobboard.region import Pack

ADAPTERS = {"personio", "jsonld", "jobsuche"}
HERE = "# HERE"  # in a broken TOML text: the line that must be named


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MUSTERSTADT, tmp_path / "pack"))


def errors(folder: Path) -> list[PackFault]:
    return [fault for fault in check_pack(folder, ADAPTERS, TODAY) if fault.severity == ERROR]


def test_the_test_region_is_whole(folder: Path, pack: Pack) -> None:
    assert check_pack(folder, ADAPTERS, TODAY) == []
    assert (pack.region.key, pack.region.centre.name, pack.region.radius_km) == ("musterstadt", "Musterstadt", 30)
    assert [employer.key for employer in pack.employers] == ["probewerk", "klinikum-muster"]
    assert pack.employers[0].sources[0].permission is Permission.PUBLIC_API
    assert len(pack.localities) == 6 and pack.localities[0].aliases == ("Musterstadt am Fluss", "Muster City")
    assert pack.statistics[0].value == 12345


def test_every_bundled_region_is_whole() -> None:
    regions = sorted(path.parent for path in BUNDLED.glob("*/region.toml"))
    assert regions
    for region in regions:
        load_pack(region)
        names = set()
        for path in (Path(__file__).parents[2] / "scrapers" / "adapters").glob("*.py"):
            names.add(path.stem)
        assert [
            str(fault)
            for fault in check_pack(region, names, TODAY)
            if fault.severity == ERROR and "adapter" not in fault.message
        ] == []


# what is broken: file, old text, new text -> the file named, words of the message (the line is the one marked HERE)
TOML: dict[str, tuple[str, str, str, str, str]] = {
    "no TOML": ("region.toml", "radius_km = 30", f"radius_km = {HERE}", "region.toml", "is not TOML"),
    "no TOML in employers": ("employers.toml", 'sector = "it"', f'sector = "it {HERE}', "employers.toml", "is not TOML"),
    "a key twice": ("region.toml", "radius_km = 30", f"radius_km = 30\nradius_km = 31 {HERE}", "region.toml", "is not TOML"),
    "bad latitude": ("region.toml", "latitude = 50.0", f"latitude = 91 {HERE}", "region.toml", "centre.latitude: Input should be less than or equal to 90"),
    "latitude of words": ("region.toml", "latitude = 50.0", f'latitude = "north" {HERE}', "region.toml", "centre.latitude"),
    "latitude not finite": ("region.toml", "latitude = 50.0", f"latitude = nan {HERE}", "region.toml", "centre.latitude"),
    "unknown field": ("region.toml", "radius_km = 30", f"radius_km = 30\nradius = 30 {HERE}", "region.toml", "radius: Extra inputs"),
    "radius of nothing": ("region.toml", "radius_km = 30", f"radius_km = 0 {HERE}", "region.toml", "radius_km: Input should be greater than 0"),
    "no country code": ("region.toml", 'country = "DE"', f'country = "Germany" {HERE}', "region.toml", "country"),
    "time zone": ("region.toml", '"Europe/Berlin"', f'"Europe/Musterstadt" {HERE}', "region.toml", "'Europe/Musterstadt' is not an IANA name"),
    "time zone of a folder": ("region.toml", '"Europe/Berlin"', f'"Europe" {HERE}', "region.toml", "'Europe' is not an IANA name"),
    "centre elsewhere": ("region.toml", '[centre]\nname = "Musterstadt"', f'[centre]\nname = "Anderswo" {HERE}', "region.toml", "centre 'Anderswo' is not in places.csv"),
    "bad sector key": ("region.toml", 'key = "health"', f'key = "Health Care" {HERE}', "region.toml", "sectors.1.key"),
    "no contact": ("region.toml", 'contact = "stellen@musterstadt.example"', f'contact = "" {HERE}', "region.toml", "nothing will be fetched"),
    "bad agent": ("region.toml", 'agent = "MusterBot"', f'agent = "Muster Bot 1.0" {HERE}', "region.toml", "crawler.agent"),
    "unknown sector": ("employers.toml", 'sector = "health"', f'sector = "mining" {HERE}', "employers.toml", "sector 'mining' is not one of region.toml"),
    "unknown place": ("employers.toml", 'places = ["Beispielhausen"]', f'places = ["Atlantis"] {HERE}', "employers.toml", "place 'Atlantis' is not in places.csv"),
    "duplicate key": ("employers.toml", 'key = "klinikum-muster"', f'key = "probewerk" {HERE}', "employers.toml", "key 'probewerk' is used 2 times"),
    "duplicate alias": ("employers.toml", 'aliases = ["Klinikum Muster"]', f'aliases = ["probewerk"] {HERE}', "employers.toml", "'probewerk' also names 'probewerk'"),
    "bad employer key": ("employers.toml", 'key = "klinikum-muster"', f'key = "Klinikum Muster" {HERE}', "employers.toml", "key: String should match pattern"),
    "no web address": ("employers.toml", '"https://jobs.probewerk.example"', f'"jobs.probewerk.example" {HERE}', "employers.toml", "career_site: is not an http(s) address"),
    "source address": ("employers.toml", 'url = "https://probewerk.jobs.personio.de/xml?language=de"', f'url = "ftp://x.example" {HERE}', "employers.toml", "sources.0.url: is not an http(s) address"),
    "unknown permission": ("employers.toml", 'permission = "public_api"', f'permission = "sure" {HERE}', "employers.toml", "sources.0.permission"),
    "granted by nobody": ("employers.toml", 'permission = "public_api"', f'permission = "granted" {HERE}', "employers.toml", "permission 'granted' needs permission_by and permission_on"),
    "asked by nobody": ("employers.toml", 'permission = "public_api"', f'permission = "asked" {HERE}\npermission_by = "E. Muster"', "employers.toml", "permission 'asked' needs permission_by and permission_on"),
    "granted tomorrow": (
        "employers.toml",
        'permission = "public_api"',
        f'permission = "granted"\npermission_by = "E. Muster"\npermission_on = 2026-11-23 {HERE}',
        "employers.toml",
        "permission_on 2026-11-23 lies in the future",
    ),
    "no date": ("employers.toml", 'permission = "public_api"', f'permission = "public_api"\npermission_on = "yesterday" {HERE}', "employers.toml", "permission_on"),
    "unknown adapter": ("employers.toml", 'system = "personio"', f'system = "personio"\nadapter = "personal" {HERE}', "employers.toml", "adapter 'personal' does not exist (jobsuche, jsonld, personio)"),
    "unknown reference": ("employers.toml", 'employees = {value = 120, as_of = "2026-01-01", source = "m1"}', f'employees = {{value = 120, as_of = "2026-01-01", source = "zz"}} {HERE}', "employers.toml", "source 'zz' is not in sources.toml"),
    "employees in words": ("employers.toml", "value = 120", "value = 'many'", "employers.toml", "employees.value"),
    "a needed field": ("employers.toml", 'name = "Klinikum Muster gGmbH"\n', "", "employers.toml", "name: Field required"),
    "a table by another name": ("employers.toml", '[[employers]]\nkey = "klinikum-muster"', f'[[employer]] {HERE}\nkey = "klinikum-muster"', "employers.toml", "'employer' is not known here (known: employers, feeds)"),
    "a feed's adapter": (
        "employers.toml",
        "[[employers]]\nkey = \"klinikum-muster\"",
        f'[[feeds]]\nkey = "f"\nname = "F"\nadapter = "nothing" {HERE}\nurl = "https://f.example"\npermission = "none"\n\n[[employers]]\nkey = "klinikum-muster"',
        "employers.toml",
        "adapter 'nothing' does not exist",
    ),
    "a feed's permission": (
        "employers.toml",
        "[[employers]]\nkey = \"klinikum-muster\"",
        f'[[feeds]]\nkey = "f"\nname = "F"\nadapter = "jobsuche"\nurl = "https://f.example"\npermission = "granted" {HERE}\n\n[[employers]]\nkey = "klinikum-muster"',
        "employers.toml",
        "needs permission_by and permission_on",
    ),
    "no default contact": ("contacts.toml", "default = true\n", "", "contacts.toml", "exactly one contact needs default = true, 0 have it"),
    "contact without a name": ("contacts.toml", 'key = "welcome"', f'key = "Welcome!" {HERE}', "contacts.toml", "key: String should match pattern"),
    "a contact that is no list": ("contacts.toml", "[[contacts]]", f"[contacts] {HERE}", "contacts.toml", "contacts must be written as [[contacts]]"),
    "a source without a title": ("sources.toml", 'title = "Statistik der Musterstadt"\n', "", "sources.toml", "title: Field required"),
}  # fmt: skip
ENTRY_LINES = {"employees in words": 'employees = {value', "a needed field": 'key = "klinikum-muster"', "no default contact": "", "a source without a title": "[[sources]]"}  # fmt: skip


def expected_line(name: str, text: str) -> int:
    """The marked line; where the fault is that a line is missing, the entry's head or the line named above."""
    lines = text.splitlines()
    marked = [number for number, line in enumerate(lines, 1) if HERE in line]
    if marked:
        return marked[0]
    if not ENTRY_LINES[name]:
        return 1
    found = next(number for number, line in enumerate(lines, 1) if line.startswith(ENTRY_LINES[name]))
    return found - 1 if name == "a needed field" else found


@pytest.mark.parametrize("name", TOML)
def test_one_thing_wrong_in_toml(folder: Path, name: str) -> None:
    file, old, new, named, words = TOML[name]
    text = (folder / file).read_text("utf-8")
    assert text.count(old) >= 1
    broken = text.replace(old, new, 1)
    (folder / file).write_text(broken, "utf-8")
    found = {(fault.file, fault.line) for fault in errors(folder) if words in fault.message}
    assert found == {(named, expected_line(name, broken))}, [str(fault) for fault in errors(folder)]


def test_two_default_contacts(folder: Path) -> None:
    path = folder / "contacts.toml"
    text = path.read_text("utf-8")
    path.write_text(text + text.replace('key = "welcome"', 'key = "second"'), "utf-8")
    assert [(fault.file, fault.message) for fault in errors(folder)] == [
        ("contacts.toml", "exactly one contact needs default = true, 2 have it")
    ]


PLACES = {
    "wrong column count": ("Beispielhausen,town,Kreis Muster,99010,50.1000,9.0000,Beispielhausen (Muster),own", "Beispielhausen,town,99010", "has more or fewer columns"),
    "one column more": ("Beispielhausen,town,Kreis Muster,99010,50.1000,9.0000,Beispielhausen (Muster),own", "Beispielhausen,town,a,b,Kreis Muster,99010,50.1,9,x,own", "has more or fewer columns"),
    "bad latitude": ("99010,50.1000", "99010,150.1", "latitude: Input should be less than or equal to 90"),
    "latitude of words": ("99010,50.1000", "99010,fifty", "latitude"),
    "a comma for the point": ("99010,50.1000,9.0000", '99010,"50,1","9,0"', "latitude"),
    "bad postal code": ("99010,50.1000", "D-99010,50.1", "postal_code"),
    "unknown kind": ("Beispielhausen,town", "Beispielhausen,village", "kind"),
    "twice the same": ("Beispielhausen,town,Kreis Muster,99010", "Musterstadt,town,Kreis Muster,99003", "Musterstadt 99003 stands already in line 3"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_one_thing_wrong_in_places(folder: Path, name: str) -> None:
    old, new, words = PLACES[name]
    path = folder / "places.csv"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    found = errors(folder)
    assert ("places.csv", 5) in [(fault.file, fault.line) for fault in found if words in fault.message], list(
        map(str, found)
    )


def test_a_place_far_away_is_worth_a_look(folder: Path) -> None:
    path = folder / "places.csv"
    path.write_text(path.read_text("utf-8").replace("99020,50.0000,9.2000", "99020,9.2000,50.0000"), "utf-8")
    (fault,) = check_pack(folder, ADAPTERS, TODAY)
    assert (fault.file, fault.line, fault.severity) == ("places.csv", 6, WARNING)
    assert "Übungsdorf lies" in fault.message and "km from Musterstadt" in fault.message


def test_lines_stay_right_after_rows_that_were_refused(folder: Path) -> None:
    places = folder / "places.csv"
    places.write_text(
        places.read_text("utf-8")
        .replace("99001,50.0000", "99001,500")
        .replace("Fernhausen,neighbour,Kreis Fern,98000", "Übungsdorf,town,Kreis Muster,99020"),
        "utf-8",
    )
    statistics = folder / "statistics" / "region.csv"
    statistics.write_text(statistics.read_text("utf-8") + "a,A,A,many,,,2026,m1\nb,B,B,1,,,2026,zz\n", "utf-8")
    (folder / "statistics" / "zweite.csv").write_text(
        statistics.read_text("utf-8").splitlines()[0] + "\nc,C,C,1,,,2026,yy\n", "utf-8"
    )
    employers = folder / "employers.toml"
    employers.write_text(
        employers.read_text("utf-8")
        .replace('key = "probewerk"', 'key = "Probe Werk"')
        .replace('sector = "health"', 'sector = "mining"'),
        "utf-8",
    )
    found = [(fault.file, fault.line, fault.message.split(":")[0]) for fault in errors(folder)]
    line = employers.read_text("utf-8").splitlines().index('sector = "mining"') + 1
    assert found == [
        ("employers.toml", 2, "key"),
        ("employers.toml", line, "sector 'mining' is not one of region.toml"),
        ("places.csv", 2, "latitude"),
        ("places.csv", 7, "Übungsdorf 99020 stands already in line 6"),
        ("statistics/region.csv", 3, "value"),
        ("statistics/region.csv", 4, "source 'zz' is not in sources.toml"),
        ("statistics/zweite.csv", 2, "source 'yy' is not in sources.toml"),
    ]


@pytest.mark.parametrize("file", ["region.toml", "employers.toml", "places.csv"])
def test_a_missing_file(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert PackFault(file, 1, f"the file is missing; a pack needs {file}") in errors(folder)
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    assert caught.value.file == folder / file and "missing" in str(caught.value)


def test_what_a_pack_may_do_without(folder: Path) -> None:
    (folder / "contacts.toml").unlink()
    shutil.rmtree(folder / "statistics")
    shutil.rmtree(folder / "demo")
    assert errors(folder) == []


@pytest.mark.parametrize(
    "file", ["region.toml", "employers.toml", "contacts.toml", "sources.toml", "places.csv", "statistics/region.csv"]
)
def test_a_file_that_is_not_utf_8(folder: Path, file: str) -> None:
    lines = (folder / file).read_bytes().split(b"\n")
    lines[1] = lines[1] + " # Größe".encode("cp1252")
    (folder / file).write_bytes(b"\n".join(lines))
    assert [(fault.file, fault.line) for fault in errors(folder) if "is not UTF-8" in fault.message] == [(file, 2)]


@pytest.mark.parametrize(
    "file", ["region.toml", "employers.toml", "contacts.toml", "sources.toml", "places.csv", "statistics/region.csv"]
)
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(folder: Path, file: str) -> None:
    text = (folder / file).read_text("utf-8")
    (folder / file).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert errors(folder) == []


@pytest.mark.parametrize(
    "file", ["region.toml", "employers.toml", "contacts.toml", "sources.toml", "places.csv", "statistics/region.csv"]
)
@given(data=st.data())
def test_any_damage_is_named_and_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, file: str, data: st.DataObject
) -> None:
    folder = Path(shutil.copytree(MUSTERSTADT, tmp_path_factory.mktemp("pack") / "pack"))
    text = (folder / file).read_bytes()
    at = data.draw(st.integers(0, len(text)))
    (folder / file).write_bytes(
        text[:at] + data.draw(st.binary(max_size=4)) + text[at + data.draw(st.integers(0, 30)) :]
    )
    for fault in check_pack(folder, ADAPTERS, TODAY):
        assert (folder / fault.file).exists() and fault.line >= 1 and fault.message
    shutil.rmtree(folder)


def test_warnings_on_the_legal_notice(folder: Path) -> None:
    path = folder / "region.toml"
    path.write_text(
        path.read_text("utf-8")
        .replace('city = "Musterstadt"\n', "")
        .replace("confirmed = true", "confirmed = false")
        .replace('name.en = "Musterstadt"\n', "", 1),
        "utf-8",
    )
    found = check_pack(folder, ADAPTERS, TODAY)
    assert {fault.severity for fault in found} == {WARNING}
    assert sorted(fault.message for fault in found) == [
        "name.en is missing",
        "operator.city is empty: the legal notice is incomplete",
        "the operator has not confirmed the legal notice",
    ]
    load_pack(folder)


def test_a_source_whose_system_is_not_read_yet_is_a_warning(folder: Path) -> None:
    path = folder / "employers.toml"
    text = path.read_text("utf-8").replace('system = "personio"', 'system = "oracle"')
    path.write_text(text, "utf-8")
    (fault,) = check_pack(folder, ADAPTERS, TODAY)
    assert (fault.severity, fault.line) == (WARNING, text.splitlines().index('system = "oracle"') + 1)
    path.write_text(text.replace('"public_api"', '"none"'), "utf-8")
    assert check_pack(folder, ADAPTERS, TODAY) == []


def test_the_first_error_stops_loading(folder: Path) -> None:
    path = folder / "region.toml"
    path.write_text(path.read_text("utf-8").replace("radius_km = 30", "radius_km = -1"), "utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    assert (caught.value.file, caught.value.line) == (path, 8)
    assert str(caught.value).startswith(f"{path}:8: radius_km") and "jobboard check" in str(caught.value)


def test_a_pack_is_named_by_folder_or_by_name(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_pack(str(folder)) == folder
    with pytest.raises(SettingsError, match=r"no folder with a region\.toml; bundled packs: "):
        find_pack(str(tmp_path / "nothing"))
    monkeypatch.setattr("jobboard.pack.BUNDLED", tmp_path)
    assert find_pack("") == folder and find_pack("pack") == folder
    shutil.copytree(folder, tmp_path / "second")
    with pytest.raises(SettingsError, match=r"several region packs are bundled \(pack, second\)"):
        find_pack("")


def test_what_a_pack_knows(pack: Pack) -> None:
    assert (pack.name("de"), pack.name("xx")) == ("Musterstadt", "Musterstadt")
    assert (pack.sector_name("health", "de"), pack.sector_name("health", "fr"), pack.sector_name("Bergbau", "de")) == (
        "Gesundheit",
        "Health",
        "Bergbau",
    )
    for name in ("Probewerk", " PROBEWERK gmbh ", "probewerk"):
        found = pack.employer_of(name)
        assert found is not None and found.key == "probewerk"
    assert pack.employer_of("Probewerk AG") is None and pack.employer_of("") is None
    contact = pack.default_contact()
    assert contact is not None and contact.key == "welcome"
    assert pack.region.operator.missing() == []


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("a",), 1),
        (("t", "x"), 4),
        (("list", 0, "b"), 8),
        (("list", 1, "b"), 16),
        (("list", 1), 14),
        (("list", 0, "inner", 1, "c"), 12),
        (("list", 1, "inner", 0, "c"), 18),
        (("list", 1, "nothing"), 14),
        (("nothing",), 1),
        (("list", 7), 1),
    ],
)
def test_the_line_of_a_value(where: tuple[object, ...], line: int) -> None:
    text = """a = 1
[t]
# x = 0
x = 1

[[list]]
name = "b"
b = 1
[[list.inner]]
c = 1
[[list.inner]]
c = 2

[[list]]
name = 'b'
b.c = 2
[[list.inner]]
c = 3
"""
    assert line_of(text, where) == line


def test_the_day_of_a_permission_counts(folder: Path) -> None:
    path = folder / "employers.toml"
    path.write_text(
        path.read_text("utf-8").replace(
            'permission = "public_api"',
            'permission = "granted"\npermission_by = "E. Muster"\npermission_on = 2026-11-22',
        ),
        "utf-8",
    )
    assert check_pack(folder, ADAPTERS, date(2026, 11, 22)) == []
    assert len(check_pack(folder, ADAPTERS, date(2026, 11, 21))) == 1


def test_reading_gives_what_is_whole_and_names_the_rest(folder: Path) -> None:
    (folder / "employers.toml").write_text("[[employers]]\n", "utf-8")
    pack, faults = read_pack(folder)
    assert pack is not None and pack.employers == () and len(pack.localities) == 6
    assert {fault.message for fault in faults} == {
        "key: Field required",
        "name: Field required",
        "sector: Field required",
    }
