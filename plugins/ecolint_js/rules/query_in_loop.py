from ecolint import Document, Node, Report, report, rule

from ..loops import LOOP_MENTIONS, LOOP_WORDS, loop
from ..one_by_one import is_one_off, sending_loop
from ..queries import changes_rows, is_query, subject
from ..query_methods import NAMES
from ..syntax import calls, name_of, nodes


@rule(
    "javascript",
    query=calls(*NAMES, "$queryRaw", "$executeRaw"),
    words=LOOP_WORDS,
    mentions=LOOP_MENTIONS,
    saves=["server", "cpu", "network"],
    evidence="consensus",
    refs=[
        "rgesn:7.1",
        "rgesn:3.2",
        "wsg:reduce-the-number-and-complexity-of-database-queries",
        "rweb:0065",
        "creedengo:GCI72",
    ],
)
def query_in_loop(call: Node, doc: Document) -> Report | None:
    """A query is sent on every turn of a loop.

    Each turn costs a round trip, a parse of the statement and an index look-up: a hundred orders are a hundred waits,
    where one query for all would do (`where: { id: { in: ids } }`, `whereIn`, `$in`, `createMany`). `Promise.all` sends
    them together and leaves the database as much to do. Guides to frugal design agree on it; what many small queries
    cost is measured for `python/query-in-loop`.

    Known are queries of Prisma, Sequelize, TypeORM, Mongoose, MikroORM, Objection, Knex, Drizzle, Supabase and the
    MongoDB driver, and statements in SQL that are handed to a driver or stand behind its tag. The query must read a
    name that changes with the loop. One table is told once for each loop. Told are questions, and rows that are added:
    what changes or removes them often differs from row to row, and not every database does that at once.

    ## When not to care

    A loop over batches, a few constants, languages, roles or the keys of an object is silent. So is a query that ends
    the loop, that needs what the one before it gave, that fills a gap in what is kept, or that follows an error; and
    rows that are written within a `try` of their own or after a message was sent, loops with a comment that says why
    one by one, and all that is run once: migrations, seeds, scripts.

    ```ts bad
    for (const order of orders) {
      order.user = await prisma.user.findUnique({ where: { id: order.userId } });
    }
    ```

    ```ts bad
    import { sql } from "@vercel/postgres";
    import { createClient } from "@supabase/supabase-js";

    for (const user of users) totals.push(await sql`SELECT sum(total) FROM orders WHERE user_id = ${user.id}`);

    const client = createClient(url, key);
    for (const id of ids) towns.push(await client.from("towns").select("name").eq("id", id).single());
    ```

    ```ts bad
    import { DataSource } from "typeorm";

    export async function load(source: DataSource, ids: string[]) {
      const orders = source.getRepository(Order);
      let paid = 0;
      for (const id of ids) paid += await orders.countBy({ id, paid: true });
      return paid;
    }
    ```

    ```ts good
    import sql from "./sql";

    for (const user of users) texts.push(sql`SELECT 1 FROM orders WHERE user_id = ${user.id}`);
    for (const id of ids) rows.push(Array.from("towns").select(id));
    ```

    ```ts good
    const kept = new Map();
    for (const post of posts) {
      let author = kept.get(post.authorId);
      if (!author) {
        author = await prisma.user.findUnique({ where: { id: post.authorId } });
        kept.set(post.authorId, author);
      }
      const town = towns.get(post.townId);
      if (town) {
        post.town = town;
        continue;
      }
      towns.set(post.townId, await prisma.town.findUnique({ where: { id: post.townId } }));
    }
    for (let n = 0; ; n++) {
      const taken = await prisma.post.findFirst({ where: { slug: `${slug}-${n}` } });
      if (!taken) return `${slug}-${n}`;
    }
    for (let page = 0; page < pages; page++) {
      show(await prisma.order.findMany({ skip: page * 100, take: 100 }));
    }
    ```

    ```ts good
    const users = await prisma.user.findMany({ where: { id: { in: orders.map((order) => order.userId) } } });
    const first = list.findOne(user.id);
    for (const item of items) dialog.create(item);
    ```

    ```js bad
    const User = require("../models/user");

    await Promise.all(orders.map((order) => User.findById(order.user)));
    ```

    ```js bad
    import Post from "./models/post.js";

    for (const user of users) user.posts = await Post.find({ author: user.id });
    ```

    ```js good
    import Post from "./models/post.js";

    const posts = await Post.find({ author: { $in: users.map((user) => user.id) } });
    for (const user of users) user.posts = posts.filter((post) => post.author.equals(user.id));
    ```

    ```ts bad
    import { Repository } from "typeorm";

    export class Orders {
      constructor(private readonly orders: Repository<Order>) {}
      async some(ids: number[]) {
        const found: Order[] = [];
        for (const id of ids) found.push(await this.orders.findOneBy({ id }));
        return found;
      }
    }
    ```

    ```ts bad
    for (const row of rows) {
      const town = await manager.findOne(Town, { where: { id: row.town } });
      const late = await repository.createQueryBuilder("o").where("o.town = :id", { id: row.town }).getCount();
    }
    ```

    ```js bad
    import db from "../models/index.js";
    const { User } = db;

    for (const order of orders) order.user = await User.findByPk(order.userId);
    ```

    ```js bad
    const { Orders } = context.collections;
    const towns = db.collection("towns");

    for (const id of ids) {
      const order = await Orders.findOne({ _id: id });
      await towns.insertOne({ order: order._id });
    }
    ```

    ```js bad
    const lines = await Promise.all(orders.map(async (order) => knex("lines").where({ order: order.id })));
    for (const order of orders) {
      await pool.query("SELECT name FROM town WHERE id = $1", [order.town]);
    }
    ```

    ```js bad
    import knex from "knex";

    const pg = knex({ client: "pg" });
    for (const id of ids) {
      show(await pg("towns").where({ id }).first());
    }
    ```

    ```ts bad
    import { eq } from "drizzle-orm";

    for (const id of ids) {
      const [town] = await db.select().from(towns).where(eq(towns.id, id)).limit(1);
      names.push(town.name);
    }
    ```

    ```ts good
    import { eq, inArray } from "drizzle-orm";

    const found = await db.select().from(towns).where(inArray(towns.id, ids));
    for (const id of ids) conditions.push(knex("towns").where({ id }).clone());
    for (const locale of locales) await prisma.text.create({ data: { locale } });
    ```

    ```js good
    // Kept ones, the first that fits, each by the last, what may fail alone, other tables.
    for (const order of orders) {
      if (!known.has(order.userId)) {
        known.set(order.userId, await prisma.user.findUnique({ where: { id: order.userId } }));
      }
      towns[order.town] ??= await prisma.town.findUnique({ where: { id: order.town } });
    }
    for (const shelf of shelves) {
      if (shelf.has(title)) {
        await prisma.copy.create({ data: { shelf: shelf.id } });
        break;
      }
    }
    for (const name of path.split("/")) {
      folder = await prisma.folder.findFirst({ where: { name, parent: folder.id } });
    }
    for (const order of orders) {
      try {
        await prisma.invoice.create({ data: { order: order.id } });
      } catch (error) {
        broken.push(order);
      }
    }
    for (const [name, rows] of Object.entries(data)) await prisma[name].createMany({ data: rows });
    let current = null;
    for (const name of path) {
      const asked = { name, parent: current ? current.id : null };
      const found = await prisma.folder.findFirst({ where: asked });
      if (found) current = found;
    }
    for (const order of orders) await prisma.order.update({ where: { id: order.id }, data: order });
    ```

    ```js good
    const names = Object.keys(defaults);
    for (const name of names) await prisma.form.create({ data: defaults[name] });
    if (cycle) {
      const found = await Promise.all(cycle.map((id) => prisma.page.findUnique({ where: { id } })));
      throw new Error(found.map((page) => page.title).join());
    }
    ```

    ```js good
    exports.up = async (knex) => {
      for (const row of await knex("orders")) await knex("orders").where({ id: row.id }).update({ paid: true });
    };
    ```
    """
    if loop(doc, call) is None or is_one_off(doc) or not is_query(doc, call):
        return None
    repeated = sending_loop(doc, call)
    if repeated is None or _was_told(doc, call, repeated):
        return None
    if changes_rows(doc, call):
        return report(name_of(call), "a query on every turn of the loop; add all records at once")
    return report(name_of(call), "a query on every turn of the loop; ask for all records at once")


def _was_told(doc: Document, call: Node, repeated: Node) -> bool:
    """Whether the same loop asks the same table further above: one finding is enough."""
    asked = subject(doc, call)
    return any(
        one.type == "call_expression"
        and one.end_byte < call.start_byte
        and subject(doc, one) == asked
        and is_query(doc, one)
        and sending_loop(doc, one) == repeated
        for one in nodes(repeated)
    )
