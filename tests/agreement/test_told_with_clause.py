"""Findings of agreement say what they rest on wherever those of form do: terminal, JSON, SARIF, comments."""

from agreement_texts import found_in

from genwen.lint.checking import sarif

TEXT = "投资1560万元，其中县级财政安排460万元，乡镇自筹200万元，上级救灾资金800万元。"
COEFFICIENT = "用电按0.1292千克标准煤/千瓦时折算。"


def test_the_clause_of_review_and_how_binding_it_is() -> None:
    (found,) = found_in(TEXT)
    assert (found.clause, found.strength) == ("条例第二十条", "惯例")
    assert found.to_json()["clause"] == "条例第二十条"
    assert found.to_text().endswith("（条例第二十条，惯例）")
    assert sarif([], [found])["runs"][0]["results"][0]["properties"] == {"clause": "条例第二十条", "strength": "惯例"}


def test_coefficients_rest_on_their_standard() -> None:
    assert {one.clause for one in found_in(COEFFICIENT)} == {"GB/T 2589—2020"}
