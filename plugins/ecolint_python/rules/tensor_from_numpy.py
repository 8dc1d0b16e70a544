"""python/tensor-from-numpy"""

from collections.abc import Iterator

from ecolint import Document, Report, report, rule

from ..calls import calls_to, function, name_place, positional, texts_of
from ..names import origin

TENSORS = frozenset({"torch.tensor", "torch.FloatTensor", "torch.as_tensor", "torch.Tensor"})
# NumPy's way to make an array → PyTorch's to make the tensor at once.
MAKES = {
    "numpy.arange": "torch.arange",
    "numpy.empty": "torch.empty",
    "numpy.eye": "torch.eye",
    "numpy.full": "torch.full",
    "numpy.identity": "torch.eye",
    "numpy.linspace": "torch.linspace",
    "numpy.logspace": "torch.logspace",
    "numpy.ones": "torch.ones",
    "numpy.random.rand": "torch.rand",
    "numpy.random.randint": "torch.randint",
    "numpy.random.randn": "torch.randn",
    "numpy.zeros": "torch.zeros",
}


@rule(
    "python",
    words=texts_of(TENSORS),
    saves=["memory", "cpu"],
    evidence="deterministic",
    severity="note",
    refs=["rgesn:9.2", "creedengo:GCI104"],
)
def tensor_from_numpy(doc: Document) -> Iterator[Report]:
    """An array is made with NumPy, only to be copied into a tensor.

    PyTorch makes zeros, ranges and random numbers itself, where they are needed, without a copy.

    Evidence: it follows from what `torch.tensor` does: it copies. No fix, since the type changes: NumPy makes numbers
    of 64 bits, PyTorch of 32, which also halves the memory.

    ```python bad
    import numpy as np
    import torch

    weights = torch.tensor(np.random.rand(512, 512))
    ```

    ```python good
    import torch

    weights = torch.rand(512, 512)
    ```

    ```python bad
    from numpy import zeros
    from torch import FloatTensor

    start = FloatTensor(zeros((64, 3)))
    ```

    ```python bad
    import numpy
    import torch as t

    def steps(count):
        return t.tensor(numpy.arange(count), dtype=t.float32)
    ```

    ```python good
    import numpy as np
    import torch

    weights = torch.tensor(np.load("weights.npy"))
    shared = torch.from_numpy(np.zeros(3))
    listed = torch.tensor([0.0, 1.0])
    ```

    ```python good
    import numpy as np

    weights = torch.tensor(np.zeros(3))
    ```

    ```python good
    import jax.numpy as np
    import torch

    weights = torch.tensor(np.zeros(3))
    ```
    """
    for call, _ in calls_to(doc, TENSORS):
        given = positional(call)
        better = MAKES.get(origin(doc, function(given[0]))) if given else None
        if better:
            yield report(
                name_place(call), "the tensor is made with NumPy and copied; {better} makes it at once", better=better
            )
