"""python/data-loader-without-pinned-memory"""

from collections.abc import Iterator
import re

from ecolint import Document, Fix, Node, Report, report, rule

from ..calls import argument, calls_to, has_spread, keywords, name_place, positional, texts_of
from ..edits import with_argument
from ..names import value
from ..tree import text

LOADERS = frozenset({"torch.utils.data.DataLoader", "torch.utils.data.dataloader.DataLoader"})
_USES_GPU = re.compile(rb"""\.cuda\(|["']cuda(?::\d)?["']|torch\.device\(""")


@rule(
    "python",
    words=texts_of(LOADERS),
    saves=["cpu"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:9.3", "creedengo:GCI102"],
)
def data_loader_without_pinned_memory(doc: Document) -> Iterator[Report]:
    """Batches go to the graphics processor by a detour through ordinary memory.

    From pinned memory a batch is copied directly, while the processor goes on. Otherwise it is copied twice, and the
    graphics processor, which draws the most power, waits.

    Evidence: PyTorch's guide to performance advises it ("Performance Tuning Guide", "Enable memory pinning"); others
    measured a tenth of the time, on one machine (Creedengo's GCI102).

    Speaks of files that move data to CUDA. Where the processor alone computes, pinned memory is of no use.

    The fix pins memory, which takes some from the rest of the machine and helps only if a GPU is used.

    ```python bad
    from torch.utils.data import DataLoader

    loader = DataLoader(dataset, batch_size=64)
    model.cuda()
    ```

    ```python good
    from torch.utils.data import DataLoader

    loader = DataLoader(dataset, batch_size=64, pin_memory=True)
    model.cuda()
    ```

    ```python bad
    import torch

    device = "cuda"
    loader = torch.utils.data.DataLoader(dataset)
    ```

    ```python bad
    from torch.utils import data

    def train(model, dataset):
        for batch in data.DataLoader(dataset, 64, shuffle=True):
            model(batch.to("cuda:0"))
    ```

    No graphics processor, or arguments that are not known:

    ```python good
    from torch.utils.data import DataLoader

    loader = DataLoader(dataset, batch_size=64)
    ```

    ```python good
    from torch.utils.data import DataLoader

    loader = DataLoader(dataset, **options)
    other = DataLoader(dataset, pin_memory=pin)
    model.cuda()
    ```

    ```python good
    import torch
    from torch.utils.data import DataLoader, TensorDataset

    def loader(x, y, device=torch.device("cuda")):
        return DataLoader(TensorDataset(x.to(device), y.to(device)))
    ```

    ```python good
    from project import DataLoader

    loader = DataLoader(dataset)
    model.cuda()
    ```
    """
    if b"DataLoader" not in doc.data or not _USES_GPU.search(doc.data):
        return
    for call, _ in calls_to(doc, LOADERS):
        if "pin_memory" not in keywords(call) and not has_spread(call) and not _is_moved(doc, call):
            edit = with_argument(call, "pin_memory=True")
            yield report(
                name_place(call),
                "batches are copied twice on their way to the GPU; give pin_memory=True",
                fix=Fix("Add pin_memory=True", (edit,)) if edit else None,
            )


def _is_moved(doc: Document, call: Node) -> bool:
    """Whether the data lies on the device already: `TensorDataset(x.to(device), …)`; such memory can't be pinned."""
    given = argument(call, 0, "dataset")
    made = value(doc, given) or given
    parts = [value(doc, one) or one for one in positional(made)]
    return any(sign in text(one) for one in (made, *parts) for sign in ("device", ".cuda("))
