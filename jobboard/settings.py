"""What can be set from outside? Every setting is an environment variable; docs/settings.md lists them."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from jobboard.errors import SettingsError
from jobboard.store import sqlite_url

_Number = TypeVar("_Number", int, float)


@dataclass(frozen=True, slots=True)
class Setting:
    """Name, default and purpose of an environment variable."""

    name: str
    default: str
    purpose: str


SETTINGS = (
    Setting("JOBBOARD_DATA", "var", "Folder of the embedded store, of the index, and of what the scrapers remember."),
    Setting(
        "JOBBOARD_DATABASE_URL",
        "",
        "Another store: postgresql://user:password@host/name. Empty: SQLite in JOBBOARD_DATA.",
    ),
    Setting(
        "JOBBOARD_SEARCH_URL",
        "",
        "A Milvus server that holds the index: http://user:password@host:19530/database. Empty: JOBBOARD_DATA/index.",
    ),
    Setting(
        "JOBBOARD_REGION", "", "The region pack: a folder, or a bundled pack's name. Empty: the only bundled pack."
    ),
    Setting(
        "JOBBOARD_MODEL",
        "",
        "Another sentence-transformers model (a folder or a model name). Empty: the shipped model.",
    ),
    Setting("JOBBOARD_LANG", "", "Language of the command line's messages: de or en. Empty: from LANG."),
    Setting(
        "JOBBOARD_PUBLIC_URL",
        "",
        "Address under which people reach the site, for links in job pages. Empty: as requested.",
    ),
    Setting(
        "ASSISTANT_LLM_URL",
        "",
        "An OpenAI-compatible endpoint (https://host/v1) that says the assistant's answers in other words. Empty: none.",
    ),
    Setting("ASSISTANT_LLM_MODEL", "", "The model's name there."),
    Setting("ASSISTANT_LLM_KEY", "", "The key for it, if it needs one."),
    Setting("ASSISTANT_LLM_TIMEOUT_S", "4", "Seconds after which the answer is given as it was composed."),
    Setting("ASSISTANT_LLM_PER_SESSION", "20", "How often one conversation may ask the model."),
    Setting("ASSISTANT_LLM_PER_DAY", "500", "How often all conversations of a day may ask it together."),
)


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Where a language model is, and how often it may be asked."""

    url: str
    model: str
    key: str = field(repr=False)  # what shows settings must not show it
    timeout_s: float
    per_session: int
    per_day: int


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process."""

    data: Path
    database_url: str
    search_url: str
    region: str
    model: str
    language: str
    public_url: str
    llm: LlmSettings | None = None

    @property
    def index_folder(self) -> Path:
        """Where index generations lie."""
        return self.data / "index"

    @property
    def vectors(self) -> Path:
        """The folder of kept vectors."""
        return self.data / "vectors"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in an environment; raises SettingsError on one that cannot be used."""
    env = os.environ if environment is None else environment
    value = {setting.name: env.get(setting.name, "").strip() or setting.default for setting in SETTINGS}
    try:
        data = Path(value["JOBBOARD_DATA"]).expanduser()
    except RuntimeError as error:
        raise SettingsError("JOBBOARD_DATA", value["JOBBOARD_DATA"], "names no user of this machine") from error
    if data.exists() and not data.is_dir():
        raise SettingsError("JOBBOARD_DATA", str(data), "is a file, not a folder")
    language = value["JOBBOARD_LANG"].lower() or ("de" if env.get("LANG", "").lower().startswith("de") else "en")
    if language not in ("de", "en"):
        raise SettingsError("JOBBOARD_LANG", language, "choose de or en")
    public = value["JOBBOARD_PUBLIC_URL"].rstrip("/")
    if public and not public.startswith(("http://", "https://")):
        raise SettingsError("JOBBOARD_PUBLIC_URL", public, "must begin with http:// or https://")
    search = value["JOBBOARD_SEARCH_URL"]
    if search and not search.startswith(("http://", "https://")) and not search.endswith(".db"):
        shown = f"{search.partition(':')[0]}:…"  # what follows may hold a password
        raise SettingsError("JOBBOARD_SEARCH_URL", shown, "must begin with http:// or https://")
    return Settings(
        data=data,
        database_url=value["JOBBOARD_DATABASE_URL"] or sqlite_url(data.absolute()),
        search_url=search,
        region=value["JOBBOARD_REGION"],
        model=value["JOBBOARD_MODEL"],
        language=language,
        public_url=public,
        llm=_llm(value),
    )


def _llm(value: Mapping[str, str]) -> LlmSettings | None:
    url = value["ASSISTANT_LLM_URL"].rstrip("/")
    if not url:
        return None
    shown = f"{url.partition(':')[0]}:…"  # what follows may hold a password
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket without its fellow
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.username or parts.query or parts.fragment:
        raise SettingsError("ASSISTANT_LLM_URL", shown, "must be https://host/path, without password, ? or #")
    if parts.scheme == "http" and not _is_near(parts.hostname or ""):
        raise SettingsError("ASSISTANT_LLM_URL", shown, "must begin with https:// outside the own network")
    if not value["ASSISTANT_LLM_MODEL"]:
        raise SettingsError("ASSISTANT_LLM_MODEL", "", "names the model at ASSISTANT_LLM_URL and is missing")
    key = value["ASSISTANT_LLM_KEY"]
    if not key.isascii() or not key.isprintable():
        raise SettingsError("ASSISTANT_LLM_KEY", "…", "has characters that no key has")
    return LlmSettings(
        url=url,
        model=value["ASSISTANT_LLM_MODEL"],
        key=key,
        timeout_s=_number(value, "ASSISTANT_LLM_TIMEOUT_S", float, 60),
        per_session=_number(value, "ASSISTANT_LLM_PER_SESSION", int, 1_000_000),
        per_day=_number(value, "ASSISTANT_LLM_PER_DAY", int, 1_000_000),
    )


def _is_near(host: str) -> bool:
    """Whether a host is on this machine or in the own network, as far as its name tells."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host


def _number(value: Mapping[str, str], name: str, kind: Callable[[str], _Number], most: float) -> _Number:
    try:
        number = kind(value[name])
    except ValueError as error:
        raise SettingsError(name, value[name], "must be a number") from error
    if not 0 < number <= most:
        raise SettingsError(name, value[name], f"must be above 0 and at most {most}")
    return number
