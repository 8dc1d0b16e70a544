import re

from ecolint import Document, Node, Report, report, rule

from ..bindings import binding
from ..databases import MANY, MAPPERS, PRISMA, is_model, is_model_of_project, is_prisma, is_repository
from ..handlers import is_in_handler
from ..names import imported_modules, origin
from ..syntax import ancestors, arguments, called_name, calls, entries, has_spread, name_of, receiver

_LIMITS = frozenset({"take", "limit", "first", "last", "pageSize", "perPage", "cursor", "skip", "offset"})
_CHAINED = frozenset({"limit", "take", "skip", "cursor", "paginate", "countDocuments", "distinct", "batchSize"})


@rule(
    "javascript",
    query=calls(*MANY),
    words=("prisma", "sequelize", "typeorm", "mongoose", "model", "models", "entities", "schemas"),
    saves=["server", "network", "memory"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=[
        "rgesn:6.1",
        "wsg:reduce-the-number-and-complexity-of-database-queries",
        "rweb:0066",
        "rweb:0017",
        "creedengo:GCI13",
        "creedengo:GCI24",
    ],
)
def unpaginated_list(call: Node, doc: Document) -> Report | None:
    """A query asks for all rows of a table, however many there are.

    The database reads them, the server keeps them in memory, and often they all travel to a page that shows the first
    twenty. A limit, a page or a cursor bounds the work whatever the table grows to.

    Guides to frugal design agree on it. Spoken of are Prisma's `findMany`, Sequelize's `findAll`, and `find` of
    TypeORM's repositories and Mongoose's models, with neither a condition nor a limit; in functions that answer a
    request (`(req, res) => …`) also of models that a file imports from where its project keeps them (`../models/user`).

    ## When not to care
    Small tables of reference, exports, streams.

    ```ts bad
    import { PrismaClient } from "@prisma/client";

    const prisma = new PrismaClient();
    app.get("/users", async (_, response) => response.json(await prisma.user.findMany()));
    ```

    ```js bad
    const { User } = require("sequelize");

    const users = await User.findAll({ order: [["name", "ASC"]] });
    ```

    ```js bad
    const User = require("../models/user");

    exports.all = async (request, response) => response.json(await User.find().sort("name"));
    ```

    ```js bad
    const db = require("../models");

    exports.all = (request, response) => db.User.findAll().then((users) => response.json(users));
    ```

    ```ts bad
    import { Repository } from "typeorm";

    export class Users {
      constructor(private readonly repository: Repository<User>) {}
      all() { return this.repository.find(); }
    }
    ```

    ```ts bad
    import { InjectRepository } from "@nestjs/typeorm";
    import { Repository } from "typeorm";

    export class Orders {
      constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {}
      all() { return this.orders.find(); }
    }
    ```

    ```ts good
    import { PrismaClient } from "@prisma/client";

    const prisma = new PrismaClient();
    const users = await prisma.user.findMany({ take: 20, where: { active: true } });
    ```

    ```js good
    import mongoose from "mongoose";

    const latest = await Article.find().sort("-date").limit(20);
    const mine = await Article.find({ author });
    const one = articles.find((article) => article.id === id);
    ```

    ```js good
    const { fn, col } = require("sequelize");

    const last = await Profile.findAll({ attributes: [[fn("max", col("ordering")), "max"]], raw: true });
    ```

    ```js good
    const User = require("../models/user");
    const Page = require("@acme/models/page");

    exports.all = async (req, res) => {
      const query = User.find();
      if (req.query.page) query.skip(20 * req.query.page).limit(20);
      res.json({ users: await query, pages: await Page.find() });
    };
    exports.kept = async () => User.find();
    ```

    ```js good
    const found = document.querySelector("ul").find();
    ```
    """
    name, given = called_name(doc, call), arguments(call)
    if len(given) > 1 or not _is_list_query(doc, call, name):
        return None
    if given and (given[0].type != "object" or has_spread(given[0])):
        return None
    options = entries(given[0], doc) if given else {}
    if _LIMITS & options.keys() or "where" in options or (name == "find" and options and is_model(doc, call)):
        return None
    if _is_bounded(doc, call) or any(_AGGREGATES.search(doc.text(one)) for one in given):
        return None
    return report(name_of(call), "the query asks for all rows; give a limit, a page or a cursor")


_AGGREGATES = re.compile(r"\bfn\(\s*[\"'](?:avg|count|max|min|sum)\b", re.IGNORECASE)


def _is_list_query(doc: Document, call: Node, name: str) -> bool:
    """Whether a call surely asks for a list: by the mapper that the file imports, and what it is asked of."""
    if name in PRISMA.many and is_prisma(doc, call):
        return True
    mappers = [mapper for mapper in MAPPERS if imported_modules(doc).intersection(mapper.modules)]
    if not any(name in mapper.many for mapper in mappers):
        return name in MANY and is_in_handler(doc, call) and _is_of_project(doc, call)
    return name != "find" or is_model(doc, call) or is_repository(doc, call)


def _is_of_project(doc: Document, call: Node) -> bool:
    """Whether a model comes from the project itself, and its query is run at once: not `query = User.find();`."""
    target, above = receiver(call), call.parent
    if target is None or (above is not None and above.type == "variable_declarator"):
        return False
    name = target if target.type == "identifier" else target.child_by_field_name("object")
    found = binding(doc, name) if name is not None else None
    made = found.node.child_by_field_name("value") if found is not None and found.origin is None else None
    comes_from = origin(doc, name) if name is not None else None
    module = comes_from.module if comes_from is not None else doc.text(made) if made is not None else ""
    return module.startswith((".", "@/", "~", "#")) and is_model_of_project(doc, call)


def _is_bounded(doc: Document, call: Node) -> bool:
    """`.find().limit(20)`."""
    for parent in ancestors(doc, call):
        if parent.type == "call_expression" and called_name(doc, parent) in _CHAINED:
            return True
        if parent.type not in ("member_expression", "call_expression", "await_expression"):
            return False
    return False
