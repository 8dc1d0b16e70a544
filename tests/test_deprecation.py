"""The way out: a former name works and warns, whoever uses it is told, and a hook goes in the same way."""

from collections.abc import Iterator

import pytest
from support import Command, MakePlugin

import ecolint as public
from ecolint import hookspecs
from ecolint.testing import installed

PLUGIN = """
    from ecolint import FormerElement, hookimpl, rule

    @rule("html", select="p", saves=["cpu"], evidence="deterministic")
    def paragraph(p: FormerElement):
        '''Paragraphs are counted.'''
        return "counted"

    @hookimpl
    def ecolint_rules():
        return [paragraph]
"""
HOOK = """
    from ecolint import hookimpl

    @hookimpl
    def ecolint_former():
        return []
"""


@pytest.fixture
def fresh() -> Iterator[None]:
    installed.cache_clear()
    yield
    installed.cache_clear()


def test_a_former_name_is_the_new_one_and_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(public._FORMER, "FormerElement", "Element")
    with pytest.warns(DeprecationWarning, match=r"ecolint.FormerElement is called ecolint.Element now") as told:
        assert public.FormerElement is public.Element
    assert told[0].filename == __file__


def test_a_plugin_that_uses_it_works_and_its_author_is_told(
    install: MakePlugin, ecolint: Command, monkeypatch: pytest.MonkeyPatch, fresh: None
) -> None:
    monkeypatch.setitem(public._FORMER, "FormerElement", "Element")
    install(PLUGIN)
    ended = ecolint("plugins")
    assert ended.code == 0
    assert "ecolint_acme.py:2: ecolint.FormerElement is called ecolint.Element now" in ended.err
    installed.cache_clear()
    __import__("sys").modules.pop("ecolint_acme")
    ended = ecolint("plugins", "check", "acme")
    assert ended.code == 1
    assert "ecolint.FormerElement is called ecolint.Element now" in ended.out
    assert "is called" not in ecolint("check", "--select", "acme/*").err


def test_a_hook_that_is_to_go_still_loads_and_warns(
    install: MakePlugin, ecolint: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ecolint_former() -> list[object]:
        """A hook that will go."""
        return []

    going = DeprecationWarning("ecolint_former goes with the next major version; use ecolint_rules")
    monkeypatch.setattr(
        hookspecs, "ecolint_former", hookspecs.hookspec(warn_on_impl=going)(ecolint_former), raising=False
    )
    install(HOOK)
    ended = ecolint("plugins")
    assert ended.code == 0
    assert "ecolint_former goes with the next major version" in ended.err


def test_what_isnt_there_is_an_error_as_ever() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = public.Nothing
