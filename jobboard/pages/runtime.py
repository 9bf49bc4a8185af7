"""What all sessions share: pack, store, index and assistant, opened once a process."""

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import streamlit as st

from assistant import Assistant
from index import LocalIndex, load_encoder, open_index
from index.occupation import LazyClassifier
from jobboard.pack import find_pack, load_pack
from jobboard.places import Gazetteer
from jobboard.region import Pack
from jobboard.settings import Settings, read_settings
from jobboard.store import Store, open_store

LOOK_EVERY_S = 1.0
_LOG = logging.getLogger(__name__)


@dataclass
class Runtime:
    """The shared parts. The index looks for changes of the store at most once a second."""

    settings: Settings
    pack: Pack
    gazetteer: Gazetteer
    store: Store
    _index: LocalIndex
    _looked: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def today(self) -> date:
        """The day in the region."""
        return datetime.now(ZoneInfo(self.pack.region.timezone)).date()

    @property
    def now(self) -> datetime:
        """This moment."""
        return datetime.now(UTC)

    @cached_property
    def classify(self) -> LazyClassifier:
        """What names occupation and skills of an uploaded posting."""
        return LazyClassifier(_LOG.warning)

    @cached_property
    def assistant(self) -> Assistant:
        """The welcome assistant."""
        return Assistant.of_pack(self.pack, load_encoder(self.settings.model))

    def index(self, *, at_once: bool = False) -> LocalIndex:
        """The index with the store's changes; `at_once` looks for them whenever the last look was."""
        with self._lock:
            if at_once or time.monotonic() - self._looked > LOOK_EVERY_S:
                self._index.refresh(self.store, self.today)
                self._looked = time.monotonic()
        return self._index

    def warm(self) -> None:
        """Do once what the first visitor would wait for."""
        self.index(at_once=True).explore("warm", k=1)
        self.assistant.reply("warm", today=self.today)


@st.cache_resource(show_spinner=False)
def runtime() -> Runtime:
    """The process's shared parts."""
    settings = read_settings()
    pack = load_pack(find_pack(settings.region))
    store = open_store(settings.database_url)
    index = open_index(settings.index_folder, settings.model)
    return Runtime(settings, pack, Gazetteer(pack.localities, pack.region.country), store, index)
