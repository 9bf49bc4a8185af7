"""The small memory."""

from index.recent import Recent


def test_only_the_last_are_kept() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    recent = Recent[str, str](2)
    for key in ("a", "b", "a", "c", "a", "b"):
        assert recent.of(key, lambda key=key: make(key)) == key.upper()  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]
