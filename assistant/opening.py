"""The assistant of this installation: one for the command and the pages."""

from collections.abc import Callable

from assistant.assistant import Assistant
from assistant.rephrase import load_rephraser
from index.encoder import Encoder, NoEncoder, load_encoder
from index.errors import ModelMissing
from index.kept import KeptVectors
from index.search import SearchIndex
from jobboard.region import Pack
from jobboard.settings import Settings
from jobboard.store import Store


def open_assistant(
    settings: Settings, pack: Pack, *, index: Callable[[], SearchIndex], store: Callable[[], Store]
) -> Assistant:
    """A pack's assistant with the model and the language model of the settings; index and store are opened when a search for
    jobs needs them. Without a usable model it finds articles by their words only, and its `fault` says why."""
    encoder, fault = _encoder(settings)
    return Assistant.of_pack(
        pack,
        encoder,
        index=index,
        store=store,
        rephraser=load_rephraser(settings.llm, settings.data, encoder),
        kept=settings.vectors,
        fault=fault,
    )


def _encoder(settings: Settings) -> tuple[Encoder, str]:
    try:
        return KeptVectors(load_encoder(settings.model), settings.vectors), ""
    except ModelMissing as error:
        return NoEncoder(), str(error)
