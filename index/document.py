"""What is indexed: a document's words, the texts its vector is made of, and its facts."""

from dataclasses import dataclass

from index.columns import Facts, facts_of
from jobboard.posting import JobPosting

TITLE_REPEATS = 3  # a word of the title counts as three of the text


@dataclass(frozen=True, slots=True)
class Document:
    """A posting or an article as the index sees it: `headline` says what it is, `body` tells the rest."""

    id: str
    headline: str
    body: str
    language: str = ""
    facts: Facts = Facts()

    @property
    def lexical_text(self) -> str:
        """The text whose words are indexed, the headline weighted."""
        return "\n".join([self.headline] * TITLE_REPEATS + [self.body])


def document_of(posting: JobPosting) -> Document:
    """The document of a posting: title and occupation are its headline."""
    occupation = posting.occupation.label if posting.occupation else ""
    headline = (
        posting.title_clean
        if occupation.casefold() in posting.title_clean.casefold()
        else f"{posting.title_clean}, {occupation}"
    )
    places = " ".join(place.name for place in posting.places)
    skills = " ".join(skill.label for skill in posting.skills)
    body = "\n".join((posting.employer, places, posting.industry, skills, posting.description_text))
    return Document(posting.id, headline, body, posting.language, facts_of(posting))
