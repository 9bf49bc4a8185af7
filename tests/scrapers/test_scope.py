import pytest

from scrapers.adapters.scope import Scope, with_query


def test_a_scope_survives_the_way_through_a_hint() -> None:
    scope = Scope(place="Mühlstadt", prefix="/job/", site="https://a.example").after(25, "17").after(10, "42")
    assert Scope.of(scope.hint()) == scope
    assert (scope.pages, scope.seen, scope.firsts) == (2, 35, ("17", "42"))
    assert Scope().hint() == ""


@pytest.mark.parametrize("hint", ["", "list-only", "[]", '{"seen": "x", "firsts": 3, "pages": -1}', '{"place": null}'])
def test_a_hint_that_is_none_is_the_scope_of_everything(hint: str) -> None:
    assert Scope.of(hint) == Scope()


def test_what_lies_in_the_place() -> None:
    scope = Scope(place="Muehlstadt")
    assert scope.holds(["Mühlstadt, DE"]) and scope.holds(["Anderswo", "99001 MÜHLSTADT"])
    assert scope.holds(["M%C3%BChlstadt-Lager-99001"]) and scope.holds(["M%C3%BChlstadt_Lager"])
    assert not scope.holds(["Mühlstadtbach", "Neumühlstadt"])
    assert scope.holds([]) and scope.holds([""])  # no place is named: it may be there
    assert Scope().holds(["Anderswo"])


def test_only_of_a_whole_board_the_number_is_known() -> None:
    assert Scope().total(7) == 7
    assert Scope(place="Mühlstadt").total(7) == 0


def test_other_values_in_a_query() -> None:
    url = "https://a.example/liste?lang=de&start=0#oben"
    assert with_query(url, start="25") == "https://a.example/liste?lang=de&start=25"
    assert with_query("https://a.example/x?$top=5", **{"$skip": "5"}) == "https://a.example/x?$top=5&$skip=5"
