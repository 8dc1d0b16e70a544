"""python/unbounded-method-cache"""

from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import argument, function, method, texts_of
from ..circumstances import is_script
from ..edits import imported
from ..names import origin
from ..settings import settings
from ..tree import text
from ..views import bases, class_of, decorator_name, decorators, first_parameter

CACHES = frozenset({"functools.cache", "functools.lru_cache"})
# Classes whose instances live as long as the program anyway.
_FOR_EVER = frozenset({"Enum", "Flag", "IntEnum", "IntFlag", "StrEnum"})


@rule(
    "python",
    words=texts_of(CACHES),
    saves=["memory"],
    evidence="consensus",
    precision="medium",
    preset="all",
    refs=[
        "rgesn:7.2",
        "rgesn:3.2",
        "wsg:store-data-according-to-the-needs-of-your-users",
        "rweb:0071",
        "creedengo:GCI89",
    ],
)
def unbounded_method_cache(doc: Document, *, functions: bool = False) -> Iterator[Report]:
    """A cache without a limit on a method keeps every object alive for ever.

    The cache belongs to the class and has `self` among its keys: no instance whose method was called is ever freed,
    nor anything it refers to. `functools.cached_property` keeps the value in the object itself; a `maxsize` limits
    the rest.

    Evidence: the documentation of `functools` and Ruff's B019 warn of it.

    Speaks of methods, except those of commands and of classes whose one instance the module makes itself. Whether there
    are many instances isn't visible at the method, and a registry that is made at start loses nothing: hence the preset
    `all`. Plain functions with few distinct arguments are what such caches are for; with `functions` set it speaks of
    functions that take a request too.

    The fix limits the cache to 128 results, which is what `functools` takes by itself; what falls out is computed
    again.

    ```python bad
    import functools

    class Towns:
        @functools.cache
        def find(self, name):
            return search(self.index, name)
    ```

    ```python good
    import functools

    class Towns:
        @functools.lru_cache(maxsize=128)
        def find(self, name):
            return search(self.index, name)
    ```

    ```python bad
    import functools

    class Towns:
        @functools.lru_cache(maxsize=None)
        def find(self, name):
            return search(self.index, name)
    ```

    ```python bad
    from functools import cache

    class Town:
        @cache
        def streets(self):
            return load(self.code)
    ```

    ```python good
    from functools import cache, lru_cache

    class Town:
        @lru_cache(maxsize=128)
        def streets(self):
            return load(self.code)
    ```

    ```python good
    from functools import cached_property

    class Town:
        @cached_property
        def streets(self):
            return load(self.code)
    ```

    ```python bad
    from functools import lru_cache as remember

    class Towns:
        @remember(None)
        def find(self, name):
            return search(self.index, name)
    ```

    ```python bad functions=true
    from functools import cache

    @cache
    def language(request):
        return parse(request.headers["Accept-Language"])
    ```

    ```python good functions=true
    from functools import cache, lru_cache

    @lru_cache(maxsize=128)
    def language(request):
        return parse(request.headers["Accept-Language"])
    ```

    ```python good
    from functools import cache, lru_cache

    @cache
    def settings():
        return load()

    class Towns:
        @lru_cache(maxsize=128)
        def find(self, name):
            return search(self.index, name)

        @lru_cache
        def near(self, name):
            return search(self.index, name)

        @staticmethod
        @cache
        def known():
            return load()

        @classmethod
        @cache
        def all(cls):
            return load()
    ```

    ```python good
    from enum import Enum
    from functools import cache

    class Colour(Enum):
        RED = 1

        @cache
        def shade(self):
            return mix(self.value)
    ```

    ```python good
    from project.caching import cache

    class Town:
        @cache
        def streets(self):
            return load(self.code)
    ```
    """
    if b"cache" not in doc.data or is_script(doc):
        return
    for above in doc.index("decorated"):
        definition = above.child_by_field_name("definition")
        if definition is None or definition.type != "function_definition":
            continue
        for decorator in decorators(definition):
            if _is_unlimited(doc, decorator) and _keeps_objects(doc, definition, functions):
                yield report(
                    decorator,
                    "the cache keeps every argument alive for ever, `{kept}` too; limit it",
                    kept=first_parameter(definition),
                    fix=_limited(doc, decorator),
                )


def _is_unlimited(doc: Document, decorator: Node) -> bool:
    source = origin(doc, function(decorator) or decorator)
    if source not in CACHES:
        return False
    if source == "functools.cache":
        return decorator.type != "call"
    size = argument(decorator, 0, "maxsize")
    return size is not None and size.type == "none"


def _keeps_objects(doc: Document, definition: Node, functions: bool) -> bool:
    owner, first = class_of(definition), first_parameter(definition)
    if owner is None:
        return functions and first in ("request", "session")
    if _FOR_EVER.intersection(bases(owner)) or first in ("", "cls") or _is_made_once(doc, owner):
        return False
    return all(decorator_name(one) not in ("staticmethod", "classmethod") for one in decorators(definition))


def _is_made_once(doc: Document, owner: Node) -> bool:
    """Whether the module makes the one instance of a class itself."""
    name = text(owner.child_by_field_name("name"))
    return any(method(made) == name for made in settings(doc).values())


def _limited(doc: Document, decorator: Node) -> Fix | None:
    size = argument(decorator, 0, "maxsize")
    if size is not None:
        return doc.replace(size, "128", _TITLE)
    written, edits = imported(doc, "functools", "lru_cache") or ("", ())
    change = Edit(Span(decorator.start_byte, decorator.end_byte), f"{written}(maxsize=128)")
    return Fix(_TITLE, (*edits, change)) if written else None


_TITLE = "Keep 128 results"
