"""python/response-cache-disabled"""

from collections.abc import Iterator
import re

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_to, function, keywords, method, texts_of
from ..names import origin
from ..settings import is_for_development, settings
from ..strings import constant, number
from ..tree import child, descendants, text
from ..views import bases, class_of, decorators, is_public, is_view, view_around

NEVER = frozenset({"django.views.decorators.cache.never_cache"})
CONTROL = frozenset({"django.views.decorators.cache.cache_control", "django.utils.cache.patch_cache_control"})
HEADERS = frozenset({"django.utils.cache.add_never_cache_headers"})
# Flask 3.1 "Configuration Handling"; WhiteNoise 6.9 "Settings": how long browsers may keep static files, in seconds.
MAX_AGES = frozenset({"SEND_FILE_MAX_AGE_DEFAULT", "WHITENOISE_MAX_AGE"})
# Views whose answer has a reason not to be kept: it is about now, or about who asks.
_WORDS = """
account alive auth callback captcha challenge check csrf current download expire flush health healthcheck healthz job
jobs jsi18n live login logout me metrics monitor next now password ping poll preview profile progress random ready
readiness redirect refresh reset session setlang signin signout sso state status task tasks token unread upload user
version webhook
"""
_NOW = frozenset(_WORDS.split())


@rule(
    "python",
    words=(*texts_of(NEVER | CONTROL | HEADERS), "cache-control", *MAX_AGES),
    saves=["network", "server"],
    evidence="deterministic",
    precision="medium",
    preset="all",
    refs=[
        "rgesn:6.2",
        "rgesn:7.1",
        "wsg:optimize-caching-and-support-offline-access",
        "rweb:0075",
        "rweb:0074",
    ],
)
def response_cache_disabled(doc: Document) -> Iterator[Report]:
    """Browsers and proxies are told to keep nothing of an answer that is the same for everybody.

    Each visit makes the server compute the answer and send it whole, although the one from a minute ago would do. A
    short `max-age`, or an ETag, saves most of it.

    Evidence: it follows from the meaning of the header; how much is saved depends on the traffic.

    In code that was read, no such view was found that was right to tell: hence the preset `all`.

    Speaks of views that answer GET without any sign of a user, a session, a form or a fresh state, and of static files.

    ```python bad
    from django.views.decorators.cache import never_cache
    from django.views.decorators.http import require_GET

    @require_GET
    @never_cache
    def opening_hours(request):
        return JsonResponse(OPENING_HOURS)
    ```

    ```python good
    from django.views.decorators.cache import cache_control
    from django.views.decorators.http import require_GET

    @require_GET
    @cache_control(public=True, max_age=3600)
    def opening_hours(request):
        return JsonResponse(OPENING_HOURS)
    ```

    ```python bad
    from django.utils.decorators import method_decorator
    from django.views.decorators.cache import cache_control

    @method_decorator(cache_control(no_store=True), name="dispatch")
    class Towns(ListView):
        model = Town
    ```

    ```python bad
    SEND_FILE_MAX_AGE_DEFAULT = 0
    ```

    ```python bad
    @app.get("/towns")
    def towns():
        answer = make_response(jsonify(TOWNS))
        answer.headers["Cache-Control"] = "no-store"
        return answer
    ```

    Answers for one person, forms, and what is about now:

    ```python good
    from django.contrib.auth.decorators import login_required
    from django.views.decorators.cache import never_cache

    @login_required
    @never_cache
    def my_appointments(request):
        return render(request, "mine.html")

    @never_cache
    def contact(request):
        form = ContactForm(request.POST or None)
        return render(request, "contact.html", {"form": form})

    @never_cache
    def queue_status(request):
        return JsonResponse({"waiting": waiting()})
    ```

    ```python good
    from django.utils.decorators import method_decorator
    from django.views.decorators.cache import never_cache

    @method_decorator(never_cache, name="dispatch")
    class Inbox(LoginRequiredMixin, ListView):
        model = Message
    ```

    ```python good
    from django.utils.decorators import method_decorator
    from django.views.decorators.cache import never_cache

    class LogoutView(View):
        @method_decorator(never_cache)
        def get(self, request):
            return render(request, "bye.html")

    class OrderView(APIView):
        permission_classes = [IsOwner]

        @method_decorator(never_cache)
        def get(self, request):
            return Response(orders())

    class NextView(View):
        @method_decorator(never_cache)
        def get(self, request):
            return HttpResponseRedirect(choose())
    ```

    ```python good
    SEND_FILE_MAX_AGE_DEFAULT = 31_536_000

    def helper(answer):
        answer.headers["Cache-Control"] = "no-store"  # whose answer?
    ```
    """
    if any(sign in doc.data for sign in _SIGNS):
        yield from _decorated(doc)
        yield from _in_views(doc)
    if not is_for_development(doc):
        for name, given in settings(doc).items():
            if name in MAX_AGES and number(doc, given) == 0:
                yield report(given, "static files are sent again at each visit; give browsers a time to keep them")


_SIGNS = (b"never_cache", b"cache_control", b"no-store")


def _decorated(doc: Document) -> Iterator[Report]:
    for above in doc.index("decorated"):
        definition = above.child_by_field_name("definition")
        for decorator in decorators(definition):
            if definition is not None and _forbids(doc, decorator) and _may_be_kept(doc, definition):
                yield _told(decorator)


def _in_views(doc: Document) -> Iterator[Report]:
    for call, source in calls_to(doc, CONTROL | HEADERS):
        view = view_around(call)
        if view is not None and (source in HEADERS or _is_off(doc, call)) and _may_be_kept(doc, view):
            yield _told(call)
    for assignment in _header_assignments(doc):
        view = view_around(assignment)
        if view is not None and _may_be_kept(doc, view):
            yield _told(assignment)


def _header_assignments(doc: Document) -> Iterator[Node]:
    at = doc.data.find(b"no-store")
    while at >= 0:
        node = doc.root.descendant_for_byte_range(at, at + 8)
        while node is not None and node.type not in ("assignment", "block", "module"):
            node = node.parent
        if node is not None and node.type == "assignment":
            left = node.child_by_field_name("left")
            key = left.child_by_field_name("subscript") if left is not None and left.type == "subscript" else None
            if (constant(doc, key) or "").lower() == "cache-control":
                yield node
        at = doc.data.find(b"no-store", at + 8)


def _told(place: Node) -> Report:
    return report(place, "the same answer is sent whole at each visit; let it be kept, if only for minutes")


def _forbids(doc: Document, decorator: Node) -> bool:
    """`@never_cache`, `@cache_control(no_store=True)`, and both handed to `method_decorator`."""
    if decorator.type == "call" and method(decorator) == "method_decorator":
        given = decorator.child_by_field_name("arguments")
        inner = child(given)
        return inner is not None and _forbids(doc, inner)
    if origin(doc, decorator) in NEVER:
        return True
    return origin(doc, function(decorator)) in CONTROL and _is_off(doc, decorator)


def _is_off(doc: Document, call: Node) -> bool:
    given = keywords(call)
    if text(given.get("private")) == "True":
        return False
    return text(given.get("no_store")) == "True" or (
        "max_age" in given and number(doc, given["max_age"]) == 0 and "s_maxage" not in given
    )


def _may_be_kept(doc: Document, definition: Node) -> bool:
    owner = class_of(definition)
    if _is_about_now(definition) or (owner is not None and _is_about_now(owner)) or not is_public(doc, definition):
        return False
    if any("redirect" in method(call).lower() for call in descendants(definition, "call")):
        return False
    if definition.type == "class_definition":
        return any(base in ("DetailView", "ListView", "TemplateView") for base in bases(definition))
    return is_view(definition)


def _is_about_now(definition: Node) -> bool:
    """Whether a name says so: `queue_status`, `LogoutView`."""
    name = text(definition.child_by_field_name("name"))
    return not _NOW.isdisjoint(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name).lower().split())
