"""python/view-without-pagination"""

from collections.abc import Iterator
import re

from ecolint import Document, Fact, Facts, Node, Report, fact, report, rule

from ..calls import texts_of
from ..names import origin
from ..settings import entries, setting
from ..tree import text

# Generic views that answer with a list: Django 5.2, Django REST framework 3.16. Others beside them may add pages.
DJANGO_LISTS = frozenset({"django.views.generic.ListView", "django.views.generic.list.ListView"})
REST_LISTS = frozenset(
    {
        "rest_framework.generics.ListAPIView",
        "rest_framework.generics.ListCreateAPIView",
        "rest_framework.viewsets.ModelViewSet",
        "rest_framework.viewsets.ReadOnlyModelViewSet",
    }
)


@fact(
    "python",
    query="(class_definition name: (identifier) @name superclasses: (argument_list) @bases body: (block) @body)",
    words=texts_of(DJANGO_LISTS | REST_LISTS),
)
def list_view(name: Node, bases: Node, body: Node, doc: Document) -> Fact | None:
    """A generic view that answers with a whole list."""
    above = [origin(doc, base) for base in bases.named_children if base.type != "keyword_argument"]
    if not all(base.startswith(("django.", "rest_framework.")) for base in above):
        return None  # a class of the project's own may add pages
    said = text(body)
    if any(sign in said for sign in ("paginat", "[:", "page_size", ".none()")) or _BELONGS.search(said):
        return None
    if DJANGO_LISTS.intersection(above):
        return fact(name, kind="django")
    if _ANSWERS.search(said) and "super().list(" not in said:
        return None
    return fact(name, kind="rest") if REST_LISTS.intersection(above) else None


_ANSWERS = re.compile(r"\bdef\s+(?:get|list)\s*\(|\bhttp_method_names\s*=(?![^\])]*\bget\b)")
"""A view of Django REST framework that answers by itself, or to no GET."""


_BELONGS = re.compile(r"\brequest\.(?!GET\b|POST\b|META\b|data\b|query_params\b)\w+\.\w+|\brequest\.user\b")
"""What belongs to who asks, or to the event or shop that a middleware found, is seldom more than a page."""


@fact("python", words=("REST_FRAMEWORK",))
def default_pagination(doc: Document) -> Fact | None:
    """Pages for all views of Django REST framework, by its settings or a base class of the project's."""
    given = setting(doc, "REST_FRAMEWORK")
    paginated = entries(doc, given).get("DEFAULT_PAGINATION_CLASS")
    if given is None or (given.type == "dictionary" and (paginated is None or paginated.type == "none")):
        return None
    return fact(given, kind="default")


@rule(
    saves=["server", "network", "memory"],
    evidence="deterministic",
    precision="medium",
    preset="all",
    refs=[
        "rgesn:6.1",
        "wsg:reduce-the-number-and-complexity-of-database-queries",
        "rweb:0066",
        "rweb:0013",
        "creedengo:GCI13",
    ],
    facts=[list_view, default_pagination],
    whole=True,
)
def view_without_pagination(views: Facts, defaults: Facts) -> Iterator[Report]:
    """A list is answered whole, however long it gets.

    Every visit reads, serialises and sends all rows, of which a screen shows twenty.

    Evidence: it follows from the code: nothing else limits the list.

    Speaks of Django's `ListView` without `paginate_by`, and of Django REST framework's lists where neither the view
    nor `DEFAULT_PAGINATION_CLASS` makes pages. A view with a base class of the project's own, or one that slices,
    is silent, and so is one that lists what belongs to who asks, or that answers by a `list()` of its own. For a
    list of a few choices, `paginate_by = None` or `pagination_class = None` says so. How long a list gets isn't
    visible, and half of those that were read stay short: hence the preset `all`.

    ```python bad file=views.py
    from django.views.generic import ListView

    class Towns(ListView):
        model = Town
    ```

    ```python bad file=api.py
    from rest_framework import viewsets

    class TownViewSet(viewsets.ReadOnlyModelViewSet):
        queryset = Town.objects.all()
        serializer_class = TownSerializer
    ```

    ```python file=settings.py
    REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}
    ```

    ```python bad file=views.py
    from django.contrib.auth.mixins import LoginRequiredMixin
    from django.views.generic.list import ListView as Base

    class Orders(LoginRequiredMixin, Base):
        queryset = Order.objects.filter(open=True)
    ```

    ```python good file=views.py
    from django.views.generic import DetailView, ListView

    class Towns(ListView):
        model = Town
        paginate_by = 50

    class Town(DetailView):
        model = Town
    ```

    ```python good file=own.py
    from rest_framework import viewsets

    class Towns(viewsets.ReadOnlyModelViewSet):
        queryset = Town.objects.all()

        def list(self, request):
            return Response(summary(self.queryset))

    class Reports(viewsets.ModelViewSet):
        queryset = Report.objects.all()
        http_method_names = ["post", "delete"]
    ```

    ```python good file=api.py
    from rest_framework.generics import ListAPIView

    class Towns(ListAPIView):
        queryset = Town.objects.all()
    ```

    ```python file=settings.py
    REST_FRAMEWORK = {
        "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.CursorPagination",
        "PAGE_SIZE": 50,
    }
    ```

    ```python good file=views.py
    from django.views.generic import ListView

    from .base import PagedMixin

    class Towns(PagedMixin, ListView):
        model = Town

    class Latest(ListView):
        queryset = Town.objects.order_by("-id")[:10]

    class Tokens(ListView):
        def get_queryset(self):
            return Token.objects.filter(user=self.request.user)

    class Categories(ListView):
        def get_queryset(self):
            return self.request.event.categories.all()
    ```
    """
    for view in views:
        if view["kind"] == "django":
            yield report(view, "the whole list is answered; set paginate_by")
        elif not defaults:
            yield report(view, "the whole list is answered; set pagination_class, or a default for all")
