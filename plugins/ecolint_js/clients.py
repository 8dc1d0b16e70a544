"""Ways to send a request, as data, and the question whether a call is one.

Each entry names the page that documents it, from general knowledge in November 2026: the pages were not opened.
"""

from typing import NamedTuple

from ecolint import Document, Node

from .bindings import Origin, binding
from .declared import declared_type
from .events import is_jquery
from .names import origin
from .syntax import arguments, called_name, callee, receiver, string


class Client(NamedTuple):
    """A module (or the globals, "") and the names in it that send a request."""

    module: str
    names: frozenset[str]
    source: str


_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "request"})


def _with_verbs(*names: str) -> frozenset[str]:
    return frozenset({*names, *_VERBS})


CLIENTS = (
    Client("", frozenset({"fetch", "navigator.sendBeacon"}), "https://developer.mozilla.org/docs/Web/API/Window/fetch"),
    Client(
        "",
        frozenset(
            f"{name}.{method}" for name in ("$", "jQuery") for method in ("ajax", "get", "post", "getJSON", "getScript")
        ),
        "https://api.jquery.com/category/ajax/",
    ),
    Client(
        "",
        frozenset({"$fetch", "axios", *(f"axios.{verb}" for verb in _VERBS)}),
        "https://nuxt.com/docs/api/utils/dollarfetch",
    ),
    Client(
        "jquery", frozenset({"ajax", "get", "post", "getJSON", "getScript"}), "https://api.jquery.com/category/ajax/"
    ),
    Client("axios", _with_verbs(""), "https://axios-http.com/docs/api_intro"),
    Client("ky", _with_verbs(""), "https://github.com/sindresorhus/ky"),
    Client("got", _with_verbs(""), "https://github.com/sindresorhus/got"),
    Client("superagent", _with_verbs(""), "https://ladjs.github.io/superagent/"),
    Client("ofetch", frozenset({"ofetch", "$fetch"}), "https://github.com/unjs/ofetch"),
    Client("node-fetch", frozenset({""}), "https://github.com/node-fetch/node-fetch"),
    Client("cross-fetch", frozenset({"", "fetch"}), "https://github.com/lquixada/cross-fetch"),
    Client("isomorphic-fetch", frozenset({""}), "https://github.com/matthew-andrews/isomorphic-fetch"),
    Client("undici", frozenset({"fetch", "request"}), "https://undici.nodejs.org"),
    Client(
        "@wordpress/api-fetch",
        frozenset({""}),
        "https://developer.wordpress.org/block-editor/reference-guides/packages/packages-api-fetch/",
    ),
    Client("umi-request", _with_verbs("", "default"), "https://github.com/umijs/umi-request"),
    Client("graphql-request", frozenset({"request", "rawRequest"}), "https://github.com/graffle-js/graffle"),
)
_BY_MODULE: dict[str, frozenset[str]] = {}
for _client in CLIENTS:
    _BY_MODULE[_client.module] = _BY_MODULE.get(_client.module, frozenset()) | _client.names

CALLED = tuple(sorted(client.module for client in CLIENTS if client.module and "" in client.names))
"""Modules that are called themselves, under whatever name a file gives them: `import ask from "ky"`."""

OWN_MODULES = frozenset({"api", "apiclient", "axios", "http", "httpclient", "request", "fetch", "client"})
"""Last parts of paths of a project's own modules that wrap a client: `import http from "@/utils/http"`."""
SERVICES = frozenset({"HttpClient", "AxiosInstance", "HttpService", "KyInstance"})
"""Types whose instances send requests: Angular, axios, NestJS, ky."""
REFETCHERS = frozenset({"refetch", "mutate", "revalidate", "fetchMore", "invalidateQueries", "refetchQueries"})
"""What TanStack Query, SWR and Apollo call asking again."""
QUERY_HOOKS = frozenset(
    {
        "useQuery",
        "useInfiniteQuery",
        "useSuspenseQuery",
        "useLazyQuery",
        "useQueryClient",
        "useApolloClient",
        "useSWR",
        "useSWRConfig",
        "useFetch",
        "useAsyncData",
    }
)


REQUEST_WORDS = tuple(
    sorted(
        {
            "send",
            *_VERBS,
            *REFETCHERS,
            *OWN_MODULES,
            *(name.rpartition(".")[2] or client.module for client in CLIENTS for name in client.names),
        }
    )
)
"""What a file that sends a request is written with: for `words=`."""


def is_request(doc: Document, call: Node) -> bool:
    """Whether a call surely sends a request."""
    name = called_name(doc, call)
    function = callee(call)
    if function is None or call.type != "call_expression":
        return False
    if name == "send":
        return _is_opened(doc, call)
    if name == "load":
        return _loads_text(doc, call)
    found = origin(doc, function)
    if found is not None:
        return _is_client(found)
    if name in REFETCHERS:
        return _is_query(doc, function)
    return name in _VERBS and _is_instance(doc, receiver(call))


def _loads_text(doc: Document, call: Node) -> bool:
    """`$("#news").load("/news")`: https://api.jquery.com/load/"""
    target, given = receiver(call), arguments(call)
    return target is not None and is_jquery(doc, target) and bool(given) and string(doc, given[0]) != ""


def _is_client(found: Origin) -> bool:
    if found.name in _BY_MODULE.get(found.module, ()):
        return True
    last = found.module.rstrip("/").rpartition("/")[2].lower().partition(".")[0]
    own = found.module[:1] in (".", "@", "~", "#") and last in OWN_MODULES
    return own and (found.name.rpartition(".")[2] in _VERBS or (last in ("fetch", "request") and not found.name))


def _is_opened(doc: Document, call: Node) -> bool:
    """`xhr.send()` of an XMLHttpRequest made in the file."""
    target = receiver(call)
    if target is None or target.type != "identifier":
        return False
    found = binding(doc, target)
    if found is None or found.node.type != "variable_declarator":
        return False
    value = found.node.child_by_field_name("value")
    return value is not None and doc.text(value).startswith("new XMLHttpRequest")


def _is_instance(doc: Document, target: Node | None) -> bool:
    """A client that the file is given: Angular's `this.http`, Vue's `this.$axios`."""
    if target is None:
        return False
    if doc.text(target) in ("this.$http", "this.$axios", "this.$fetch"):
        return True
    return declared_type(doc, target) in SERVICES


def _is_query(doc: Document, function: Node) -> bool:
    """`refetch` from `const { refetch } = useQuery(…)`, or `query.refetch`."""
    name = function.child_by_field_name("object") or function
    found = binding(doc, name) if name.type == "identifier" else None
    value = found.node.child_by_field_name("value") if found and found.node.type == "variable_declarator" else None
    return value is not None and value.type == "call_expression" and called_name(doc, value) in QUERY_HOOKS
