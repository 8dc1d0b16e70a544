"""What `ecolint new-plugin` and `ecolint new-rule` write: file name → text."""

from .model.captures import captured

_PYPROJECT = """\
[build-system]
requires = ["hatchling>=1.26"]
build-backend = "hatchling.build"

[project]
name = "ecolint-{name}"
version = "0.1.0"
description = "House rules for ecolint"
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["ecolint>={version},<{next_major}"]

[project.optional-dependencies]
test = ["pytest>=8"]

[project.entry-points.ecolint]
{name} = "{package}"

[tool.hatch.build.targets.wheel]
packages = ["{package}"]
"""

_INIT = '''\
"""House rules for ecolint."""

from collections.abc import Iterable

from ecolint import Rule, hookimpl, rules_in


@hookimpl
def ecolint_rules() -> Iterable[Rule]:
    from . import rules

    return rules_in(rules)
'''

_ELEMENT_RULE = '''\
from ecolint import Element, Report, report, rule


@rule("html", "javascript", select="video[autoplay]:not([muted])", saves=["network", "device"], evidence="consensus")
def loud_autoplay(video: Element) -> Report:
    """A video plays by itself, with sound.

    Its bytes are fetched and decoded before anyone has asked for it, and most visitors stop it at once.

    ## When not to care

    On a page whose only purpose is that video.

    ```html bad
    <video autoplay src="intro.mp4"></video>
    ```

    ```html good
    <video src="intro.mp4"></video>
    ```

    ```tsx bad
    const intro = <video autoPlay src="intro.mp4" />;
    ```

    ```html good
    <video autoplay muted src="loop.mp4"></video>
    ```
    """
    return report(video, "plays unasked; let the visitor start it", fix=video.without_attribute("autoplay"))
'''

_QUERY_RULE = '''\
from ecolint import Document, Node, rule


@rule(
    "python",
    query='((call function: (identifier) @_name) @call (#eq? @_name "print"))',
    saves=["cpu", "storage"],
    evidence="consensus",
)
def print_in_loop(call: Node, doc: Document) -> str | None:
    """A line is printed on every turn of a loop.

    Each call formats, locks and writes; logs that nobody reads are stored all the same.

    ```python bad
    for order in orders:
        print(order)
    ```

    ```python good
    print(len(orders))
    ```
    """
    if doc.enclosing(call, "loop", within="function"):
        return "printed on every turn; say it once, after the loop"
    return None
'''

_TEST = '''\
"""Every example of every rule, and what the rules say of the bad ones: see `snapshots`."""

from ecolint import Rule
from ecolint.testing import Case, Snapshot, cases, rules
import pytest


@pytest.mark.parametrize("case", cases("{name}"), ids=str)
def test_rule(case: Case) -> None:
    case.check()


@pytest.mark.parametrize("rule", rules("{name}"), ids=str)
def test_what_it_says(rule: Rule, ecolint_snapshot: Snapshot) -> None:
    ecolint_snapshot(rule)
'''

_ELEMENT_SNAPSHOT = """\
bad 1

example.html:1:1 warning {name}/loud-autoplay  plays unasked; let the visitor start it
  1 | <video autoplay src="intro.mp4"></video>
    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    = help: Remove autoplay (--unsafe-fixes)

bad 3

example.tsx:1:15 warning {name}/loud-autoplay  plays unasked; let the visitor start it
  1 | const intro = <video autoPlay src="intro.mp4" />;
    |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    = help: Remove autoPlay (--unsafe-fixes)
"""

_QUERY_SNAPSHOT = """\
bad 1

example.py:2:5 warning {name}/print-in-loop  printed on every turn; say it once, after the loop
  2 |     print(order)
    |     ^^^^^^^^^^^^
"""

_README = """\
# ecolint-{name}

House rules for [ecolint](https://github.com/ecolint/ecolint).

| rule | what it finds |
|---|---|
| `{name}/loud-autoplay` | A video plays by itself, with sound. |
| `{name}/print-in-loop` | A line is printed on every turn of a loop. |

## Use

```sh
pip install ecolint ecolint-{name}
ecolint check
```

Its rules are in the preset `recommended`, and a project starts from `core`. So say in `ecolint.toml`:

```toml
select = ["{name}/*"]
```

With pre-commit:

```yaml
repos:
  - repo: https://github.com/ecolint/ecolint
    rev: v{version}
    hooks:
      - id: ecolint
        additional_dependencies: [ecolint-{name}==0.1.0]
```

## Work on it

```sh
pip install -e ".[test]"   # where ecolint is installed
pytest                     # every example in a rule's docstring is a test
ecolint plugins check {name}
```

A rule of your own: `ecolint new-rule {name}/my-waste --select "img"` writes its file; `pytest` says what is missing.
`pytest --ecolint-update` then writes what it says of its bad examples to `tests/snapshots`: read it, and commit it.

On real code: `ecolint plugins check {name} --on ../a-project` tells what crashes and what each rule costs.
"""

_CI = """\
name: tests
on: [push, pull_request]
permissions:
  contents: read
jobs:
  tests:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install -e ".[test]"
      - run: pytest
      - run: ecolint plugins check {name}
"""

_NEW = '''\
from ecolint import {takes}, Report, report, rule


@rule({declared}
    saves=["network"],
    evidence="consensus",
)
def {function}({parameter}) -> Report:
    """TODO: what is wrong, as a sentence with a full stop

    ```{language} bad
    TODO: code that is wasteful
    ```

    ```{language} good
    TODO: the same, without the waste
    ```
    """
    return report({place}, "TODO: what is wasted; what to do")
'''


def new_plugin(name: str, version: str) -> dict[str, str]:
    """The files of a package with two rules whose tests pass. `version` is the ecolint that it is made for."""
    package = f"ecolint_{name.replace('-', '_')}"
    next_major = int(version.partition(".")[0]) + 1
    words = {"name": name, "package": package, "version": version, "next_major": next_major}
    return {
        "pyproject.toml": _PYPROJECT.format(**words),
        "README.md": _README.format(**words),
        f"{package}/__init__.py": _INIT,
        f"{package}/rules/__init__.py": '"""One file, one rule."""\n',
        f"{package}/rules/loud_autoplay.py": _ELEMENT_RULE,
        f"{package}/rules/print_in_loop.py": _QUERY_RULE,
        "tests/test_rules.py": _TEST.format(**words),
        f"tests/snapshots/{name}/loud-autoplay.txt": _ELEMENT_SNAPSHOT.format(**words),
        f"tests/snapshots/{name}/print-in-loop.txt": _QUERY_SNAPSHOT.format(**words),
        ".gitignore": "__pycache__/\n*.egg-info/\ndist/\n.venv/\n",
        ".github/workflows/tests.yml": _CI.format(**words),
    }


def new_rule(name: str, language: str, *, select: str = "", query: str = "") -> str:
    """The file of a rule whose tests fail until it is real. `name` has no family. It reports the outermost capture.

    Raises ValueError for a query without a capture that could be handed over.
    """
    declared = f'\n    "{language}",'
    takes, parameter, place = "Document", "doc: Document", "doc.root"
    if select:
        declared += f"\n    select={_quoted(select)},"
        takes, parameter, place = "Element", "element: Element", "element"
    elif query:
        found = captured(query)
        if not found:
            raise ValueError("the query captures nothing: mark a node with @name")
        declared += f"\n    query={_quoted(query)},"
        capture = found[0].replace("-", "_").replace(".", "_")
        takes, parameter, place = "Node", f"{capture}: Node", capture
    return _NEW.format(
        takes=takes,
        declared=declared,
        function=name.replace("-", "_"),
        parameter=parameter,
        place=place,
        language=language,
    )


def _quoted(text: str) -> str:
    """As a Python string, without backslashes where it can be."""
    if "\\" in text or "\n" in text or ('"' in text and "'" in text):
        return repr(text)
    return f"'{text}'" if '"' in text else f'"{text}"'
