"""What can be wrong with the knowledge base; each error names the file and line.

AssistantError (JobboardError)
└── ArticleError      an article cannot be read, or says something without a source
"""

from pathlib import Path

from jobboard.errors import JobboardError


class AssistantError(JobboardError):
    """The root of this package's errors."""


class ArticleError(AssistantError):
    """An article is not fit to be answered from; carries file, line and reason."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}.", remedy="`jobboard check` lists every fault of the pack.")
        self.file, self.line, self.reason = file, line, reason
