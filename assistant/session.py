"""One person's conversation, in memory for as long as the page is open; it is kept only where the person says so."""

from pydantic import BaseModel, ConfigDict, Field

from assistant.situation import Situation
from jobboard.posting import Value

LONGEST_WORDS = 300  # characters kept of what was said


class Topic(Value):
    """What the last answer was about: its article and passage, and the words by which it was found."""

    article: str
    passage: int
    title: str
    words: str


class Session(BaseModel):
    """What a next question needs: the language, the person's situation, the last topic, and what was settled for good.

    No text of the person is kept but the words that a next message may lean on: what was asked or told last (`last`), the
    last search for jobs (`jobs`) and calculation (`sums`), and the questions that wait for the situation (`waiting`) or for a
    figure or a day (`pending`). `wished` is the language the person asked to be answered in, `posting` the job ad that is
    talked about, `refused` the kind of the last refusal as long as nothing was answered since, `rephrased` how often a
    language model was asked for other words.
    """

    model_config = ConfigDict(extra="forbid")

    language: str = Field(default="", max_length=10)
    wished: str = Field(default="", max_length=10)
    situation: Situation = Situation()
    topic: Topic | None = None
    last: str = Field(default="", max_length=LONGEST_WORDS)
    jobs: str = Field(default="", max_length=LONGEST_WORDS)
    sums: str = Field(default="", max_length=LONGEST_WORDS)
    turns: int = Field(default=0, ge=0)
    handed_over: bool = False
    refused: str = Field(default="", max_length=40)
    asked_situation: bool = False
    waiting: str = Field(default="", max_length=2_000)
    pending: str = Field(default="", max_length=2_000)
    posting: str = Field(default="", max_length=40)
    rephrased: int = Field(default=0, ge=0)

    def to_json(self) -> str:
        """The session as text, for a file the person names."""
        return self.model_dump_json()

    @classmethod
    def from_json(cls, text: str) -> "Session":
        """A session from its text; raises ValueError if it is none."""
        return cls.model_validate_json(text)
