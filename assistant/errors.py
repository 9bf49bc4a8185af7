"""What can be wrong with the knowledge base; each error names the file and line.

AssistantError (JobboardError)
├── ArticleError      an article cannot be read, or says something without a source
├── LlmFailed         the language model gave no answer that can be read
└── LlmMissing        a language model is set, but the extra `llm` is not installed
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


class LlmFailed(AssistantError):
    """No answer that can be read; `reason` is one word for the operator and never holds text of the endpoint."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the language model gave no answer ({reason}).")
        self.reason = reason


class LlmMissing(AssistantError):
    """A language model is set, but what reaches it is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "ASSISTANT_LLM_URL is set, but httpx2 is not installed.",
            remedy="Install the extra: pip install 'heimvorteil[llm]'; or leave ASSISTANT_LLM_URL empty.",
        )
