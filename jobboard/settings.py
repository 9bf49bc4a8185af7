"""What can be set from outside? Every setting is an environment variable; docs/settings.md lists them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jobboard.errors import SettingsError
from jobboard.store import sqlite_url


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
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process."""

    data: Path
    database_url: str
    region: str
    model: str
    language: str
    public_url: str

    @property
    def index_folder(self) -> Path:
        """Where index generations lie."""
        return self.data / "index"


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
    return Settings(
        data=data,
        database_url=value["JOBBOARD_DATABASE_URL"] or sqlite_url(data.absolute()),
        region=value["JOBBOARD_REGION"],
        model=value["JOBBOARD_MODEL"],
        language=language,
        public_url=public,
    )
