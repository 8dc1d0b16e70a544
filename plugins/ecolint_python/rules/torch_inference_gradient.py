"""python/torch-inference-gradient"""

from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import calls_named, function, name_place, positional, receiver
from ..names import function_of, imports, modules
from ..tree import text
from ..views import decorators

_OFF = ("no_grad", "inference_mode", "set_grad_enabled", "enable_grad", ".backward(", "requires_grad", ".grad", "grad(")

_OTHERS = frozenset({"flax", "jax", "mlx", "paddle"})
"""Packages whose models have an `eval()` too, and keep nothing."""
_STEPS = frozenset({"validation_step", "test_step", "predict_step", "prediction_step"})
"""Methods that Lightning and Transformers call with gradients off."""


@rule(
    "python",
    words=("torch eval",),
    saves=["memory", "cpu"],
    evidence="consensus",
    precision="medium",
    preset="all",
    refs=[
        "rgesn:9.7",
        "wsg:establish-responsible-practices-around-ai-and-emerging-or-disruptive-technologies",
        "creedengo:GCI100",
    ],
)
def torch_inference_gradient(doc: Document) -> Iterator[Report]:
    """A model only answers, and PyTorch still keeps all it would need to train it.

    `model.eval()` changes dropout and normalisation, nothing else. Unless `torch.no_grad()` or `torch.inference_mode()`
    says so, every intermediate result is kept for a gradient that is never asked for.

    Evidence: PyTorch's documentation says of `no_grad` and `inference_mode` that they take less memory and time; others
    measured clearly less memory and moderately less energy (Creedengo's GCI100).

    Speaks where a function puts a model into evaluation and then calls it, and nothing in the function, its decorators
    or the top of the file says anything about gradients.

    ## When not to care

    A caller may hold the context, or the model itself: its `forward` may be decorated, in another file.

    The fix turns gradients off for the whole function; it must not be the one that trains.

    ```python bad
    import torch

    def predict(model, batch):
        model.eval()
        return model(batch)
    ```

    ```python good
    import torch

    @torch.no_grad()
    def predict(model, batch):
        model.eval()
        return model(batch)
    ```

    ```python bad
    import torch.nn as nn

    class Service:
        def answer(self, batch):
            self.model.eval()
            scores = self.model(batch)
            return scores.argmax()
    ```

    ```python bad
    import torch

    network = torch.load("network.pt")
    network.eval()
    for batch in batches:
        print(network(batch))
    ```

    With the context, for training, for gradients, or another `eval`:

    ```python good
    import torch

    def predict(model, batch):
        model.eval()
        with torch.inference_mode():
            return model(batch)

    def saliency(model, image):
        model.eval()
        image.requires_grad_()
        model(image).sum().backward()

    def prepare(model):
        model.eval()
        model.to("cpu")

    def embed(self, batch):
        self.model.eval()
        return self.model(batch).cpu().numpy()
    ```

    ```python good
    import pandas as pd

    def evaluate(frame):
        frame.eval("a + b")
        return frame(1)
    ```

    ```python good
    import torch
    from flax import nnx

    @nnx.jit
    def predict(model, batch):
        model.eval()
        return model(batch)
    ```

    ```python good
    import torch
    from lightning import LightningModule

    class Reader(LightningModule):
        def validation_step(self, batch, number):
            self.model.eval()
            self.log("loss", self.model(batch).mean())
    ```

    ```python good
    import torch

    torch.set_grad_enabled(False)

    def predict(model, batch):
        model.eval()
        return model(batch)
    ```
    """
    packages = modules(doc)
    if "torch" not in packages or not packages.isdisjoint(_OTHERS) or b"set_grad_enabled(False)" in doc.data:
        return
    for call in calls_named(doc, "eval"):
        model = receiver(call)
        if model is None or positional(call) or model.type not in ("identifier", "attribute"):
            continue
        around = function_of(call)
        if around is not None and text(around.child_by_field_name("name")) in _STEPS:
            continue
        answer = _answer(doc, call, model, around)
        if answer is not None and not _has_none(answer) and not _speaks_of_gradients(around or doc.root):
            yield report(
                name_place(answer),
                "results are kept for a gradient that nobody asks for; call the model under torch.inference_mode()",
                fix=_fix(doc, around),
            )


def _answer(doc: Document, evaluated: Node, model: Node, around: Node | None) -> Node | None:
    """The first call of the model after its `eval()`, in the same function."""
    for call in calls_named(doc, text(model).rpartition(".")[2]):
        if call.start_byte > evaluated.end_byte and text(function(call)) == text(model) and function_of(call) == around:
            return call
    return None


def _has_none(answer: Node) -> bool:
    """`model(batch).cpu().numpy()`: of a result with a gradient PyTorch makes no array, unless it is detached."""
    asked, node = set[str](), answer.parent
    while node is not None and node.type in ("attribute", "call"):
        asked.add(text(node.child_by_field_name("attribute")))
        node = node.parent
    return "numpy" in asked and asked.isdisjoint({"detach", "data"})


def _speaks_of_gradients(around: Node) -> bool:
    said = [text(around), *map(text, decorators(around))]
    return any(sign in one for one in said for sign in (*_OFF, ".train()"))


def _fix(doc: Document, around: Node | None) -> Fix | None:
    if around is None or around.type != "function_definition" or imports(doc).get("torch") != {"torch"}:
        return None
    indent = " " * around.start_point.column
    return Fix(
        "Compute no gradients in this function",
        (Edit(Span(around.start_byte, around.start_byte), f"@torch.no_grad()\n{indent}"),),
    )
