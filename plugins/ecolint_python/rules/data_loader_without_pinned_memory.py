"""python/data-loader-without-pinned-memory"""

from collections.abc import Iterator
import re

from ecolint import Document, Fix, Report, report, rule

from ..calls import calls_to, has_spread, keywords, name_place, texts_of
from ..edits import with_argument

LOADERS = frozenset({"torch.utils.data.DataLoader", "torch.utils.data.dataloader.DataLoader"})
_USES_GPU = re.compile(rb"""\.cuda\(|["']cuda(?::\d)?["']|torch\.device\(""")


@rule(
    "python",
    words=texts_of(LOADERS),
    saves=["cpu"],
    evidence="measured",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:9.3", "creedengo:GCI102"],
)
def data_loader_without_pinned_memory(doc: Document) -> Iterator[Report]:
    """Batches go to the graphics processor by a detour through ordinary memory.

    From pinned memory a batch is copied directly, while the processor goes on. Otherwise it is copied twice, and the
    graphics processor, which draws the most power, waits.

    Evidence: measured by others, on one machine (Creedengo's GCI102: a tenth of the time, 8 % of the emissions).

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
    from project import DataLoader

    loader = DataLoader(dataset)
    model.cuda()
    ```
    """
    if b"DataLoader" not in doc.data or not _USES_GPU.search(doc.data):
        return
    for call, _ in calls_to(doc, LOADERS):
        if "pin_memory" not in keywords(call) and not has_spread(call):
            edit = with_argument(call, "pin_memory=True")
            yield report(
                name_place(call),
                "batches are copied twice on their way to the GPU; give pin_memory=True",
                fix=Fix("Add pin_memory=True", (edit,)) if edit else None,
            )
