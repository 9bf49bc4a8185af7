"""The letters in which the words of a language may be written, for the tests of tables."""

LATIN, CYRILLIC, ARABIC = "A-Za-z", "А-Яа-я", "\u0621-\u064a"
# Per language: one letter each cell must hold, and every letter it may hold (names such as SAP are Latin everywhere).
SCRIPTS = {
    "de": (LATIN, LATIN + "ÄÖÜäöüß"),
    "en": (LATIN, LATIN),
    "uk": (CYRILLIC, LATIN + "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    "ru": (CYRILLIC, LATIN + CYRILLIC + "Ёё"),
    "ar": (ARABIC, LATIN + ARABIC + "\u064b-\u0652"),
    "tr": (LATIN, LATIN + "ÂÇĞİÖŞÜâçğıöşü"),
    "fa": (ARABIC, LATIN + "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c"),
    "pl": (LATIN, LATIN + "ĄĆĘŁŃÓŚŹŻąćęłńóśźż"),
    "ro": (LATIN, LATIN + "ĂÂÎȘȚăâîșț"),
}
SIGNS = r"0-9 .&'’+#/-"
