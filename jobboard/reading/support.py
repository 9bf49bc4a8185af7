"""Does the employer help with the visa, or with the move? Yes, no, or the ad does not say."""

import re

from jobboard.reading.lines import around

_VISA = (
    (
        False,
        r"(?<!with or )(?:no|without|nor)\s(?:\w+\s){0,2}(?:visa[- ])?sponsorship|(?:not|unable to|cannot|can't|can not|don't|won't)\s(?:\w+\s){0,4}sponsor|sponsorship (?:is |of \w+ is )?(?:not|unavailable)|"
        r"not (?:available for|eligible for|offering|provide|offer)\s(?:\w+\s){0,2}visa|keine (?:unterstützung|hilfe) (?:beim?|bei der) vis|kein visa-?sponsoring|visa\w*[- ](?:sponsoring|sponsorship|unterstützung)\s(?:\w+\s){0,3}(?:nicht|not)\b|"
        r"without (?:the )?need for (?:\w+\s)?sponsorship|now or in the future require sponsorship|nicht .{0,20}visa-?(?:sponsor|unterstütz)",
    ),
    (
        True,
        r"visa[- ](?:sponsorship|support|sponsoring|assistance|unterstützung|hilfe|application support)|(?:support|assist\w*|help|sponsor)\s(?:\w+\s){0,4}(?:with|for|your|a|get|obtain|in)\s(?:\w+\s){0,3}(?:visas?\b|work permit)|(?:unterstütz\w*|hilfe|helfen|begleit\w*)\s(?:\w+\s){0,6}(?:visa\b(?! (?:card|karte))|visum|visums\w*|visa-\w+|aufenthaltstitel|arbeitserlaubnis|einreise)|"
        r"(?:need|require) a visa\? no problem|visa (?:and|&|und|/|,) (?:relocation|umzug)|relocation (?:and|&|/) visa|sponsorship (?:is )?available|(?:visa|visum)\w* (?:\w+\s){0,3}(?:wird|werden|is|are) (?:übernommen|unterstützt|covered|supported|provided)",
    ),
)
_MOVE = (
    (
        False,
        r"(?:no|without|not|nor|or)\s(?:\w+\s){0,5}relocation (?:assistance|support|package|benefits)|relocation (?:assistance |support |package |benefits |costs )?(?:is |are )?(?:not|unavailable)|not (?:provide|offer|cover|available)\s(?:\w+\s){0,6}relocation|umzugskosten (?:\w+\s){0,3}(?:nicht|keine)|keine umzugs",
    ),
    (
        True,
        r"relocation[- ](?:assistance|support|package|bonus|allowance|benefits?|budget|service|provided|offered|unterstützung|paket|help)|(?:offer|provide|support|rich|paid|including|help|assist\w*|bieten)\s(?:\w+\s){0,4}relocation|"
        r"umzugs(?:kosten\w*|hilfe\w*|unterstützung|pauschale|zuschuss|beihilfe|service|paket|bonus)|(?:unterstütz\w*|hilfe|helfen|begleit\w*|beratung)\s(?:\w+\s){0,6}(?:umzug|wohnungssuche|wohnraumsuche|relocation)|hilfe bei der wohnung|(?:umzug|wohnungssuche)\s(?:\w+\s){0,4}unterstütz|"
        r"trennungsgeld|help (?:you )?(?:\w+\s){0,3}(?:relocat|find\w* (?:an? )?(?:apartment|flat|accommodation|housing))|relocation (?:and|&|/) visa|visa (?:and|&|/|,) relocation",
    ),
)
_PATTERNS = {
    name: [(value, re.compile(pattern)) for value, pattern in rows] for name, rows in (("visa", _VISA), ("move", _MOVE))
}
# The card, the company of that name, and jobs whose task it is.
_NOT_MEANT = re.compile(
    r"visa[- ]?(?:card|karte|gold|inc)|master ?card|visa's|\bat visa\b|visa will|(?:organis\w*|koordin\w*|coordinate|manage|bearbeit\w*|prüf\w*)\s(?:\w+\s){0,4}(?:visa|relocation|umz[uü]g)|(?:bereitschaft|bereit|willing(?:ness)?)\s(?:\w+\s){0,3}(?:zum umzug|umzu|to relocat)"
)
_HINT = re.compile(
    r"vis[au]|relocat|umzug|sponsor|work permit|wohnung|wohnraum|arbeitserlaubnis|aufenthaltstitel|trennungsgeld|apartment|accommodation"
)


def read_support(text: str) -> dict[str, tuple[bool, str]]:
    """For "visa" and "move", where the ad says something: whether there is help, and the words; a no wins."""
    found: dict[str, tuple[bool, str]] = {}
    for line in text.split("\n"):
        low = line[:4000].lower()
        if not _HINT.search(low) or _NOT_MEANT.search(low):
            continue
        for name, patterns in _PATTERNS.items():
            for value, pattern in patterns:
                if match := pattern.search(low):
                    if name not in found or (found[name][0] and not value):
                        found[name] = (value, around(line, *match.span()))
                    break
    return found
