"""Ads of invented employers that look like real ones: most of the text stands under every ad of the employer."""

from jobboard.posting import JobPosting, Place, posting_id

ABOUT = "Die Probewerk Gruppe baut seit 1921 Pumpen und Armaturen für Wasserwerke in ganz Europa. Rund 800 Menschen arbeiten bei uns an vier Standorten. Wir sind stolz auf kurze Wege, flache Hierarchien und eine Kultur, in der jede Meinung zählt."
OFFER = "Wir bieten Ihnen 30 Tage Urlaub, Urlaubs- und Weihnachtsgeld, eine betriebliche Altersvorsorge, ein Jobticket, eine Kantine mit regionalen Gerichten und zwei Tage mobiles Arbeiten in der Woche. Wir freuen uns auf Ihre Bewerbung über unser Portal. Menschen mit Behinderung werden bei gleicher Eignung bevorzugt."
TASKS = {
    "einkauf": "Sie holen Angebote für Gussteile ein, verhandeln Rahmenverträge und überwachen die Termine der Lieferanten.",
    "lohn": "Sie rechnen die Gehälter von 800 Beschäftigten ab, melden an die Sozialversicherung und beantworten Fragen zur Steuer.",
    "java": "Sie entwickeln Dienste für unser Portal in Java und Spring Boot, schreiben Tests und betreuen den Betrieb in der Cloud.",
    "pumpe": "Sie legen Laufräder und Gehäuse aus, rechnen Strömungen und begleiten Ihre Entwürfe bis auf den Prüfstand.",
    "halle": "Sie montieren Kreiselpumpen nach Zeichnung, prüfen auf Dichtheit und halten Ihren Arbeitsplatz in Ordnung.",
    "netz": "Sie betreiben die Netzwerke der vier Standorte, planen Umbauten und helfen, wenn eine Leitung ausfällt.",
}


def text_of(task: str, *, about: str = ABOUT, offer: str = OFFER) -> str:
    """The text of an ad: employer, tasks, profile, offer."""
    own = TASKS.get(task, task)
    return f"{about}\n\nIhre Aufgaben\n{own}\n\nIhr Profil\nErfahrung in diesem Gebiet und Freude an der Arbeit im Team.\n\n{offer}"


def ad(reference: str, source: str = "site:probewerk", **fields: object) -> JobPosting:
    """A posting with what tells ads apart; `task` is short for the text, `place` for the places."""
    task, place = fields.pop("task", "einkauf"), fields.pop("place", "Musterstadt")
    title = str(fields.pop("title", "Sachbearbeiter Einkauf (m/w/d)"))
    values = {
        "employer": "Probewerk GmbH",
        "language": "de",
        "description_text": text_of(str(task)),
        "places": (Place(name=str(place)),) if place else (),
        "title_clean": title.replace(" (m/w/d)", ""),
        **fields,
    }
    return JobPosting.model_validate(
        {"id": posting_id(source, reference), "source": source, "source_ref": reference, "title": title, **values}
    )


def other_ads(source: str = "site:probewerk") -> list[JobPosting]:
    """The employer's other ads, which show what its boilerplate is."""
    titles = ("Lohnbuchhalter", "Softwareentwickler Java", "Konstrukteur Pumpen", "Monteur", "Netzwerkadministrator")
    return [ad(title, source, title=title, task=task) for title, task in zip(titles, list(TASKS)[1:], strict=True)]
