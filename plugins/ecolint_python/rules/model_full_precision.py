"""python/model-full-precision"""

from collections.abc import Iterator

from ecolint import Document, Report, report, rule

from ..calls import calls_named, has_spread, keywords, name_place, receiver
from ..names import origin

SETS = frozenset({"dtype", "torch_dtype", "quantization_config", "load_in_8bit", "load_in_4bit"})


@rule(
    "python",
    words=("transformers from_pretrained",),
    saves=["memory", "network", "cpu"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=[
        "rgesn:9.6",
        "rgesn:9.7",
        "wsg:establish-responsible-practices-around-ai-and-emerging-or-disruptive-technologies",
    ],
)
def model_full_precision(doc: Document) -> Iterator[Report]:
    """A model is loaded with 32 bits for each weight, where half or a quarter would do.

    `from_pretrained` without a `dtype` has long widened weights to 32 bits. `dtype="auto"` keeps those of the file, and
    quantised weights take a quarter of the memory, and of the traffic to it, which is what inference waits for.

    Evidence: Transformers' documentation on loading and quantising models.

    Processors without low precision, and training, may need all bits; hence the preset `all`. Speaks of generative
    models, in files that don't train.

    ```python bad
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained("small")
    ```

    ```python good
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained("small", dtype="auto")
    ```

    ```python bad
    import transformers

    class Writer:
        def __init__(self, name):
            self.model = transformers.AutoModelForSeq2SeqLM.from_pretrained(name, device_map="auto")
    ```

    ```python bad
    from transformers import AutoModelForCausalLM as Model

    model = Model.from_pretrained(NAME).eval()
    ```

    ```python good
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokens = AutoTokenizer.from_pretrained("small")
    model = AutoModelForCausalLM.from_pretrained("small", **options)
    ```

    ```python good
    from transformers import AutoModelForCausalLM, Trainer

    model = AutoModelForCausalLM.from_pretrained("small")
    Trainer(model=model).train()
    ```

    ```python good
    from project import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained("small")
    ```
    """
    if b"Trainer" in doc.data or b".backward(" in doc.data:
        return
    for call in calls_named(doc, "from_pretrained"):
        source = origin(doc, receiver(call))
        if not source.startswith("transformers.AutoModelFor") or not source.endswith("LM"):
            continue
        if SETS.isdisjoint(keywords(call)) and not has_spread(call):
            yield report(name_place(call), "the model is loaded with 32 bits a weight; give a dtype, or quantise")
