"""How does one posting stand to what is asked for? It fits, it says otherwise, or it does not say."""

from index.columns import SAYS, TESTS, Columns, Facts, Filters


def standing(facts: Facts, filters: Filters) -> dict[str, bool | None]:
    """By criterion that is asked for: True if the facts fit, False if they say otherwise, None if they say nothing."""
    columns, found = Columns.build([facts]), dict[str, bool | None]()
    for name, test in TESTS:
        if (passed := test(columns, filters)) is None:
            continue
        said = name not in SAYS or bool(SAYS[name](columns, filters)[0])
        found[name] = True if passed[0] else False if said else None
    return found
