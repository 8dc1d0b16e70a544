"""What a name stands for decides: rules speak through aliases, and are silent where a name may be something else."""

import pytest

from ecolint.testing import installed, lint_text
from ecolint.testing.bench import alone, lint_data

TOWNS = "for town in towns:\n    {}(f'https://api.example.org/{{town}}')"
ORDER = "Order.objects.get(pk=i)"
USERS = "for (const id of ids) {}(`/users/${{id}}`);"
SUM = "(all, one) => ({ ...all, [one.id]: one })"


def said(language: str, code: str, rule: str) -> bool:
    return bool(lint_text(language, code, installed().rules[rule]))


@pytest.mark.parametrize(
    "code",
    [
        f"import requests\n{TOWNS.format('requests.get')}",
        f"import requests as ask\n{TOWNS.format('ask.get')}",
        f"from requests import get as ask\n{TOWNS.format('ask')}",
        f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import requests\n{TOWNS.format('requests.get')}",
        f"try:\n    from requests import get\nexcept ImportError:\n    pass\n{TOWNS.format('get')}",
        "import requests\nwhile (page := following()):\n    requests.get(f'https://api.example.org/{page}')",
    ],
)
def test_python_names_are_followed(code: str) -> None:
    assert said("python", code, "python/http-session-in-loop")


@pytest.mark.parametrize(
    "code",
    [
        f"from helpers import *\n{TOWNS.format('requests.get')}",
        f"try:\n    import requests\nexcept ImportError:\n    import fake as requests\n{TOWNS.format('requests.get')}",
        f"import requests\nrequests = Session()\n{TOWNS.format('requests.get')}",
        f"import requests\ndef replace():\n    global requests\n    requests = Fake()\n{TOWNS.format('requests.get')}",
        "import requests\ndef f(requests, towns):\n    for town in towns:\n"
        "        requests.get(f'https://api.example.org/{town}')",
        f"import requests\nmatch found:\n    case {{'by': requests}}:\n        pass\n{TOWNS.format('requests.get')}",
        f"import requests\nmatch found:\n    case {{**requests}}:\n        pass\n{TOWNS.format('requests.get')}",
    ],
)
def test_python_names_that_may_be_something_else_are_silent(code: str) -> None:
    assert not said("python", code, "python/http-session-in-loop")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (f"a = [{ORDER} for i in ids]", True),
        ("a = [x for i in ids for x in Order.objects.filter(pk=i)]", True),
        (f"async def f(ids):\n    return [await {ORDER} async for i in ids]", True),
        (f"a = list(map(lambda i: {ORDER}, ids))", True),
        (f"while ids:\n    i = ids.pop()\n    {ORDER}", True),
        (f"while {ORDER}.waits:\n    i = following()", False),
        (f"for one in ones:\n    match one:\n        case {{'pk': i}}:\n            {ORDER}", True),
        ("a = [x for x in Order.objects.filter(pk=i)]", False),
        (f"a = [i for i in ids]\nfor k in ks:\n    {ORDER}", False),
        (f"for i in ids:\n    pass\nelse:\n    {ORDER}", False),
        (f"for i in ids:\n    def f():\n        return {ORDER}\n    keep(f)", False),
        (f"for i in ids:\n    class A:\n        x = {ORDER}", False),
        ("import asyncio\nasync def f(ids):\n    await asyncio.gather(*(s.get(Order, i) for i in ids))", False),
    ],
)
def test_python_loops_run_what_they_run(code: str, expected: bool) -> None:
    assert said("python", code, "python/row-by-row") == expected


@pytest.mark.parametrize(
    "code",
    [
        f'import axios from "axios";\n{USERS.format("axios.get")}',
        f'import * as client from "axios";\n{USERS.format("client.get")}',
        f'import {{ default as client }} from "axios";\n{USERS.format("client.get")}',
        f'import client = require("axios");\n{USERS.format("client.get")}',
        f'const {{ get = fallback }} = require("axios");\n{USERS.format("get")}',
        USERS.format("window.fetch"),
        USERS.format("globalThis.fetch"),
        "await Promise.all(ids.map(async (id) => { await fetch(`/users/${id}`); }));",
        "ids?.forEach((id) => fetch(`/users/${id}`));",
        "for await (const id of ids) { await fetch(`/users/${id}`); }",
        "class A { load = async (ids: string[]) => { for (const id of ids) await fetch(`/users/${id}`); } }",
    ],
)
def test_script_names_are_followed(code: str) -> None:
    assert said("ts", code, "js/request-in-loop")


@pytest.mark.parametrize(
    "code",
    [
        f'let axios = require("axios");\naxios = fake;\n{USERS.format("axios.get")}',
        f'import axios from "axios";\n{{ const axios = fake; {USERS.format("axios.get")} }}',
        f"function f(fetch, ids) {{ {USERS.format('fetch')} }}",
        f"try {{}} catch (fetch) {{ {USERS.format('fetch')} }}",
        "for (const id of ids) { button.onclick = () => fetch(`/users/${id}`); }",
        "for (const id of ids) { setTimeout(() => fetch(`/users/${id}`), 10); }",
    ],
)
def test_script_names_that_may_be_something_else_are_silent(code: str) -> None:
    assert not said("ts", code, "js/request-in-loop")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (f"items.reduce({SUM}, {{}});", True),
        (f"items.reduce<Record<string, Item>>({SUM}, {{}});", True),
        ("items.reduce((all: All, one: Item): All => ({ ...all, [one.id]: one }), {});", True),
        ("items.reduce((all, one) => ({ ...all, [one.id]: one }) as All, {} as All);", True),
        ("items.reduce(({ all }, one) => ({ all: { ...all, [one.id]: one } }), {});", False),
        (f"items.reduce((all, one) => {{ const later = {SUM}; return all; }}, {{}});", False),
    ],
)
def test_types_and_inner_functions_change_nothing(code: str, expected: bool) -> None:
    assert said("ts", code, "js/quadratic-accumulation") == expected


@pytest.mark.parametrize(
    "code",
    [
        'import type _ from "lodash";',
        'import { type Dictionary } from "lodash";',
        'const _ = await import("lodash");',
        'export { debounce } from "lodash";',
    ],
)
def test_types_and_what_is_loaded_later_are_no_whole_library(code: str) -> None:
    assert not whole_imports(code)


def test_other_imports_are_whole_libraries() -> None:
    assert whole_imports('import _ from "lodash";')


def whole_imports(code: str) -> bool:
    plans = alone(installed().rules["js/whole-library-import"])
    return bool(lint_data(f"{code}\nwindow.focus();".encode(), "ts", plans).facts)
