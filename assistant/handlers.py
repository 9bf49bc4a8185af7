"""Who answers which kind of question? One row for each; what has no row, or gets None from it, goes to the articles."""

from collections.abc import Mapping

from assistant.desk import advice, calculations, chained, checklists, explanations, jobs
from assistant.intent import Intent
from assistant.question import Builder, Handler, Services

# A builder gets the services (pack, and index and store where there are any) and gives the handler, or None where it
# cannot work without one of them.
BUILDERS: Mapping[Intent, Builder] = {
    Intent.CALCULATION: chained(calculations, checklists, explanations, jobs),
    Intent.CHECKLIST: chained(checklists, calculations),
    Intent.JOBS: chained(jobs),
    Intent.POSTING: chained(explanations),
    Intent.CONTACT: chained(advice),
    # A question for a fact is worked out, listed or explained only where it says all that this needs.
    Intent.FACT: chained(calculations, checklists, explanations, jobs),
}


def build_handlers(services: Services) -> dict[Intent, Handler]:
    """The handlers that can work with these services."""
    built = {intent: build(services) for intent, build in BUILDERS.items()}
    return {intent: handler for intent, handler in built.items() if handler is not None}
