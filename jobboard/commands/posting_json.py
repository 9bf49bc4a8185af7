"""A posting in short, as search, match and other lists print it."""

from typing import Any

from jobboard.posting import JobPosting
from jobboard.texts import Texts


def short(posting: JobPosting) -> dict[str, Any]:
    """The fields a list shows, in their public JSON form."""
    full = posting.to_dict()
    names = (
        "id", "source", "source_ref", "url", "apply_url", "title", "employer", "industry", "language", "places", "remote", "employment_types",
        "weekly_hours", "fixed_term", "salary", "language_requirements", "skills", "date_posted", "valid_through", "demo", "status",
    )  # fmt: skip
    return {name: full[name] for name in names}


def one_line(posting: JobPosting, t: Texts) -> str:
    """A posting on one line of text."""
    from jobboard.view import mode_text, place_text, salary_text

    mark = t("demo")
    demo = f" [{mark}]" if posting.demo else ""
    parts = [
        posting.title,
        posting.employer,
        place_text(posting, t),
        mode_text(posting.remote, t),
        salary_text(posting.salary, t),
    ]
    return " · ".join(part for part in parts if part) + demo
