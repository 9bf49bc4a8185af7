"""Who helps with this? The advice centres of the pack that fit what a person needs, each with its source and its date."""

from collections.abc import Mapping

from assistant.citing import Citing, Library, in_language, note_on
from assistant.packtable import translated_in
from assistant.phrases import Phrases, table, written
from assistant.question import Asked, Context
from assistant.reply import CitedSentence, Kind, Reply, own_words
from jobboard.region import Contact, Pack

CONTACTS = "contacts.toml"
MOST = 3


class Advice:
    """Finds advice centres by need: the words of tables/needs.toml, or a centre's own name."""

    def __init__(self, pack: Pack, library: Library) -> None:
        self._contacts, self._library = pack.contacts, library
        self._translated = frozenset(translated_in(pack.path / CONTACTS))
        self._needs: Mapping[str, Phrases] = {name: Phrases(row["phrases"]) for name, row in table("needs").items()}
        self._topics: Mapping[str, tuple[str, ...]] = {
            name: tuple(row["topics"]) for name, row in table("needs").items()
        }

    def fitting(self, text: str) -> list[Contact]:
        """The centres for the needs a text names, the nearest need first, those for few topics before those for many."""
        low = written(text)
        named = [one for one in self._contacts if any(written(name) in low for name in one.name.values())]
        needs = [name for name, phrases in self._needs.items() if phrases.within(low)]
        found = [*named]
        for name in needs:
            topics = set(self._topics[name])
            scored = [(len(topics & set(one.topics)) / (len(one.topics) or 1), one) for one in self._contacts]
            ranked = sorted(scored, key=lambda one: -one[0])
            found += [one for score, one in ranked if score > 0]
        return [one for at, one in enumerate(found) if one not in found[:at]][:MOST]

    def __call__(self, asked: Asked, context: Context, /) -> Reply | None:
        """The fitting centres; None if the question names no need."""
        found = self.fitting(asked.text) or (self.fitting(asked.texts[0]) if asked.follows else [])
        if not found:
            return None
        citing = Citing(self._library, context.voice, context.today)
        sentences: list[CitedSentence] = []
        for contact in found:
            if contact.source not in self._library.sources:
                continue
            numbers = citing.of([contact.source])
            what = in_language(contact.what, asked.language)
            sentences.append(CitedSentence(f"{in_language(contact.name, asked.language)}: {what}", numbers))
            if reach := ", ".join(
                part for part in (contact.address, contact.phone, contact.email, contact.url) if part
            ):
                sentences.append(CitedSentence(reach if contact.url else f"{reach}.", numbers))
        if not sentences:
            return None
        note = note_on([one.what for one in found], self._translated, context.voice, asked.language)
        return Reply(
            kind=Kind.ANSWER,
            language=asked.language,
            sentences=(*own_words(note), *sentences, *citing.warnings()),
            citations=tuple(citing.citations),
            contact=found[0].key,
            expired=citing.expired(),
        )
