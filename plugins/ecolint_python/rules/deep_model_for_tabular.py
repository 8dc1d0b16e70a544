"""python/deep-model-for-tabular"""

from collections.abc import Iterator

from ecolint import Document, Report, report, rule

from ..calls import calls_named, calls_to, name_place, texts_of
from ..names import modules

TABLES = frozenset({"pandas.read_csv", "pandas.read_excel", "pandas.read_parquet", "pandas.read_sql"})
LAYERS = frozenset(
    {
        "keras.Sequential",
        "keras.models.Sequential",
        "tensorflow.keras.Sequential",
        "tensorflow.keras.models.Sequential",
        "torch.nn.Sequential",
    }
)
# Layers and functions for other data than tables: pictures, sound, texts, sequences, graphs.
OTHERS = ("Attention", "Conv1D", "Conv1d", "Conv2D", "Conv2d", "Embedding", "GRU", "LSTM", "RNN", "TextVectorization")


@rule(
    "python",
    words=texts_of(TABLES),
    saves=["cpu"],
    evidence="contested",
    precision="low",
    preset="all",
    severity="note",
    refs=[
        "rgesn:9.2",
        "wsg:establish-responsible-practices-around-ai-and-emerging-or-disruptive-technologies",
    ],
)
def deep_model_for_tabular(doc: Document) -> Iterator[Report]:
    """A deep network is trained on a table, where boosted trees are often as good for far less.

    Training a network takes many passes over the data, often on a graphics processor; trees take seconds on an ordinary
    one.

    Evidence: contested. Studies find trees ahead on medium-sized tables, and networks catching up; hence the preset
    `all`. A question to ask, no fault.

    Speaks of files that read a table with pandas and stack plain layers, without any layer for pictures, texts or
    sequences.

    ```python bad
    import keras
    import pandas as pd

    table = pd.read_csv("towns.csv")
    model = keras.Sequential([keras.layers.Dense(64), keras.layers.Dense(1)])
    model.fit(table[["people"]], table["price"])
    ```

    ```python good
    import pandas as pd
    from sklearn.ensemble import HistGradientBoostingRegressor

    table = pd.read_csv("towns.csv")
    model = HistGradientBoostingRegressor().fit(table[["people"]], table["price"])
    ```

    ```python bad
    from pandas import read_parquet
    from torch import nn

    table = read_parquet("towns.parquet")
    model = nn.Sequential(nn.Linear(8, 64), nn.ReLU(), nn.Linear(64, 1))
    ```

    ```python bad
    import pandas
    from tensorflow import keras

    rows = pandas.read_excel("towns.xlsx")
    network = keras.models.Sequential()
    network.add(keras.layers.Dense(8))
    ```

    ```python good
    import keras
    import pandas as pd

    table = pd.read_csv("reviews.csv")
    model = keras.Sequential([keras.layers.Embedding(1000, 16), keras.layers.Dense(1)])
    ```

    ```python good
    from torch import nn

    model = nn.Sequential(nn.Linear(8, 64), nn.Linear(64, 1))
    ```

    ```python good
    import pandas as pd

    table = pd.read_csv("towns.csv")
    model = Sequential([Dense(64)])
    ```
    """
    if "pandas" not in modules(doc) or next(calls_to(doc, TABLES), None) is None:
        return
    if next(calls_named(doc, *OTHERS), None) is not None:
        return
    for call, _ in calls_to(doc, LAYERS):
        yield report(name_place(call), "a deep network for a table; boosted trees often do as well, for less")
