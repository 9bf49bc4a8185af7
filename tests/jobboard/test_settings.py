from pathlib import Path

import pytest

from jobboard.errors import SettingsError
from jobboard.settings import SETTINGS, read_settings
from jobboard.store import create_store


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings({})
    assert (settings.data, settings.region, settings.model, settings.language, settings.public_url) == (
        Path("var"),
        "",
        "",
        "en",
        "",
    )
    assert settings.database_url == f"sqlite:///{Path('var').absolute()}/store.sqlite"
    assert settings.index_folder == Path("var/index")


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "JOBBOARD_DATA": f" {tmp_path} ",
            "JOBBOARD_DATABASE_URL": "postgresql://h/db",
            "JOBBOARD_REGION": "musterstadt",
            "JOBBOARD_MODEL": "some/model",
            "JOBBOARD_LANG": "DE",
            "JOBBOARD_PUBLIC_URL": "https://jobs.musterstadt.example/",
        }
    )
    assert (settings.data, settings.database_url, settings.region) == (tmp_path, "postgresql://h/db", "musterstadt")
    assert (settings.model, settings.language, settings.public_url) == (
        "some/model",
        "de",
        "https://jobs.musterstadt.example",
    )


@pytest.mark.parametrize(
    ("lang", "language"),
    [("de_DE.UTF-8", "de"), ("DE", "de"), ("en_US.UTF-8", "en"), ("C", "en"), ("fr_FR", "en"), ("", "en")],
)
def test_without_a_word_the_language_is_the_machines(lang: str, language: str) -> None:
    assert read_settings({"LANG": lang}).language == language
    assert read_settings({"LANG": lang, "JOBBOARD_LANG": "en"}).language == "en"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JOBBOARD_LANG", "fr"),
        ("JOBBOARD_PUBLIC_URL", "jobs.musterstadt.example"),
        ("JOBBOARD_PUBLIC_URL", "javascript:alert(1)"),
        ("JOBBOARD_DATA", "~nobody-of-that-name/x"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({name: value})
    assert (caught.value.name, name in str(caught.value), value in str(caught.value)) == (name, True, True)


def test_the_data_folder_must_not_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="is a file, not a folder"):
        read_settings({"JOBBOARD_DATA": str(tmp_path / "file")})


def test_blank_is_as_good_as_unset() -> None:
    assert read_settings({setting.name: "  " for setting in SETTINGS}) == read_settings({})


def test_the_home_folder_is_written_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_settings({"JOBBOARD_DATA": "~/jobs"}).data == tmp_path / "jobs"


def test_the_environment_of_the_process_is_read_at_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBBOARD_REGION", "elsewhere")
    assert read_settings().region == "elsewhere"


def test_the_embedded_store_opens_where_the_settings_say(tmp_path: Path) -> None:
    settings = read_settings({"JOBBOARD_DATA": str(tmp_path / "a b")})
    create_store(settings.database_url).close()
    assert (tmp_path / "a b" / "store.sqlite").is_file()


LLM = {"ASSISTANT_LLM_URL": "https://llm.example/v1/", "ASSISTANT_LLM_MODEL": "small", "ASSISTANT_LLM_KEY": "sk-secret"}


def test_a_language_model_is_set_by_its_address() -> None:
    assert read_settings({}).llm is None
    assert read_settings({"ASSISTANT_LLM_MODEL": "small"}).llm is None
    llm = read_settings(LLM).llm
    assert llm is not None and "sk-secret" not in repr(read_settings(LLM))
    assert (llm.url, llm.model, llm.key) == ("https://llm.example/v1", "small", "sk-secret")
    assert (llm.timeout_s, llm.per_session, llm.per_day) == (4.0, 20, 500)


@pytest.mark.parametrize(
    "url", ["http://localhost:8000/v1", "http://llm:8000", "http://10.0.0.7/v1", "http://[::1]:1/v1"]
)
def test_plain_http_is_for_the_own_network(url: str) -> None:
    llm = read_settings({**LLM, "ASSISTANT_LLM_URL": url}).llm
    assert llm is not None and llm.url == url


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ASSISTANT_LLM_URL", "http://llm.example/v1"),
        ("ASSISTANT_LLM_URL", "http://203.0.113.77x/v1"),
        ("ASSISTANT_LLM_URL", "http://8.8.8.8/v1"),
        ("ASSISTANT_LLM_URL", "http://[2606:4700::1]/v1"),
        ("ASSISTANT_LLM_URL", "https://me:secret@llm.example/v1"),
        ("ASSISTANT_LLM_URL", "https://llm.example/v1?key=secret"),
        ("ASSISTANT_LLM_URL", "https://"),
        ("ASSISTANT_LLM_URL", "https://[secret"),
        ("ASSISTANT_LLM_URL", "ftp://llm.example"),
        ("ASSISTANT_LLM_URL", "llm.example"),
        ("ASSISTANT_LLM_MODEL", ""),
        ("ASSISTANT_LLM_KEY", "secret\nX-Other: 1"),
        ("ASSISTANT_LLM_KEY", "sécret"),
        ("ASSISTANT_LLM_TIMEOUT_S", "soon"),
        ("ASSISTANT_LLM_TIMEOUT_S", "0"),
        ("ASSISTANT_LLM_TIMEOUT_S", "nan"),
        ("ASSISTANT_LLM_TIMEOUT_S", "3600"),
        ("ASSISTANT_LLM_PER_DAY", "-1"),
        ("ASSISTANT_LLM_PER_SESSION", "1.5"),
    ],
)
def test_a_language_model_that_cannot_be_used_is_named_without_its_secrets(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({**LLM, name: value})
    assert caught.value.name == name and "secret" not in str(caught.value)
