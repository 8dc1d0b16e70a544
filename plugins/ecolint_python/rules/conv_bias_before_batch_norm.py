"""python/conv-bias-before-batch-norm"""

from collections.abc import Iterator
from itertools import pairwise

from ecolint import Document, Fix, Node, Report, report, rule

from ..calls import calls_to, function, has_spread, keywords, method, name_place, positional, texts_of
from ..edits import with_argument
from ..names import origin
from ..tree import text

SEQUENTIAL = frozenset({"torch.nn.Sequential"})
CONVOLUTIONS = frozenset(
    f"torch.nn.Conv{kind}" for kind in ("1d", "2d", "3d", "Transpose1d", "Transpose2d", "Transpose3d")
)
NORMS = frozenset(f"torch.nn.BatchNorm{kind}" for kind in ("1d", "2d", "3d"))


@rule(
    "python",
    words=texts_of(SEQUENTIAL | NORMS),
    saves=["memory", "cpu"],
    evidence="contested",
    preset="all",
    severity="note",
    refs=["rgesn:9.2", "creedengo:GCI101"],
)
def conv_bias_before_batch_norm(doc: Document) -> Iterator[Report]:
    """A convolution learns a bias that the batch normalisation after it takes away again.

    Batch normalisation subtracts the mean, and the bias with it. `bias=False` leaves out parameters that do nothing.

    Evidence: it follows from the formula, but the gain is tiny: Creedengo's own data show 224 of 155,850 parameters and
    the same time. Hence the preset `all`.

    Speaks of neighbours in `nn.Sequential`, and of a module's layers that `forward` calls one around the other.

    The fix drops the bias. Weights that were saved with one no longer load without a word about it.

    ```python bad
    from torch import nn

    block = nn.Sequential(nn.Conv2d(3, 16, 3), nn.BatchNorm2d(16), nn.ReLU())
    ```

    ```python good
    from torch import nn

    block = nn.Sequential(nn.Conv2d(3, 16, 3, bias=False), nn.BatchNorm2d(16), nn.ReLU())
    ```

    ```python bad
    import torch

    block = torch.nn.Sequential(
        torch.nn.ReLU(),
        torch.nn.Conv1d(3, 16, kernel_size=3, padding=1),
        torch.nn.BatchNorm1d(16),
    )
    ```

    ```python bad
    from torch import nn

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.convolution = nn.Conv2d(3, 16, 3)
            self.norm = nn.BatchNorm2d(16)

        def forward(self, x):
            return self.norm(self.convolution(x))
    ```

    ```python bad
    from torch.nn import BatchNorm3d as Norm, Conv3d, Sequential

    def block(width):
        return Sequential(Conv3d(width, width, 3), Norm(width))
    ```

    Something between them, or arguments that are not known:

    ```python good
    from torch import nn

    block = nn.Sequential(nn.Conv2d(3, 16, 3), nn.ReLU(), nn.BatchNorm2d(16))
    ```

    ```python good
    from torch import nn

    block = nn.Sequential(nn.Conv2d(3, 16, 3, **options), nn.BatchNorm2d(16))
    other = nn.Sequential(*layers)
    ```

    ```python good
    block = nn.Sequential(nn.Conv2d(3, 16, 3), nn.BatchNorm2d(16))
    ```
    """
    for call, _ in calls_to(doc, SEQUENTIAL):
        layers = positional(call)
        for layer, following in pairwise(layers):
            if _has_bias(doc, layer) and origin(doc, function(following)) in NORMS:
                yield _told(layer)
    for layer, _ in calls_to(doc, CONVOLUTIONS, _is_attribute):
        if _has_bias(doc, layer) and _is_normalised(doc, layer):
            yield _told(layer)


def _told(layer: Node) -> Report:
    edit = with_argument(layer, "bias=False")
    return report(
        name_place(layer),
        "{layer} learns a bias that the normalisation takes away; give bias=False",
        layer=method(layer),
        fix=Fix("Add bias=False", (edit,)) if edit else None,
    )


def _is_attribute(layer: Node) -> bool:
    return text(_attribute(layer)).startswith("self.")


def _attribute(layer: Node) -> Node | None:
    """`self.first` of `self.first = nn.Conv2d(…)`."""
    return layer.parent.child_by_field_name("left") if layer.parent and layer.parent.type == "assignment" else None


def _is_normalised(doc: Document, layer: Node) -> bool:
    """Whether the module hands what a layer gives to its normalisation: `self.norm(self.first(x))`."""
    owner = layer.parent
    while owner is not None and owner.type != "class_definition":
        owner = owner.parent
    norms = [
        text(_attribute(norm))
        for norm, _ in calls_to(doc, NORMS, _is_attribute)
        if owner is not None and owner.start_byte <= norm.start_byte < owner.end_byte
    ]
    called = text(owner)
    return called.count(f"{text(_attribute(layer))}(") == 1 and any(
        f"{norm}({text(_attribute(layer))}(" in called for norm in norms
    )


def _has_bias(doc: Document, layer: Node) -> bool:
    if origin(doc, function(layer)) not in CONVOLUTIONS or has_spread(layer):
        return False
    return "bias" not in keywords(layer) and len(positional(layer)) < 8
