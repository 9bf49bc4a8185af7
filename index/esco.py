"""The shipped ESCO artefact: concepts with their labels, and the hashes by which a text's words find them.

`index/model/esco/` is written by `index.train_occupations`. Only the preferred labels are in it as text; all other
labels are 64-bit hashes. This service uses the ESCO classification of the European Commission.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import SHIPPED
from index.errors import ModelMissing

FOLDER = SHIPPED / "esco"
FORMAT = 1
MANIFEST, OCCUPATIONS, SKILLS, ARRAYS = "manifest.json", "occupations.tsv", "skills.tsv", "arrays.safetensors"
HIDDEN, OTHER, PREFERRED, OWN = range(4)  # how sure a label names one occupation; ours stand above ESCO's
NO_OCCUPATION = 2**16 - 1  # of a title that names no single occupation
_ROOT = {OCCUPATIONS: "http://data.europa.eu/esco/occupation/", SKILLS: "http://data.europa.eu/esco/skill/"}
_REMEDY = "`python -m index.train_occupations` builds it anew; until then occupations stay unknown."


@dataclass(frozen=True, slots=True)
class Concept:
    """An occupation or a skill of ESCO with its preferred labels."""

    uri: str
    label_en: str
    label_de: str

    def label(self, language: str) -> str:
        """The label in a language: German, or else English."""
        return self.label_de if language == "de" else self.label_en


def key_of(kind: str, text: str) -> int:
    """The 64-bit hash of a folded label; `kind` keeps tables apart that must not meet."""
    digest = hashlib.blake2b(f"{kind}\0{text}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


class Esco:
    """The artefact of a folder, each part read when it is first asked for.

    Raises ModelMissing if it is not there, of another format, or not what its manifest says.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        try:
            self.manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
            found, files = self.manifest["format"], dict(self.manifest["files"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelMissing(folder, f"its manifest cannot be read ({error}).", remedy=_REMEDY) from error
        if found != FORMAT:
            raise ModelMissing(folder, f"it has format {found}, this program reads {FORMAT}.", remedy=_REMEDY)
        for name in (OCCUPATIONS, SKILLS, ARRAYS):
            if files.get(name) != checksum(folder / name):
                raise ModelMissing(folder, f"{name} is not the file its manifest names.", remedy=_REMEDY)

    @property
    def encoder(self) -> str:
        """The id of the encoder whose vectors the class vectors are."""
        return str(self.manifest.get("encoder", ""))

    @cached_property
    def occupations(self) -> tuple[Concept, ...]:
        """The occupations, in the order of the class vectors."""
        return self._concepts(OCCUPATIONS)

    @cached_property
    def skills(self) -> tuple[Concept, ...]:
        """The skills that a text can name."""
        return self._concepts(SKILLS)

    @cached_property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """Class vectors, hash tables and relations by name."""
        from safetensors.numpy import load_file

        return dict(load_file(self.folder / ARRAYS))

    @cached_property
    def skill_keys(self) -> dict[int, int]:
        """The hash of a skill's words to its number."""
        return dict(zip(self.arrays["skill_keys"].tolist(), self.arrays["skill_of_key"].tolist(), strict=True))

    @cached_property
    def title_keys(self) -> dict[int, tuple[int, tuple[int, ...]]]:
        """The hash of a title to its rank and the occupations of that name; several where ESCO names several alike."""
        keys: dict[int, tuple[int, tuple[int, ...]]] = {}
        columns = (self.arrays[name].tolist() for name in ("title_keys", "rank_of_key", "class_of_key"))
        for key, rank, at in zip(*columns, strict=True):
            keys[key] = (rank, (*keys.get(key, (rank, ()))[1], at))
        return keys

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """The class vectors, one row an occupation, of length one."""
        rows = self.arrays["vectors"].astype(np.float32)
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), dtype=np.float32)

    def occupations_of_skill(self, skill: int) -> NDArray[Any]:
        """The numbers of the occupations that need a skill."""
        starts = self.arrays["relation_starts"]
        return np.asarray(self.arrays["relations"][starts[skill] : starts[skill + 1]])

    @cached_property
    def by_uri(self) -> dict[str, Concept]:
        """Every concept by its address."""
        return {one.uri: one for one in (*self.occupations, *self.skills)}

    @cached_property
    def skill_labels(self) -> dict[str, str]:
        """The German label of each skill by its English one."""
        return {one.label_en: one.label_de for one in self.skills}

    def _concepts(self, name: str) -> tuple[Concept, ...]:
        rows = (line.split("\t") for line in (self.folder / name).read_text("utf-8").splitlines())
        return tuple(Concept(_ROOT[name] + uuid, english, german) for uuid, english, german in rows)


def uuid_of(uri: str) -> str:
    """The last part of a concept's address."""
    return uri.rsplit("/", 1)[-1]


def checksum(path: Path) -> str:
    """SHA-256 of a file, "" if there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


@cache
def shipped_esco() -> Esco:
    """The artefact that ships with the program."""
    return Esco()


def skill_label(label: str, language: str) -> str:
    """A skill's label in a language, of our own vocabulary or of ESCO."""
    from jobboard.reading import skills

    own = skills.skill_label(label, language)
    if language != "de" or own != label:
        return own
    try:
        return shipped_esco().skill_labels.get(label, label)
    except ModelMissing:
        return label


def occupation_label(label: str, uri: str, language: str) -> str:
    """An occupation's label in a language, its own where ESCO has no such concept."""
    try:
        concept = shipped_esco().by_uri.get(uri)
    except ModelMissing:
        return label
    return concept.label(language) if concept else label
