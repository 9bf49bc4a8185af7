"""A crawl's memory is its own, and a crawl that is ended for taking too much says so."""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest
from musterweb import CONTACT, NOW, Site, as_html

Sites = Callable[[int], Site]
LARGE = 400  # MB that a process has held before it starts another one
TELL = (
    "import json, resource\n"
    "from scrapers.memory import OwnMemory\n"
    "own = OwnMemory.get_virtual_size(object.__new__(OwnMemory)) >> 20\n"
    "held = bytearray(100 << 20); held[::4096] = b'x' * len(held[::4096])\n"
    "more = OwnMemory.get_virtual_size(object.__new__(OwnMemory)) >> 20\n"
    "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10\n"
    "print(json.dumps([own, more, peak]))\n"
)
HELD = f"held = bytearray({LARGE} << 20); held[::4096] = b'x' * len(held[::4096])\n"
START = f"import subprocess, sys\n{HELD}print(subprocess.check_output([sys.executable, '-c', {TELL!r}], text=True))\n"
CRAWL = (
    "from scrapers import engine\n"
    "usual = engine.settings\n"
    "engine.settings = lambda *given: {**usual(*given), 'MEMUSAGE_LIMIT_MB': %d}\n"
    "engine.main()\n"
)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of a peak that is another process's")
def test_what_the_process_before_held_does_not_count() -> None:
    said = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True).stdout
    own, more, peak = json.loads(said)
    assert peak >= LARGE  # this is what Scrapy itself goes by
    assert own < LARGE - 100
    assert 90 <= more - own <= 130


@pytest.mark.parametrize(("limit_mb", "outcome"), [(1, "failed"), (2_048, "empty")])
def test_a_crawl_that_takes_too_much_memory_says_so(sites: Sites, limit_mb: int, outcome: str) -> None:
    site = sites(181)
    site.routes["/v1/companies/muster/postings"] = as_html(
        '{"offset": 0, "limit": 100, "totalFound": 0, "content": []}'
    )
    orders = {
        "agent": "MusterBot", "contact": CONTACT, "delay_s": 0.05, "languages": ["de"], "private_hosts": [site.host],
        "limits": {"timeout_s": 5.0}, "now": NOW.isoformat(),
        "jobs": [{"name": "site:a#1", "adapter": "smartrecruiters", "url": f"{site.url}/v1/companies/muster/postings"}],
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-c", CRAWL % limit_mb], stdin=-1, stdout=-1, text=True)
    with process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(f"{json.dumps(orders)}\n")
        process.stdin.flush()
        said = [json.loads(line) for line in process.stdout]
    result = said[-1]["result"]
    assert result["outcome"] == outcome, result["failures"]
    why = f"the crawl was ended before it was finished (it held more than {limit_mb} MB of memory)"
    over = f"{site.url}/v1/companies/muster/postings: {why}"
    assert (over in result["failures"]) == (outcome == "failed")
