"""Titles of today's ads that ESCO does not list, or lists under an occupation that a German ad does not mean.

Written by us: the title, then ESCO's preferred English label; "-" marks a title that names no single occupation.
They stand above ESCO's own labels when `index.train_occupations` builds the dictionary.
"""

NONE = "-"
TITLES = """
Bilanzbuchhalter; Finanzbuchhalter; Debitorenbuchhalter; Kreditorenbuchhalter; Hauptbuchhalter = bookkeeper
Controller = financial controller
Lohnbuchhalter; Entgeltabrechner; Sachbearbeiter Entgeltabrechnung; Payroll Specialist; Payroll Accountant = payroll clerk
Steuerfachangestellter; Steuerfachangestellte; Steuerfachwirt; Steuerassistent = tax clerk
Personalreferent; HR Business Partner; HR Generalist; HR Specialist; Referent Personal = human resources officer
Personalsachbearbeiter; Sachbearbeiter Personal; HR Assistant; HR Administrator = human resources assistant
Recruiter; Talent Acquisition Manager; Talent Acquisition Specialist; Recruiting Manager; Technical Recruiter = recruitment consultant
Java Entwickler; Java Developer; Java Software Engineer; Python Entwickler; Python Developer = software developer
Fullstack Entwickler; Full Stack Entwickler; Fullstack Developer; Full Stack Developer; Full-Stack Engineer = software developer
Backend Entwickler; Backend Developer; Backend Engineer; Back-End Developer; Software Engineer = software developer
C++ Entwickler; C++ Developer; C# Entwickler; C# Developer; .NET Entwickler; .NET Developer; PHP Entwickler = software developer
PHP Developer; Ruby Developer; Golang Developer; Kotlin Developer; Scala Developer; ABAP Entwickler = software developer
ABAP Developer; Entwickler Software; Full Stack Software Engineer; Web Application Developer = software developer
Fachinformatiker Anwendungsentwicklung; Fachinformatiker für Anwendungsentwicklung = software developer
Fachinformatiker Systemintegration; Fachinformatiker für Systemintegration = ICT system administrator
Frontend Entwickler; Frontend Developer; Frontend Engineer; Front-End Engineer; Angular Developer = user interface developer
React Developer; Angular Entwickler; React Entwickler; Vue Developer; UI Developer; UI Engineer = user interface developer
Webentwickler; Web Entwickler; Web Developer; TYPO3 Entwickler; WordPress Entwickler = web developer
App Entwickler; iOS Entwickler; Android Entwickler; iOS Developer; Android Developer; Mobile Developer = mobile application developer
Embedded Softwareentwickler; Embedded Software Engineer; Embedded Software Developer = embedded systems software developer
UX Designer; UI Designer; UX/UI Designer; UI/UX Designer; Product Designer UX = user interface designer
AI Engineer; KI-Entwickler; KI-Ingenieur; Machine Learning Engineer; ML Engineer = artificial intelligence engineer
Data Warehouse Entwickler; DWH Entwickler; Data Warehouse Developer = data warehouse designer
Data Steward; Data Quality Manager; Datenqualitätsmanager = data quality specialist
Business Analyst; Unternehmensanalyst = business analyst
IT Business Analyst = ICT business analyst
IT-Architekt; IT Architect; Solution Architect; Lösungsarchitekt; Systemarchitekt = ICT system architect
IT-Projektleiter; IT-Projektmanager; IT Project Manager; Scrum Master = ICT project manager
Product Owner; Technical Product Manager = ICT product manager
IT-Administrator; Systemadministrator; System Administrator; Linux Administrator; Windows Administrator; Serveradministrator = ICT system administrator
IT-Supporter; IT-Support; IT Support Specialist; First Level Support; 1st Level Support; 2nd Level Support; Service Desk Agent = ICT help desk agent
IT Support Engineer; Helpdesk Mitarbeiter; Mitarbeiter IT Helpdesk; Mitarbeiter IT-Support; Support Specialist = ICT help desk agent
IT-Security Engineer; IT Security Engineer; IT-Security Analyst; IT Security Specialist; Cyber Security Analyst = ICT security technician
IT-Consultant; IT-Berater; SAP Berater; SAP Consultant; SAP-Inhouse-Consultant; SAP Inhouse Consultant = ICT consultant
Softwaretester; Software Tester; Test Automation Engineer; Testautomatisierer; QA Tester = software tester
Key Account Manager; Account Manager; Sales Account Manager = sales account manager
Außendienstmitarbeiter; Vertriebsmitarbeiter; Vertriebsmitarbeiter im Außendienst; Mitarbeiter Vertrieb = commercial sales representative
Sales Representative; Sales Executive; Account Executive; Vertriebsrepräsentant; Mitarbeiter im Außendienst = commercial sales representative
Mitarbeiter Vertriebsinnendienst; Sachbearbeiter Vertriebsinnendienst; Vertriebssachbearbeiter; Sachbearbeiter Vertrieb = sales support assistant
Mitarbeiter im Vertriebsinnendienst; Vertriebsassistent; Sales Assistant Back Office = sales support assistant
Kundenberater; Kundenbetreuer; Mitarbeiter Kundenservice; Mitarbeiter im Kundenservice; Customer Service Agent = customer service representative
Customer Support Specialist; Customer Support Agent; Servicemitarbeiter Kundenservice; Kundenservice-Mitarbeiter = customer service representative
Customer Success Manager = client relations manager
Online Marketing Manager; Online-Marketing-Manager; Performance Marketing Manager; Digital Marketing Manager = digital marketing manager
Social Media Manager; Community Manager = online community manager
Strategischer Einkäufer; Operativer Einkäufer; Technischer Einkäufer; Buyer; Sachbearbeiter Einkauf = purchaser
Assistenz der Geschäftsführung; Assistenz der Geschäftsleitung; Assistent der Geschäftsführung; Executive Assistant = executive assistant
Teamassistenz; Teamassistent; Büroassistent; Büroassistenz; Team Assistant = administrative assistant
Kaufmann für Büromanagement; Kauffrau für Büromanagement; Bürokaufmann; Bürokauffrau; Bürokraft = office clerk
Verwaltungsfachangestellter; Verwaltungsfachangestellte; Verwaltungsfachwirt = civil service administrative officer
Volljurist; Jurist; Rechtsanwalt = lawyer
Legal Counsel; Syndikusrechtsanwalt; Syndikus; Unternehmensjurist = corporate lawyer
Pflegefachkraft; Pflegefachfrau; Pflegefachmann; Gesundheits- und Krankenpfleger; Altenpfleger = nurse responsible for general care
Examinierte Pflegefachkraft; Krankenschwester; Krankenpfleger; Registered Nurse = nurse responsible for general care
Pflegehelfer; Pflegeassistent; Pflegehilfskraft; Altenpflegehelfer = healthcare assistant
Medizinische Fachangestellte; Medizinischer Fachangestellter; Arzthelferin; MFA = doctors' surgery assistant
Facharzt; Oberarzt; Assistenzarzt = specialised doctor
Erzieher; Erzieherin; Staatlich anerkannter Erzieher; Pädagogische Fachkraft = early years teacher
Sozialpädagoge; Diplom-Sozialpädagoge = social pedagogue
Wissenschaftlicher Mitarbeiter; Wissenschaftliche Mitarbeiterin; Research Associate; Research Assistant; Doktorand = university research assistant
Berufskraftfahrer; Kraftfahrer; LKW-Fahrer; Lkw Fahrer CE; Kraftfahrer CE; Truck Driver = cargo vehicle driver
Busfahrer; Linienbusfahrer; Bus Driver = bus driver
Fachkraft für Lagerlogistik; Fachlagerist; Lagermitarbeiter; Lagerist; Lagerhelfer; Mitarbeiter Lager = warehouse worker
Kommissionierer = warehouse order picker
Postdoc; Postdoktorand; PhD Student; Doctoral Researcher; Doctoral Candidate = university research assistant
Marketing Data Analyst; Data Analyst = data analyst
Quality Assurance Engineer; QA Engineer; QA Automation Engineer = software tester
Mitarbeiter Verkauf; Mitarbeiter im Verkauf; Verkaufsmitarbeiter; Verkäufer = sales assistant
Produktionsmitarbeiter; Produktionshelfer; Mitarbeiter Produktion = factory hand
Elektroniker für Betriebstechnik; Betriebselektriker; Industrieelektriker = industrial electrician
Elektroniker für Energie- und Gebäudetechnik; Elektroinstallateur = domestic electrician
Entwicklungsingenieur; Konstrukteur; Konstruktionsingenieur; Design Engineer = design engineer
Bauleiter; Baustellenleiter; Construction Manager; Site Manager = construction manager
Reinigungskraft; Unterhaltsreiniger; Gebäudereiniger; Cleaner = building cleaner
Hausmeister; Haustechniker; Objektbetreuer; Facility Technician = building caretaker
Mechatroniker = mechatronics assembler
Elektroingenieur; Ingenieur Elektrotechnik = electrical engineer
Lokführer; Triebfahrzeugführer = train driver
Tierarzt; Veterinär; Veterinarian = general veterinarian
Vertriebsleiter; Leiter Vertrieb; Head of Sales = sales manager
Projektleiter; Projektmanager; Projekt Manager; Project Manager = project manager
Technischer Redakteur; Technical Writer = technical communicator
Sachbearbeiter; Mitarbeiter; Referent; Maschinenführer; Lehrer; Berater; Consultant; Techniker; Ingenieur; Engineer = -
Manager; Spezialist; Specialist; Expert; Experte; Officer; Developer; Entwickler; Architect; Architektur; Scientist = -
Research; Marketing; Vertrieb; Sales; Designer; Coordinator; Koordinator; Assistent; Assistant; Administrator = -
Ambassador; Brand Ambassador; Quality Assurance; Leiter; Team Leader; Team Lead; Teamleiter; Leitung; Director; Head; Analyst; Operator; Student; Volunteer; Technician; Monteur; Elektroniker = -
Product Designer; Research Scientist; Staff Scientist; Artist; Entrepreneur; Fachkraft; Angestellter; Supervisor; Trainer; Planer; Planner; Helfer; Steward; Agent = -
Fahrer; Driver; Disponent; Kaufmann; Kauffrau; Beauftragter; Inspektor; Meister; Gruppenleiter; Abteilungsleiter = -
"""


def own_titles() -> dict[str, str]:
    """Every title of ours with the English label of its occupation, "-" for none."""
    return {
        title.strip(): label.strip()
        for line in TITLES.strip().splitlines()
        for titles, _, label in [line.rpartition("=")]
        for title in titles.split(";")
    }
