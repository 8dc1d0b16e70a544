"""python/training-without-tracking"""

from collections.abc import Iterator

from ecolint import Document, Fact, Facts, Report, fact, report, rule

from ..calls import calls_named, function, name_place
from ..names import modules, origin

FRAMEWORKS = frozenset({"keras", "lightning", "pytorch_lightning", "tensorflow", "torch", "transformers"})
TRACKERS = frozenset({"carbontracker", "codecarbon", "eco2ai", "experiment_impact_tracker", "pyJoules", "zeus"})


@fact("python", words=FRAMEWORKS)
def training(doc: Document) -> Iterator[Fact]:
    """A place where a model is trained."""
    if FRAMEWORKS.isdisjoint(modules(doc)):
        return
    for call in calls_named(doc, "backward", "fit", "train_on_batch"):
        if origin(doc, function(call)).startswith("PIL."):  # `ImageOps.fit` crops
            continue
        yield fact(name_place(call), kind="training")


@fact("python", words=TRACKERS)
def tracker(doc: Document) -> Fact | None:
    """A file that measures what training consumes."""
    return fact(doc, kind="tracker") if not TRACKERS.isdisjoint(modules(doc)) else None


@rule(
    saves=["cpu"],
    evidence="official",
    precision="medium",
    preset="all",
    severity="note",
    refs=[
        "rgesn:9.3",
        "wsg:establish-responsible-practices-around-ai-and-emerging-or-disruptive-technologies",
    ],
    facts=[training, tracker],
    whole=True,
)
def training_without_tracking(trainings: Facts, trackers: Facts) -> Iterator[Report]:
    """A model is trained, and nobody measures what that consumes.

    What is not measured is not reduced: a tracker writes the energy of each training to the log, for two lines of code.

    Evidence: RGESN 9.3 asks for indicators on the resources of training.

    Speaks once for a project. A platform may measure instead; hence the preset `all`.

    ```python bad file=train.py
    import torch

    for batch in batches:
        loss(model(batch)).backward()
    ```

    ```python bad file=train.py
    from tensorflow import keras

    model.fit(images, labels)
    ```

    ```python bad file=train.py
    import lightning

    lightning.Trainer().fit(model)
    ```

    ```python good file=train.py
    from codecarbon import EmissionsTracker
    import torch

    with EmissionsTracker():
        loss(model(batch)).backward()
    ```

    ```python good file=train.py
    import torch

    loss(model(batch)).backward()
    ```

    ```python file=measure.py
    import eco2ai
    ```

    ```python good file=train.py
    from sklearn.linear_model import LinearRegression

    LinearRegression().fit(rows, prices)
    ```
    """
    if not trackers:
        for one in trainings[:1]:
            yield report(
                one, "the model is trained without measuring what it consumes; a tracker such as CodeCarbon shows it"
            )
