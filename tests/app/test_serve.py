"""What the server answers beside the app."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from app_server import Server
from bs4 import BeautifulSoup

from jobboard.serve import choose_language

HEADERS = {"x-content-type-options", "referrer-policy", "permissions-policy", "content-security-policy"}


def first_id(server: Server, query: str) -> str:
    return str(json.loads(server.jobboard("search", query, "-k", "1", "--json").stdout)["hits"][0]["id"])


def test_health_tells_the_number_of_postings(server: Server) -> None:
    status, body, _ = server.get("/healthz")
    assert status == 200
    assert json.loads(body)["status"] == "ok"
    assert json.loads(body)["postings"] >= 4


def test_a_job_page_is_readable_without_scripts_and_carries_its_data(server: Server) -> None:
    status, body, headers = server.get(f"/jobs/{first_id(server, 'Customer Support Specialist')}")
    assert status == 200
    page = BeautifulSoup(body, "lxml")
    assert page.h1 is not None and page.h1.get_text() == "Customer Support Specialist"
    assert "invented" in page.get_text()
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["@type"] == "JobPosting"
    assert data["title"] == "Customer Support Specialist"
    assert data["hiringOrganization"]["name"] == "Erdachte Software GmbH"
    assert data["jobLocationType"] == "TELECOMMUTE"
    assert data["employmentType"] == ["FULL_TIME", "PART_TIME"]
    assert data["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "YEAR",
        "minValue": 38000.0,
        "maxValue": 42000.0,
    }
    assert date.fromisoformat(data["datePosted"]) < date.fromisoformat(data["validThrough"][:10])
    assert headers["x-robots-tag"] == "noindex", "an invented job is not for search engines"
    assert headers.keys() >= HEADERS


def test_hybrid_work_is_not_telecommuting_for_search_engines(server: Server) -> None:
    _, body, _ = server.get(f"/jobs/{first_id(server, 'Softwareentwickler Python')}")
    data = json.loads(BeautifulSoup(body, "lxml").find("script", type="application/ld+json").string)
    assert "jobLocationType" not in data
    assert data["jobLocation"][0]["address"]["addressLocality"] == "Musterstadt"


@pytest.mark.parametrize("path", ["/jobs/0000000000000000", "/jobs/%3Cscript%3E"])
def test_an_unknown_job_is_not_found(server: Server, path: str) -> None:
    status, body, _ = server.get(path)
    assert status == 404
    assert "There is no such job here." in body
    assert "<script>" not in body


def test_a_withdrawn_job_is_gone_and_has_no_markup(server: Server, tmp_path_factory: pytest.TempPathFactory) -> None:
    header = "referenz;titel;plz;ort;remote_tage;beschreibung;arbeitszeit;deutsch_niveau;bewerbungs_url;veroeffentlicht_am;gueltig_bis"
    row = ';"Archivarin";99001;Musterstadt;1;"Sie ordnen das Archiv der Stadt und beraten Besucher.";Vollzeit;C1;https://a.example/1;2026-01-05;2099-01-01'
    table = tmp_path_factory.mktemp("gone") / "a.csv"
    table.write_text(f"{header}\nG-1{row}\nG-2{row}\n", "utf-8")
    ids = json.loads(server.jobboard("import", str(table), "--employer", "Archiv", "--json").stdout)["ids"]["stored"]
    assert ids[0] in server.get("/sitemap.xml")[1]
    table.write_text(f"{header}\nG-2{row}\n", "utf-8")
    server.jobboard("import", str(table), "--employer", "Archiv", "--snapshot", "--yes")
    status, body, _ = server.get(f"/jobs/{ids[0]}")
    assert (status, "ld+json" in body) == (410, False)
    assert ids[0] not in server.get("/sitemap.xml")[1]


def test_the_sitemap_is_xml_and_leaves_invented_jobs_out(server: Server) -> None:
    status, body, headers = server.get("/sitemap.xml")
    root = ElementTree.fromstring(body)
    assert status == 200 and headers["content-type"].startswith("application/xml")
    assert first_id(server, "Customer Support Specialist") not in body
    assert root.tag.endswith("urlset")


def test_robots_name_the_sitemap(server: Server) -> None:
    assert re.search(r"^Sitemap: http://.*/sitemap.xml$", server.get("/robots.txt")[1], re.MULTILINE)


@pytest.mark.parametrize("path", ["/", "/about", "/posting"])
def test_the_shell_has_language_title_and_a_policy(server: Server, path: str) -> None:
    for lang, title in (("de", "Homeoffice-Jobs: Musterstadt"), ("en", "Home-office jobs: Musterstadt")):
        _, body, headers = server.get(f"{path}?lang={lang}")
        assert f'<html lang="{lang}" dir="ltr">' in body
        assert f"<title>{title}</title>" in body
        assert "script-src 'self' blob: 'sha256-" in headers["content-security-policy"]
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers.keys() >= HEADERS


@pytest.mark.parametrize(
    ("asked", "accepted", "chosen"),
    [
        ("de", "en", "de"),
        ("xx", "en-GB,de;q=0.5", "en"),
        ("", "fr,de;q=0.8", "de"),
        ("", "", "de"),
        ("", "ar,fa", "de"),
        ("<b>", "en", "en"),
    ],
)
def test_choice_of_language(asked: str, accepted: str, chosen: str) -> None:
    assert choose_language(asked, accepted) == chosen
