"""Names, calls, loops, strings and sizes in Python: the ground of its rules."""

from collections.abc import Callable
from pathlib import PurePosixPath

from ecolint_python.calls import calls_named, calls_to
from ecolint_python.circumstances import is_script
from ecolint_python.django import is_queryset
from ecolint_python.loops import depends_on, loop_around
from ecolint_python.names import imports, made_by, origin, uses, value
from ecolint_python.sizes import is_small, is_unbounded, length
from ecolint_python.strings import constant, known, number
from ecolint_python.tree import descendants, text
from hypothesis import given, strategies
import pytest

from ecolint import Document, Node
from ecolint.analysis.document import never
from ecolint.analysis.lint import lint
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.model.rule import Rule
from ecolint.model.source import SourceFile
from ecolint.testing import installed

Ask = Callable[[Document], object]


def asked(code: str, ask: Ask, path: str = "a.py") -> object:
    """What `ask` says of a document with this code."""
    from ecolint import rule

    answers: list[object] = []

    @rule("python", saves=["cpu"], evidence="measured")
    def asking(doc: Document) -> None:
        """Ask."""
        answers.append(ask(doc))

    report = _lint(code, asking, path)
    assert not report, report
    return answers[0]


def _lint(code: str, asking: Rule, path: str) -> str:
    registry = installed()
    language = registry.language("python")
    assert language is not None
    plans = Plans(registry, RuleSet.of([asking]))
    found = lint(SourceFile(PurePosixPath(path), code.encode()), language, plans, expired=never)
    return "\n".join(problem.detail for problem in found.problems)


def last(doc: Document, *kinds: str) -> Node:
    """The last node of some kinds: where an example puts its question."""
    return list(descendants(doc.root, *kinds))[-1]


def called(doc: Document) -> Node:
    """What `ask(…)` is asked of."""
    (call,) = calls_named(doc, "ask")
    arguments = call.child_by_field_name("arguments")
    assert arguments is not None
    return arguments.named_children[0]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import numpy as np\nask(np.sqrt)", "numpy.sqrt"),
        ("import os.path\nask(os.path.join)", "os.path.join"),
        ("from requests import get as fetch\nask(fetch)", "requests.get"),
        ("from . import models\nask(models.Town)", ".models.Town"),
        ("ask(len)", "builtins.len"),
        ("ask(unknown)", ""),
        ("import numpy as np\nnp = other\nask(np)", ""),
        ("try:\n    import ujson as json\nexcept ImportError:\n    import json\nask(json.dumps)", ""),
        ("import numpy as np\ndef f(np):\n    ask(np)", ""),
        ("import numpy as np\ndef f(np):\n    pass\nask(np)", "numpy"),
        ("import numpy as np\nrows = [np for np in rows]\nask(np)", "numpy"),
        ("import numpy as np\nclass A:\n    np = 1\n    def f(self):\n        ask(np)", "numpy"),
        ("def f(len):\n    ask(len)", ""),
        ("import re\nwith open('a') as re:\n    ask(re)", ""),
        ("import re\ndef f():\n    global re\n    re = 1\nask(re)", ""),
        ("import re\nf(re=1)\nask(re)", "re"),
        ("import re\nmatch x:\n    case [re]:\n        ask(re)", ""),
    ],
)
def test_a_name_stands_for_what_it_is_imported_from_unless_it_is_bound_again(code: str, expected: str) -> None:
    assert asked(code, lambda doc: origin(doc, called(doc))) == expected


def test_a_name_that_two_imports_give_has_both_origins() -> None:
    code = "import a as x\nimport b as x"
    assert asked(code, imports) == {"x": {"a", "b"}}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("limit = 3\nask(limit)", "3"),
        ("limit = 3\nlimit = 4\nask(limit)", ""),
        ("limit = 3\ndef f():\n    limit = 4\n    ask(limit)", "4"),
        ("first, second = 3, 4\nask(first)", ""),
        ("for limit in rows:\n    ask(limit)", ""),
        ("total = 0\ntotal += 1\nask(total)", ""),
    ],
)
def test_a_variable_has_a_value_if_it_gets_only_one(code: str, expected: str) -> None:
    assert asked(code, lambda doc: text(value(doc, called(doc)))) == expected


def test_a_variable_is_made_by_the_function_that_it_is_the_result_of() -> None:
    code = "import requests as rq\nasync def f():\n    session = await rq.Session()\n    ask(session)"
    assert asked(code, lambda doc: made_by(doc, called(doc))) == "requests.Session"


def test_uses_leave_out_bindings_attributes_labels_and_other_scopes() -> None:
    code = "name = 1\nask(name)\nf(name=2, x=name)\na.name\ndef g(name):\n    return name\n[name for name in name]"
    assert asked(code, lambda doc: len(uses(doc, called(doc)))) == 3


def test_calls_are_found_under_their_alias() -> None:
    code = "from time import sleep as nap\nimport time\nnap(1)\ntime.sleep(2)\nother.sleep(3)"
    found = asked(code, lambda doc: [text(call) for call, _ in calls_to(doc, frozenset({"time.sleep"}))])
    assert found == ["nap(1)", "time.sleep(2)"]


@pytest.mark.parametrize(
    ("code", "runs"),
    [
        ("for x in rows:\n    ask(x)", True),
        ("for x in ask(rows):\n    pass", False),
        ("for x in rows:\n    pass\nelse:\n    ask(x)", False),
        ("while ask(x):\n    pass", True),
        ("while x:\n    pass\nelse:\n    ask(x)", False),
        ("[ask(x) for x in rows]", True),
        ("[x for x in rows if ask(x)]", True),
        ("[x for x in ask(rows)]", False),
        ("[y for x in rows for y in ask(x)]", True),
        ("{x: ask(x) for x in rows}", True),
        ("any(ask(x) for x in rows)", True),
        ("for x in rows:\n    def f():\n        ask(x)", False),
        ("for x in rows:\n    later = lambda: ask(x)", False),
        ("map(lambda x: ask(x), rows)", True),
        ("for x in rows:\n    with y:\n        if x:\n            ask(x)", True),
        ("ask(x)", False),
    ],
)
def test_a_loop_runs_its_body_and_its_conditions_not_its_header(code: str, runs: bool) -> None:
    def repeated(doc: Document) -> bool:
        (call,) = calls_named(doc, "ask")
        return loop_around(call) is not None

    assert asked(code, repeated) is runs


@pytest.mark.parametrize(
    ("code", "depends"),
    [
        ("for x in rows:\n    ask(x.name)", True),
        ("for x in rows:\n    y = x\n    ask(y)", True),
        ("for x in rows:\n    ask(name)", False),
        ("for x in rows:\n    ask(other.x)", False),
        ("while True:\n    page = next(page)\n    ask(page)", True),
    ],
)
def test_an_expression_depends_on_a_loop_that_binds_one_of_its_names(code: str, depends: bool) -> None:
    def dependent(doc: Document) -> bool:
        loop = last(doc, "for_statement", "while_statement")
        return depends_on(doc, loop, called(doc))

    assert asked(code, dependent) is depends


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ask('a' 'b')", "ab"),
        ("BASE = 'a'\nask(BASE + '/b')", "a/b"),
        ("BASE = 'a'\nask(f'{BASE}/b')", "a/b"),
        ("ask('a\\n')", "a\n"),
        ("ask(r'a\\n')", "a\\n"),
        ("ask(f'{x}')", None),
        ("ask('{}'.format(x))", None),
        ("ask('%s' % x)", None),
        ("ask(3)", None),
    ],
)
def test_a_text_is_constant_if_all_its_parts_are(code: str, expected: str | None) -> None:
    assert asked(code, lambda doc: constant(doc, called(doc))) == expected


def test_a_text_may_be_put_together_of_thousands_of_parts() -> None:
    parts = " + ".join(["'a'"] * 5_000)
    assert asked(f"ask({parts})", lambda doc: constant(doc, called(doc))) == "a" * 5_000
    assert asked(f"ask({parts} + b)", lambda doc: known(doc, called(doc))) == "a" * 5_000 + "?"


def test_what_is_unknown_of_a_text_is_a_question_mark() -> None:
    assert asked("ask(f'SELECT * FROM {table} WHERE ' + condition)", lambda doc: known(doc, called(doc))) == (
        "SELECT * FROM ? WHERE ?"
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ask(60 * 60)", 3600),
        ("DAY = 24 * 3_600\nask(DAY)", 86400),
        ("ask(-1)", -1),
        ("ask(x * 2)", None),
        ("ask(1/0)", None),
    ],
)
def test_numbers_are_calculated_through_constants(code: str, expected: float | None) -> None:
    assert asked(code, lambda doc: number(doc, called(doc))) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ask(['a', 'b'])", 2),
        ("ask([*rows])", None),
        ("ask(range(3, 10, 2))", 4),
        ("SIZE = 5\nask(range(SIZE))", 5),
        ("ask(enumerate(('a', 'b')))", 2),
        ("KINDS = {'a': 1}\nask(KINDS.items())", 1),
        ("ask(zip(rows, (1, 2, 3)))", 3),
        ("ask(rows)", None),
    ],
)
def test_a_length_is_known_where_it_is_plain_to_see(code: str, expected: int | None) -> None:
    assert asked(code, lambda doc: length(doc, called(doc))) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def f(rows):\n    ask(rows)", True),
        ("ask(self.rows)", True),
        ("ask(open('a'))", True),
        ("ask(sorted(Town.objects.all()))", True),
        ("def f(rows):\n    ask([row.name for row in rows])", True),
        ("def f(count):\n    ask(range(count))", True),
        ("ask(self.fields)", False),
        ("ask(settings.LANGUAGES)", False),
        ("ask([1, 2])", False),
        ("ask(unknown)", False),
    ],
)
def test_what_data_alone_limits_is_unbounded(code: str, expected: bool) -> None:
    assert asked(code, lambda doc: is_unbounded(doc, called(doc))) is expected


def test_a_loop_over_a_constant_is_small() -> None:
    code = "for kind in settings.KINDS:\n    pass"
    assert asked(code, lambda doc: is_small(doc, last(doc, "for_statement"))) is True


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ask(Town.objects.filter(a=1).order_by('b'))", True),
        ("towns = models.Town.objects.all()\nask(towns.exclude(a=1)[:3])", True),
        ("ask(self.get_queryset().filter(a=1))", True),
        ("ask(Town.objects)", True),
        ("ask(bucket.objects.filter(a=1))", False),
        ("ask(Town.objects.get(a=1))", False),
        ("ask(Town.objects.bulk_create(rows))", False),
        ("ask(Town.objects.all()[0])", False),
        ("ask(rows.filter(a=1))", False),
    ],
)
def test_a_queryset_begins_with_a_model_and_its_manager(code: str, expected: bool) -> None:
    assert asked(code, lambda doc: is_queryset(doc, called(doc))) is expected


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("shop/migrations/0001.py", "", True),
        ("shop/management/commands/a.py", "", True),
        ("a.py", "if __name__ == '__main__':\n    main()", True),
        ("shop/views.py", "x = 1", False),
    ],
)
def test_scripts_are_told_by_their_place_or_their_guard(path: str, code: str, expected: bool) -> None:
    assert asked(code, is_script, path) is expected


@given(strategies.text(alphabet="abx=.:()[]{},\n \"'*+in for lambda import from as def", max_size=60))
def test_any_text_can_be_asked_about(code: str) -> None:
    def everything(doc: Document) -> bool:
        for node in descendants(doc.root, "identifier", "attribute", "string", "list", "call", "binary_operator"):
            origin(doc, node)
            made_by(doc, node)
            uses(doc, node)
            constant(doc, node)
            length(doc, node)
            is_unbounded(doc, node)
            is_queryset(doc, node)
            loop_around(node)
        return True

    assert asked(code, everything)
