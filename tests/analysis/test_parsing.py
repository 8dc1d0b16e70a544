"""Parsing a buffer, or ranges of it."""

import tree_sitter

from ecolint.analysis.document import TIMED_PARSE_SIZE, parse
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.testing import installed

PLANS = Plans(installed(), RuleSet(()))


def test_a_small_part_of_a_large_buffer_is_parsed_without_asking_for_the_time() -> None:
    data = b" " * TIMED_PARSE_SIZE + b"f();"
    part = tree_sitter.Range((0, TIMED_PARSE_SIZE), (0, len(data)), TIMED_PARSE_SIZE, len(data))

    def expired() -> bool:
        raise AssertionError("asked")

    tree = parse(PLANS.parser(installed().languages["javascript"]), data, [part], expired)
    assert [node.type for node in tree.root_node.named_children] == ["expression_statement"]
