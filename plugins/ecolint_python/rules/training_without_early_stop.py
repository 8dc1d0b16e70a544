"""python/training-without-early-stop"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_named, calls_to, has_spread, keywords, texts_of
from ..names import modules
from ..strings import number

# Class → the argument that says how many epochs: Lightning 2.5, Transformers 4.47.
TRAINERS = {
    "lightning.Trainer": "max_epochs",
    "lightning.pytorch.Trainer": "max_epochs",
    "pytorch_lightning.Trainer": "max_epochs",
    "transformers.TrainingArguments": "num_train_epochs",
    "transformers.Seq2SeqTrainingArguments": "num_train_epochs",
}
_SOURCES = frozenset(TRAINERS)


@rule(
    "python",
    words=(*texts_of(_SOURCES), "keras fit", "tensorflow fit"),
    saves=["cpu"],
    evidence="consensus",
    severity="note",
    refs=[
        "rgesn:9.3",
        "rgesn:9.5",
        "wsg:establish-responsible-practices-around-ai-and-emerging-or-disruptive-technologies",
    ],
)
def training_without_early_stop(doc: Document, *, epochs: int = 50) -> Iterator[Report]:
    """A model is trained for many epochs, whether it still gets better or not.

    Early stopping ends the training when the measure on held-out data has not improved for some epochs. All after that
    is computing for nothing, or for a worse model.

    Evidence: the documentation of Keras, Lightning and Transformers has a callback for it; RGESN 9.3 asks for
    restraint.

    Speaks from `epochs` (50) on, as a constant, in files that don't mention early stopping. A published schedule that
    is to be followed as it is, is a reason to ignore the finding.

    ```python bad
    import keras

    model.fit(images, labels, epochs=200)
    ```

    ```python good
    import keras

    model.fit(images, labels, epochs=200, callbacks=[keras.callbacks.EarlyStopping(patience=5)])
    ```

    ```python bad
    from lightning import Trainer

    Trainer(max_epochs=100).fit(model)
    ```

    ```python bad
    from transformers import TrainingArguments

    EPOCHS = 60
    arguments = TrainingArguments(output_dir="out", num_train_epochs=EPOCHS)
    ```

    ```python good
    from tensorflow import keras

    model.fit(images, labels, epochs=10)
    model.fit(images, labels, epochs=epochs)
    model.fit(images, labels, epochs=100, callbacks=callbacks)
    ```

    ```python good
    from lightning import Trainer

    Trainer(max_epochs=100, **options).fit(model)
    ```

    ```python good
    scaler.fit(images, epochs=100)
    ```
    """
    if b"EarlyStopping" in doc.data or b"early_stopping" in doc.data:
        return
    for call, source in calls_to(doc, _SOURCES):
        yield from _told(doc, call, TRAINERS[source], epochs)
    if not modules(doc).isdisjoint(("keras", "tensorflow")):
        for call in calls_named(doc, "fit"):
            yield from _told(doc, call, "epochs", epochs)


def _told(doc: Document, call: Node, name: str, most: int) -> Iterator[Report]:
    given = keywords(call)
    count = given.get(name)
    if count is not None and (number(doc, count) or 0) >= most and "callbacks" not in given and not has_spread(call):
        yield report(count, "the model trains on whether it helps or not; stop early when it no longer does")
