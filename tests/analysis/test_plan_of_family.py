"""A rule for a language runs on its family: with the patterns that a member's grammar knows."""

from ecolint import Node, Report, report, rule
from ecolint.testing import lint_text


@rule(
    "javascript",
    query="""
    (jsx_attribute (property_identifier) @attribute (#eq? @attribute "onInput"))
    (call_expression function: (identifier) @called (#any-of? @called "(jsx_attribute" "listen"))
    """,
    saves=["cpu"],
    evidence="consensus",
)
def family(attribute: Node | None, called: Node | None) -> Report | None:
    """Something is wasted."""
    if attribute:
        return report(attribute, "an attribute")
    return report(called, "a call") if called else None


def test_a_pattern_that_names_nodes_which_a_member_lacks_is_left_out_and_the_others_run() -> None:
    assert [str(finding.message) for finding in lint_text("typescript", "listen();", family)] == ["a call"]


def test_all_patterns_run_where_the_grammar_has_their_nodes() -> None:
    found = lint_text("tsx", "listen(); <input onInput={f} />;", family)
    assert [str(finding.message) for finding in found] == ["a call", "an attribute"]
