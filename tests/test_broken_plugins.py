"""A broken plugin costs itself only: one clear line names its distribution and version, all else is found, exit 3."""

import json
from pathlib import Path
import re
import textwrap

import pytest
from support import WASTEFUL, Command, MakePlugin

PREAMBLE = """
    import sys
    from ecolint import Language, Preset, Reporter, Report, Rule, Severity, hookimpl, report, rule
"""
RULE = """
    @rule("html", select="meta", saves=["cpu"], evidence="deterministic", preset="core")
    def waste(meta):
        '''A title.'''
        {body}

    @hookimpl
    def ecolint_rules():
        return [waste]
"""


ANSWERS = "a rule returns a sentence, report(where, sentence), a list of these, or None"


def hook(name: str, body: str) -> str:
    return f"    @hookimpl\n    def ecolint_{name}():\n        {body}\n"


BROKEN = {
    "does not import": ("import nothing_of_this_name", "No module named 'nothing_of_this_name'"),
    "is no Python": ("def (", "SyntaxError"),
    "raises while it is imported": ("raise ValueError('at import')", "ValueError: at import"),
    "ends the program while it is imported": ("sys.exit(4)", "SystemExit: 4"),
    "calls what a later ecolint has": ("from ecolint import later", "another version of ecolint"),
    "declares a rule wrongly": (
        "@rule('html', saves=[], evidence='x')\ndef a(b):\n    '''A.'''",
        "acme.py:4: a: a rule with neither select, xpath nor query takes",
    ),
    "declares a rule with an unknown word": (
        "@rule('html', selct='b', saves=['cpu'], evidence='consensus')\ndef a(b):\n    '''A.'''",
        "rule() got an unexpected keyword argument 'selct'; did you mean select=? (",
    ),
    "declares a rule with a word that is like none": (
        "@rule('html', zzz='b', saves=['cpu'], evidence='consensus')\ndef a(b):\n    '''A.'''",
        "unexpected keyword argument 'zzz'; known are select=, xpath=, ",
    ),
    "declares a rule without what is needed": (
        "@rule('html', select='b', saves=['cpu'])\ndef a(b):\n    '''A.'''",
        "argument: 'evidence'; @rule(…) needs saves=[…], what is wasted, and evidence=\"…\" (",
    ),
    "declares a rule without brackets": ("@rule\ndef a(b):\n    '''A.'''", "@rule(…) needs saves=[…]"),
    "declares a rule with a text for a list": (
        "@rule('html', select='b', saves='cpu', evidence='consensus')\ndef a(b):\n    '''A.'''",
        'acme.py:4: a: saves: one or more texts are needed, as in saves=["…"]',
    ),
    "declares a rule with a list of languages": (
        "@rule(['html'], select='b', saves=['cpu'], evidence='consensus')\ndef a(b):\n    '''A.'''",
        'acme.py:4: a: languages: one or more texts are needed, as in @rule("html", …)',
    ),
    "declares a rule with a number for a text": (
        "@rule('html', select=3, saves=['cpu'], evidence='consensus')\ndef a(b):\n    '''A.'''",
        "acme.py:4: a: select= takes a text, not int",
    ),
    "declares a fact wrongly": (
        "from ecolint import fact\n@fact('html', selct='b')\ndef a(b):\n    return None",
        "a: @fact knows no selct=; known are select=, ",
    ),
    "has an unknown hook": (hook("rulez", "return []"), "ecolint_rulez"),
    "has a hook with arguments": ("    @hookimpl\n    def ecolint_rules(config):\n        return []\n", "config"),
    **{f"raises in {name}": (hook(name, "1 / 0"), "ZeroDivisionError") for name in ("rules", "languages", "reporters")},
    "raises in presets": (hook("presets", "1 / 0"), "hook ecolint_presets: ZeroDivisionError"),
    "ends the program in a hook": (hook("rules", "sys.exit()"), "SystemExit"),
    "raises half way through": (hook("rules", "yield from (); raise KeyError('half')"), "KeyError: 'half'"),
    "returns nothing": (hook("rules", "return None"), "returned NoneType, not a list of Rule"),
    "returns a number": (hook("languages", "return 3"), "returned int, not a list of Language"),
    "returns a text": (hook("reporters", "return 'x'"), "returned str, not a list of Reporter"),
    "returns a list of texts": (hook("presets", "return ['x']"), "returned a str among its Presets"),
    "brings a rule twice": (
        RULE.format(body="pass").replace("[waste]", "[waste, waste]"),
        "rule acme/waste is there already",
    ),
    "brings a language that is there": (
        hook("languages", "return [Language('css', lambda: None)]"),
        "language css is there already",
    ),
    "brings a reporter that is there": (
        hook("reporters", "return [Reporter('json', print)]"),
        "output format json is there already",
    ),
    "brings a preset twice": (hook("presets", "return [Preset('a'), Preset('a')]"), "preset acme/a is there already"),
    "has a preset of rules that are not there": (
        hook("presets", "return [Preset('a', ('html/nothing',))]"),
        "preset acme/a: there is no rule 'html/nothing'",
    ),
}


def problems(ended_out: str) -> list[str]:
    return [f"{one['source']}: {one['message']}" for one in json.loads(ended_out)["problems"]]


@pytest.mark.parametrize("what", BROKEN)
def test_a_plugin_that(what: str, install: MakePlugin, ecolint: Command, tmp_path: Path) -> None:
    code, told = BROKEN[what]
    install(textwrap.dedent(PREAMBLE) + textwrap.dedent(code))
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    ended = ecolint("check", "-o", "json")
    assert ended.code == 3, ended.err
    (line,) = problems(ended.out)
    assert line.startswith("plugin acme (ecolint-acme 1.0)")
    assert told in line
    assert "\n" not in line
    assert "html/meta-refresh" in ended.out


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("sys.exit(0)", "SystemExit"),
        ("def f(): return f()\n        return f()", "RecursionError"),
        ("return 5", f"acme.py:5: returned int; {ANSWERS}"),
        ("return [5]", f"acme.py:5: returned int among its answers; {ANSWERS}"),
        ("return ['wasted', None]", f"acme.py:5: returned None among its answers; {ANSWERS}"),
        ("yield 5", f"acme.py:5: returned int among its answers; {ANSWERS}"),
        ("return b'bytes'", "returned bytes"),
        ("return {'a': 'b'}", "returned dict"),
        ("return report(meta)", "report(where, sentence) says where and what ("),
        ("return report('wasted', meta)", "report(where, sentence): the sentence is a text, not Element ("),
        (
            "return report(7, 'wasted')",
            "report(where, sentence): where is an element, attribute, node, fact, file or span",
        ),
        ("return report(meta, 'wasted {x}', y=1)", "acme.py:5: the sentence 'wasted {x}' needs a value for 'x'"),
        ("return report(meta, 'wasted {x:d}', x='1')", "acme.py:5: the sentence 'wasted {x:d}' is wrong: "),
        ("return report(meta, 'wasted', severity='loud')", "severity='loud'): one of error, warning, note ("),
        ("return report(meta, 'wasted', fix='mend')", "report(…, fix=): a fix of the document or an element, or None"),
        ("return Report(meta, 3)", "acme.py:5: a report is made by report(where, sentence), not Report(…)"),
        ("yield 'wasted'; raise OSError('late')", "OSError: late ("),
        ("return meta.foo", "AttributeError: 'Element' object has no attribute 'foo' ("),
    ],
)
def test_a_rule_that_fails_is_named_with_the_file(
    install: MakePlugin, ecolint: Command, tmp_path: Path, body: str, told: str
) -> None:
    install(textwrap.dedent(PREAMBLE) + textwrap.dedent(RULE.format(body=body)))
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    ended = ecolint("check", "-o", "json")
    assert ended.code == 3, ended.err
    (line,) = problems(ended.out)
    assert line.startswith("rule acme/waste on page.html")
    assert told in line
    if line.endswith(")") and not told.startswith("acme"):  # where in the author's code it was raised
        assert re.search(r"ecolint_acme\.py:8\)$", line), line
    assert "html/meta-refresh" in ended.out


def test_what_failed_is_told_by_whom_it_concerns(install: MakePlugin, ecolint: Command, tmp_path: Path) -> None:
    install(textwrap.dedent(PREAMBLE) + textwrap.dedent(RULE.format(body="1 / 0")))
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    out = ecolint("check").out
    assert "These rules or plugins failed, not ecolint and not the code they read:\n  - rule acme/waste on page" in out
    assert "Run again with -v to see the tracebacks." in out
    assert "ecolint itself" not in out
    assert "Traceback (most recent call last)" in ecolint("check", "-v").out
    assert "; 1 part of the check failed" in ecolint("check", "-o", "concise").out


def test_a_grammar_that_fails_costs_its_own_documents_only(
    install: MakePlugin, ecolint: Command, tmp_path: Path
) -> None:
    language = hook("languages", "return [Language('odd', lambda: None, ('.odd',))]")
    rule = RULE.format(body="pass").replace('"html", select="meta"', '"odd"').replace("(meta)", "(doc)")
    install(textwrap.dedent(PREAMBLE) + textwrap.dedent(language) + textwrap.dedent(rule))
    (tmp_path / "page.html").write_text(WASTEFUL.replace("</head>", "<script lang='odd'>a</script></head>"), "utf-8")
    (tmp_path / "a.odd").write_text("a", "utf-8")
    ended = ecolint("check", "-o", "json")
    assert ended.code == 3, ended.err
    assert "html/meta-refresh" in ended.out
    assert {line.partition(":")[0] for line in problems(ended.out)} == {
        "language odd of plugin acme (ecolint-acme 1.0)",
        "file a.odd",
    }


def test_a_reporter_that_fails_is_told_and_the_others_write(
    install: MakePlugin, ecolint: Command, tmp_path: Path
) -> None:
    install(
        textwrap.dedent(PREAMBLE) + textwrap.dedent(hook("reporters", "return [Reporter('odd', lambda a, b: 1/0)]"))
    )
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    ended = ecolint("check", "-o", "odd=out.odd", "-o", "concise")
    assert ended.code == 2
    assert "ZeroDivisionError" in ended.err
    assert "html/meta-refresh" in ended.out


@pytest.mark.parametrize(
    ("needs", "told"),
    [
        (">=99", "it needs ecolint >=99, and this is"),
        ("<1,>=0.9", "it needs ecolint <1,>=0.9, and this is"),
        (">=0.1,<2", ""),
        ("", ""),
    ],
)
def test_a_failure_says_that_another_ecolint_is_needed(
    install: MakePlugin, ecolint: Command, tmp_path: Path, needs: str, told: str
) -> None:
    folder = install("from ecolint import rule\nrule('html', of_a_later_version=True)")
    (folder / "ecolint_acme-1.0.dist-info" / "METADATA").write_text(f"Requires-Dist: ecolint{needs}\n", "utf-8")
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    (line,) = problems(ecolint("check", "-o", "json").out)
    assert told in line
    assert "of_a_later_version" in line
    assert ("it needs" in line) == bool(told)


def test_a_required_plugin_that_fails_is_told_with_the_reason(
    install: MakePlugin, ecolint: Command, tmp_path: Path
) -> None:
    install("raise ValueError('broken')")
    (tmp_path / "ecolint.toml").write_text('require-plugins = ["acme", "absent"]\n', "utf-8")
    ended = ecolint("check")
    assert ended.code == 2
    assert "plugin acme (ecolint-acme 1.0): ValueError: broken" in ended.err
    assert "absent is not installed" in ended.err


def test_a_plugin_cannot_take_the_name_of_one_of_ours(install: MakePlugin, ecolint: Command, tmp_path: Path) -> None:
    folder = install("from ecolint import hookimpl\n@hookimpl\ndef ecolint_rules():\n    return []", name="aaa")
    (folder / "ecolint_aaa-1.0.dist-info" / "entry_points.txt").write_text("[ecolint]\nhtml = ecolint_aaa\n", "utf-8")
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    ended = ecolint("check", "-o", "json")
    (line,) = problems(ended.out)
    assert line.startswith("plugin html (ecolint-aaa 1.0): a plugin of this name is there already, from ecolint")
    assert "html/meta-refresh" in ended.out


def test_what_a_plugin_prints_is_no_part_of_a_report(install: MakePlugin, ecolint: Command, tmp_path: Path) -> None:
    install(
        textwrap.dedent(PREAMBLE) + "print('loading')\n" + textwrap.dedent(hook("rules", "print('hook'); return []"))
    )
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    ended = ecolint("check", "-o", "json")
    assert json.loads(ended.out)["findings"]
    assert ended.err.split() == ["loading", "hook"]


@pytest.mark.parametrize("what", ["does not import", "is no Python", "ends the program in a hook", "returns nothing"])
def test_help_version_and_the_list_work(what: str, install: MakePlugin, ecolint: Command) -> None:
    install(textwrap.dedent(PREAMBLE) + textwrap.dedent(BROKEN[what][0]))
    assert ecolint("--help").code == 0
    assert ecolint("check", "--help").code == 0
    assert ecolint("--version").code == 0
    ended = ecolint("plugins")
    assert ended.code == 3
    assert "acme         ecolint-acme 1.0        failed" in ended.out
    assert BROKEN[what][1] in ended.err
    assert "Traceback" not in ended.err
    assert "Traceback" in ecolint("plugins", "-v").err


def test_each_step_of_loading_can_be_traced(install: MakePlugin, ecolint: Command, tmp_path: Path) -> None:
    install(textwrap.dedent(PREAMBLE) + textwrap.dedent(RULE.format(body="pass")))
    (tmp_path / "page.html").write_text(WASTEFUL, "utf-8")
    told = [line for line in ecolint("check", "--trace-plugins").err.splitlines() if "acme" in line]
    assert told[0].startswith("trace: plugin acme (ecolint-acme 1.0): module ecolint_acme imported, ")
    assert told[1].startswith("trace: plugin acme (ecolint-acme 1.0): hook ecolint_rules gave 1, ")
    assert "acme (ecolint-acme 1.0): left out" in ecolint("check", "--trace-plugins", "--no-plugins").err
    assert "hook ecolint_rules gave 1" in ecolint("plugins", "--trace-plugins").err
