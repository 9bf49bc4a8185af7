"""Skill labels of ESCO that are no evidence of a skill: words any ad uses, decided by reading what they hit in real ads.

A label of one word stands in lower case; a label of several words is compared by its stems.
"""

WORDS = frozenset(
    """
    kenntnisse fähigkeiten sprachen beraten beratung energie getränke marken bau spark planen strom migration finanzen
    digitalisierung geschäftsprozesse medizin baubranche kommunizieren reinigung ökosysteme notfälle politik kameras logik
    schwangerschaft ernährung stilllegung golf tennis yoga fußball babysitting kosmetik hybridmodell protein arbeitsmarkt
    rehabilitation büroausstattung telekommunikationsbranche schuhindustrie hotelbetrieb unternehmensrichtlinien swift
    qualitätsstandards wissensbasis testverfahren beratungsmethoden kommunikation werte berichten hilfsmittel philosophie
    geschichte literatur ethik religion recht mode sport musik tanz theater unterhaltung haar haare wetter umwelt technik
    wirtschaft sicherheit gesundheit gesetze personal kunden produkte dienstleistungen wasser holz metall papier leder
    skills knowledge communication communicating plan processes languages energy pregnancy history literature logic less
    assembly scratch dies brands consultation craftsmanship crafting ethics terminology medicines medicine ecosystems autism
    electricity football ski hair sing weighing childbirth politics spelling betting beeswax lactation wildlife mindfulness
    entrepreneurship philanthropy assertiveness cleaning logging troubleshoot interviewing negotiating constructing measuring
    digitization cameras mechanics securities theology morphology oxidation philosophy collections tools services products
    environment safety health law music dance sports fashion water wood metal paper leather culture security innovation
    soccer swimming running cycling decommissioning communicate negotiate consult advise assist lead manage sell teach
    listen support travel write read speak drive cook clean
    """.split()
)
PHRASES = tuple(
    line.strip()
    for line in """
    work in teams; work in a team; work as a team; application process; personal development; training session
    training sessions; solve problems; help customers; assist customers; management skills; company policies
    business processes; team building; building materials industry; assess candidates; meet deadlines; labour market
    job market; create models; build models; develop models; sustainable building materials; data for storage
    data storage; mobility services; hybrid model; cancer risk factors; improve processes; build trust; tell stories
    tell a story; customer contact; contact customers; leadership principles; research topic; sports events
    sporting events; support individuals; collaborate with stakeholders; business knowledge; knowledge of business
    active listening; knowledge base; create solutions; design principles; sales activities; management processes
    use machine learning; maintain databases; maintaining database; support managers; organisational structure
    organizational structure; meet technical requirements; financial processes; work with colleagues; trade book
    sales processes; assessment process; assessment practices; change priorities; provide information
    represent the organization; represent the organisation; health care system; healthcare system; new analytics
    new analyses; manage projects; manage project; think strategically; analytical thinking; think analytically
    think critically; think holistically; attend meetings; giving feedback; follow a brief; show initiative
    work in an international environment; working in an international environment; develop products; design new products
    develop new products; manage data; process data; gather data; collect data; quality standards; security requirements
    office equipment; business model; keep company; printed materials; schedule an appointment; geographic areas
    Probleme lösen; in einem internationalen Umfeld arbeiten; Nachhaltigkeit von Unternehmen; nachhaltiges Unternehmen
    Mobilität als Dienstleistung; digitale Systeme; mit Designern zusammenarbeiten; Manager und Managerinnen unterstützen
    IKT-System verwalten; System verwalten; Systeme verwalten; Finanzdienstleistungen anbieten; Datenbanken nutzen
    Verantwortung übernehmen; selbstständig arbeiten; analytisch denken; innovativ denken; kreativ denken; Daten sammeln
    ein Team leiten; ein Team führen; Lösungen entwickeln; Entscheidungen treffen; Modelle erstellen; Modelle entwickeln
    Projekte managen; Mitarbeiter unterstützen; Andere unterstützen; Bericht erstatten; Qualität gewährleisten
    """.replace("\n", ";").split(";")
    if line.strip()
)
