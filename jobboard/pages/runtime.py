"""What all sessions share: pack, store, index and assistant, opened once a process."""

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from assistant import Assistant
from assistant.checklist import Checklists
from assistant.citing import Library
from assistant.opening import open_assistant
from index import Engine, LocalIndex, open_engine
from index.folding import Folding
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
    _index: Engine
    assistant: Assistant = field(init=False)
    _looked: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _folding: Folding = field(default_factory=Folding)

    def __post_init__(self) -> None:
        self.assistant = open_assistant(self.settings, self.pack, index=self.index, store=lambda: self.store)

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
    def library(self) -> Library:
        """The sources that checklists stand on."""
        return Library(Path(self.pack.path))

    @cached_property
    def checklists(self) -> Checklists | None:
        """The region's checklists, if it has any."""
        return Checklists.of_pack(Path(self.pack.path), self.library)

    def index(self, *, at_once: bool = False) -> Engine:
        """The index with the store's changes; `at_once` looks for them whenever the last look was."""
        with self._lock:
            if at_once or time.monotonic() - self._looked > LOOK_EVERY_S:
                self._index.refresh(self.store, self.today)
                if isinstance(self._index, LocalIndex):
                    self._folding.look(self._index.pending, len(self._index))
                self._looked = time.monotonic()
        return self._index

    @property
    def words_only(self) -> bool:
        """Whether the meaning cannot be searched, as the model or its vectors are unusable."""
        return isinstance(self._index, LocalIndex) and bool(self._index.fault)

    def warm(self) -> None:
        """Do once what the first search would wait for."""
        if isinstance(self._index, LocalIndex):
            self._index.warm()
        self.index(at_once=True).explore("warm", k=1)

    def warm_assistant(self) -> None:
        """Do once what the first chat would wait for: seconds, where nothing is kept of the articles."""
        self.assistant.warm().reply("warm", today=self.today)


@st.cache_resource(show_spinner=False)
def runtime() -> Runtime:
    """The process's shared parts."""
    settings = read_settings()
    pack = load_pack(find_pack(settings.region))
    store = open_store(settings.database_url)
    return Runtime(settings, pack, Gazetteer(pack.localities, pack.region.country), store, open_engine(settings))
