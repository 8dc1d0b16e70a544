"""All formats: the same findings in each, in the host's own unit, and nothing a linted file could forge."""

from dataclasses import replace
from pathlib import PurePosixPath
import re

from formats import BY_NAME, formats, many, report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest
from read_back import COMMAND, LOGISSUE, READERS, read_back
from reported import everything, finding, hostile, results, source, written

from ecolint.model.finding import Edit, Finding, Fix, Related, Severity
from ecolint.model.problem import Problem
from ecolint.model.registry import Reporter
from ecolint.model.results import Summary
from ecolint.model.source import Span
from ecolint.model.wording import Message
from ecolint.reporters import BUILT_IN

# The same findings everywhere


def test_every_format_can_be_read_back() -> None:
    assert READERS.keys() == BY_NAME.keys()


@formats
def test_the_same_findings_in_every_format(reporter: Reporter) -> None:
    told = read_back(reporter.name, written(reporter, everything()))
    expected = [(found.rule, str(found.path)) for found in everything().findings]
    assert sorted((one.rule, one.path) for one in told) == sorted(expected)
    assert sorted(one.line for one in told) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("<p>Été 🌱<b>", {"points": 9, "utf16": 10, "bytes": 14}),
        ("\t\t<b>", {"points": 3, "utf16": 3, "bytes": 3}),
        ("日本<b>", {"points": 3, "utf16": 3, "bytes": 7}),
        ("🌱🌱🌱<b>", {"points": 4, "utf16": 7, "bytes": 13}),
        ("\u2028\x0c\x85<b>", {"points": 4, "utf16": 4, "bytes": 7}),
    ],
    ids=["accents", "tabs", "wide", "astral", "odd line ends"],
)
def test_columns_are_counted_as_each_host_counts(text: str, columns: dict[str, int]) -> None:
    file = source("a.html", f"\r\n{text}\n")
    given = results([finding(file, "<b>")], [file])
    units = {"sarif": "utf16", "sonar": "utf16", "rdjson": "bytes", "rdjsonl": "bytes"}
    for name in BY_NAME:
        (told,) = read_back(name, report(name, given))
        assert told.line == 2, name
        assert told.column in (None, columns[units.get(name, "points")]), name


@formats
def test_every_format_agrees_on_the_number_of_findings_up_to_its_limit(reporter: Reporter) -> None:
    given = many(6_000)
    shown = len(read_back(reporter.name, written(reporter, given)))
    assert shown == {"sarif": 5_000, "github": 27, "markdown": 50}.get(reporter.name, 6_000)


@pytest.mark.parametrize("name", ["sarif", "markdown"])
def test_what_is_left_out_at_a_limit_is_said(name: str) -> None:
    assert re.search(r"(?i)showing \d+ of 6000 (results|rows)", report(name, many(6_000)))


# What a linted file can't do


def check_harmless(name: str, text: str, findings: int, problems: int) -> None:
    """Nothing but what ecolint itself would write."""
    text.encode()
    assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in re.sub("[\n\t]", "", text))
    lines = text.split("\n")
    commands = [line for line in lines if re.match(r"\s*(::|.*##\[|.*##vso\[)", line, re.IGNORECASE)]
    if name == "github":
        assert (commands[0], commands[-1 - findings - problems]) == ("::group::ecolint", "::endgroup::")
        assert len(commands) == findings + problems + 2
        assert all(COMMAND.fullmatch(command) for command in commands[2:])
    elif name == "azure":
        assert len(commands) == findings + problems
        assert all(LOGISSUE.fullmatch(command) and command.count("##vso[") == 1 for command in commands)
    else:
        assert commands == []
    if name == "markdown":
        check_markdown(text)
    assert len(read_back(name, text)) == findings


def check_markdown(text: str) -> None:
    """Of markup, only headings, the table and links to rules; nobody is mentioned."""
    assert not re.search(r"[@][\w]|<|www\.", text)
    links = re.findall(r"\]\((.*?)\)", text)
    assert all(link.startswith("https://ecolint.example/") for link in links)
    assert text.count("://") == len(links)


@formats
def test_nothing_in_a_linted_file_commands_a_terminal_or_a_ci_system(reporter: Reporter) -> None:
    check_harmless(reporter.name, written(reporter, hostile()), 1, 1)


ATTACKS = st.sampled_from(
    [
        *(
            "::error::x",
            "\n::error::x",
            "\r::stop-commands::x",
            "::endgroup::",
            "##vso[task.complete]x",
            "##[group]",
            "##VSO[x]",
        ),
        *("\x1b[2J", "\x9b31m", "\x07", "\u202e", "\udce9", "\ufffe", "\u2028", "\x00", "\x85", "\x0c", "\t", "\r\n"),
        *("]]>", "</script>", "<b>", "&lt;", "&#10;", '"', "'", "--", "<!--", "%0A", "%25", "%3B", ";", "]", ","),
        *(
            "|",
            "`",
            "[a](https://evil.example)",
            "![](x)",
            "@everyone",
            "#1",
            "www.evil.example",
            "https://evil.example",
        ),
        *("*_*", "\n/close", "$(id)", "{0}", "é", "🌱", "#", "##", "##v", "vso[", "::", ":", "@", "\\", "\\u0023"),
    ]
)
TEXTS = st.lists(ATTACKS | st.text(max_size=3), max_size=8).map("".join)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(name=TEXTS, text=TEXTS, said=TEXTS, other=TEXTS, reason=TEXTS)
def test_no_text_of_a_linted_file_forges_anything_in_any_format(
    name: str, text: str, said: str, other: str, reason: str
) -> None:
    path = PurePosixPath("src", name.replace("\0", "").replace("/", "") or "a")
    file = replace(source("x", f"x{text}".encode("utf-8", "replace")), path=path)
    mark = Span(0, len(file.data))
    found = Finding(
        "html/image-not-lazy",
        path,
        mark,
        Message("{said} is heavy", (("said", said),)),
        Severity.WARNING,
        Fix(other, (Edit(mark, other),), safe=True),
        (Related(path, mark, other), Related(PurePosixPath("b"), mark, reason)),
        fingerprint="f" * 32,
    )
    left_out = Summary(1, {"binary": 1}, {"binary": (name,)})
    given = results([found], [file], problems=(Problem(name, reason, other),), summary=left_out, exit_code=3)
    for reporter in BUILT_IN:
        check_harmless(reporter.name, written(reporter, given), 1, 1)
