"""python/exhaustive-grid-search"""

from collections.abc import Iterator
from math import prod

from ecolint import Document, Node, Report, report, rule

from ..calls import argument, calls_to, name_place, texts_of
from ..names import value
from ..settings import entries
from ..sizes import length

SEARCHES = frozenset({"sklearn.model_selection.GridSearchCV"})


@rule(
    "python",
    words=texts_of(SEARCHES),
    saves=["cpu"],
    evidence="consensus",
    severity="note",
    refs=[
        "rgesn:9.2",
        "rgesn:9.3",
        "wsg:establish-responsible-practices-around-ai-and-emerging-or-disruptive-technologies",
    ],
)
def exhaustive_grid_search(doc: Document, *, max: int = 50) -> Iterator[Report]:
    """Every combination of many settings is trained, one after the other.

    The number of trainings is the product of all lists, times the folds of cross-validation. A random or halving search
    finds settings as good with a fraction of them.

    Evidence: scikit-learn's documentation recommends both for large grids ("Tuning the hyper-parameters of an
    estimator").

    Speaks from `max` (50) combinations on, where the grid is written out.

    ```python bad
    from sklearn.model_selection import GridSearchCV

    search = GridSearchCV(model, {"depth": [2, 4, 6, 8, 10], "trees": [10, 50, 100, 200], "rate": [0.1, 0.2, 0.5]})
    ```

    ```python good
    from sklearn.model_selection import RandomizedSearchCV

    search = RandomizedSearchCV(model, {"depth": [2, 4, 6, 8, 10], "trees": [10, 50, 100, 200]}, n_iter=10)
    ```

    ```python bad
    import sklearn.model_selection as selection

    GRID = dict(depth=range(20), rate=(0.1, 0.2, 0.3))
    search = selection.GridSearchCV(estimator=model, param_grid=GRID, cv=5)
    ```

    ```python bad max=8
    from sklearn.model_selection import GridSearchCV as Search

    Search(model, {"a": [1, 2, 3], "b": [1, 2, 3]})
    ```

    ```python good
    from sklearn.model_selection import GridSearchCV

    GridSearchCV(model, {"depth": [2, 4], "rate": [0.1, 0.2]})
    GridSearchCV(model, grid)
    ```

    ```python good
    from sklearn.model_selection import GridSearchCV

    GridSearchCV(model, {"depth": depths, "rate": list(range(100))[::50]})
    ```

    ```python good
    GridSearchCV(model, {"a": range(100), "b": range(100)})
    ```
    """
    for call, _ in calls_to(doc, SEARCHES):
        grid = argument(call, 1, "param_grid")
        count = _combinations(doc, value(doc, grid) or grid)
        if count > max:
            yield report(
                name_place(call), "the search trains {count} combinations; try a random or halving search", count=count
            )


def _combinations(doc: Document, grid: Node | None) -> int:
    sizes = [length(doc, one) for one in entries(doc, grid).values()]
    return prod(one for one in sizes if one is not None) if sizes and None not in sizes else 0
