"""python/cache-without-expiry"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import argument, calls_named, has_spread, keywords, method, receiver
from ..names import made_by, origin
from ..settings import entries, is_for_development, setting
from ..strings import constant

# Django 5.2, "The low-level cache API": method → place of its time-out.
DJANGO_TIMEOUTS = {"set": 2, "add": 2, "get_or_set": 2, "set_many": 1, "touch": 1}
DJANGO_TIMEOUTS |= {f"a{name}": place for name, place in DJANGO_TIMEOUTS.items()}
REDIS_CLIENTS = frozenset({"redis.Redis", "redis.StrictRedis", "redis.from_url", "redis.Redis.from_url"})
REDIS_EXPIRIES = frozenset({"ex", "px", "exat", "pxat", "keepttl"})


@rule(
    "python",
    words=("django.core.cache", "redis", "CACHES"),
    saves=["storage", "memory"],
    evidence="consensus",
    precision="medium",
    preset="all",
    refs=[
        "rgesn:7.2",
        "rgesn:7.1",
        "wsg:store-data-according-to-the-needs-of-your-users",
        "rweb:0079",
    ],
)
def cache_without_expiry(doc: Document, *, redis: bool = False) -> Iterator[Report]:
    """What is put into the cache stays there for ever.

    A cache whose entries don't expire only grows, until the server evicts what others still need, or needs more memory.

    Evidence: retention limits are asked for by RGESN and RWEB alike.

    Whether entries are deleted when they are out of date is seldom visible at the place: hence the preset `all`.

    Speaks of Django's cache with a time-out of `None`, in a call or for a whole cache in the settings. A key that is
    written out is one entry and doesn't grow; a file that deletes keys knows what it does. With `redis`
    set, it also speaks of Redis clients' `set` without an expiry; by default not, since Redis often is a store and no
    cache.

    ```python bad
    from django.core.cache import cache

    cache.set(f"town-{code}", town, timeout=None)
    ```

    ```python good
    from django.core.cache import cache

    cache.set(f"town-{code}", town, timeout=3600)
    ```

    ```python bad
    from django.core.cache import caches

    def town(code):
        return caches["towns"].get_or_set(code, load, None)
    ```

    ```python bad
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://cache:6379",
            "TIMEOUT": None,
        }
    }
    ```

    ```python bad redis=true
    from redis import Redis

    store = Redis()
    store.set("visits", 1)
    ```

    ```python good
    from django.core.cache import cache

    def current():
        return cache.get_or_set("version", load, None)
    ```

    ```python good
    from django.core.cache import cache

    def keep(code, town):
        cache.set(f"town-{code}", town, timeout=None)

    def on_save(code):
        cache.delete(f"town-{code}")
    ```

    ```python good
    from django.core.cache import cache

    cache.set("town", None)
    cache.set("town", town)
    cache.delete("town")
    ```

    ```python good
    import redis

    store = redis.Redis()
    store.set("visits", 1)
    request.session.set_expiry(None)
    other.set("town", town, timeout=None)
    ```

    ```python good redis=true
    import redis

    store = redis.Redis()
    store.set("visits", 1, ex=3600)
    store.set("town", "x", **options)
    queue.set("a", 1)
    ```
    """
    for call in calls_named(doc, *DJANGO_TIMEOUTS) if b"cache" in doc.data or redis else ():
        if _is_django_cache(doc, receiver(call)):
            timeout = argument(call, DJANGO_TIMEOUTS[method(call)], "timeout")
            if timeout is not None and timeout.type == "none" and not _is_limited(doc, call):
                yield report(timeout, "what is cached here never expires; give it a time-out")
        elif redis and _is_kept_in_redis(doc, call):
            yield report(call, "this key never expires; give it an expiry")
    if not is_for_development(doc):
        for cache in entries(doc, setting(doc, "CACHES")).values():
            timeout = entries(doc, cache).get("TIMEOUT")
            if timeout is not None and timeout.type == "none":
                yield report(timeout, "what is cached here never expires; give it a time-out")


def _is_django_cache(doc: Document, node: Node | None) -> bool:
    if node is not None and node.type == "subscript":
        return origin(doc, node.child_by_field_name("value")) == "django.core.cache.caches"
    return origin(doc, node) == "django.core.cache.cache"


def _is_kept_in_redis(doc: Document, call: Node) -> bool:
    if method(call) != "set" or made_by(doc, receiver(call)) not in REDIS_CLIENTS or has_spread(call):
        return False
    return REDIS_EXPIRIES.isdisjoint(keywords(call)) and argument(call, 2, "ex") is None


def _is_limited(doc: Document, call: Node) -> bool:
    """Whether there is one entry only, or the file deletes entries itself."""
    deletes = calls_named(doc, "delete", "delete_many", "delete_pattern", "clear", "adelete")
    return constant(doc, argument(call, 0, "key")) is not None or any(
        _is_django_cache(doc, receiver(one)) for one in deletes
    )
