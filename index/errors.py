"""What can be wrong with an index; each error names the folder or file and says what to do.

IndexFault (JobboardError)
├── IndexMissing      no index has been built yet
├── IndexDamaged      no generation is intact; carries what is wrong with each
├── IndexForeign      built from another store, by another model, or in another format
│   └── OtherModel    only the model is another: the words can be searched
├── IndexBusy         another process is building
├── BuildEnded        a process that helped building was killed; the old generation serves on
├── SearchUnavailable the search server of JOBBOARD_SEARCH_URL does not answer, or its client is not installed
└── ModelMissing      the configured model cannot be loaded
"""

from pathlib import Path

from jobboard.errors import JobboardError


class IndexFault(JobboardError):
    """The root of this package's errors; carries the folder or file."""

    thing = "Index"

    def __init__(
        self, path: Path | str, message: str, *, remedy: str = "`jobboard index` builds it anew from the store."
    ) -> None:
        super().__init__(f"{self.thing} {path}: {message}", remedy=remedy)
        self.path = path


class IndexMissing(IndexFault):
    """There is no index."""


class IndexDamaged(IndexFault):
    """No generation of the index is intact."""


class IndexForeign(IndexFault):
    """The index does not belong to this store, model or program."""


class OtherModel(IndexForeign):
    """The index was built with another text model."""


class IndexBusy(IndexFault):
    """Another process is building the index."""


class BuildEnded(IndexFault):
    """A build did not come to its end."""


class ModelMissing(IndexFault):
    """The text model cannot be loaded."""

    thing = "Model"


class SearchUnavailable(IndexFault):
    """The search server cannot be used; carries its address without a password."""

    thing = "Search server"
