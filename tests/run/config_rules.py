"""A few rules for tests of the configuration."""

from ecolint.model.declaration import rule
from ecolint.model.language import Language, TemplateSyntax
from ecolint.model.registry import Registry


@rule("html", select="img", saves=["network"], evidence="measured", preset="core", refs=["rgesn:4.1"])
def image_not_lazy(img, *, above_fold: int = 1):
    """A picture far down is loaded at once."""


@rule("html", saves=["cpu", "memory"], evidence="measured", aliases=["big-dom"])
def large_dom(doc, *, max: int = 1500, ratio: float = 2.0, strict: bool = False):
    """The page has more elements than a browser handles with ease."""


@rule("html", saves=["device"], evidence="contested", preset="all")
def old_tag(doc, *, tags: tuple[str, ...] = ("font",), word: str = "x"):
    """An old tag."""


@rule("css", saves=["network"], evidence="measured", preset="core", severity="note")
def import_in_css(doc):
    """A style sheet waits for another."""


def _grammar() -> object:
    raise AssertionError("a configuration needs no grammar")


RULES = [made.named("html") for made in (image_not_lazy, large_dom, old_tag)] + [import_in_css.named("css")]
LANGUAGE = Language("html", _grammar, (".html",), templates=(TemplateSyntax("django", ()), TemplateSyntax("twig", ())))
REGISTRY = Registry(languages={"html": LANGUAGE}, rules={made.name: made for made in RULES})
