"""Which calls ask a database: mappers, query builders and drivers, by what they are called on."""

from ecolint_js.queries import is_query, table
from ecolint_js.syntax import nodes
from js_source import document
import pytest

from ecolint import Document


def asked(doc: Document) -> list[str]:
    """What the queries of a document ask."""
    calls = [node for node in nodes(doc.root) if node.type == "call_expression" and is_query(doc, node)]
    return [doc.text(table(doc, call) or call) for call in calls]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("prisma.town.findMany({ take: 1 });", "prisma.town"),
        (
            "class A { constructor(private db: PrismaClient) {} a() { this.db.town.update({ where }); } }",
            "this.db.town",
        ),
        ("prisma.$transaction(async (tx) => { await tx.town.create({ data }); });", "tx.town"),
        ('import { db } from "~/lib/prisma"; db.town.count();', "db.town"),
        ("db.query.towns.findFirst({ where });", "db.query.towns"),
        ("this.townRepository.findOneBy({ id });", "this.townRepository"),
        ("getRepository(Town).save(town);", "getRepository(Town)"),
        ("em.findOne(Town, { id });", "Town"),
        ('repo.createQueryBuilder("t").where("t.id = 1").getOne();', "repo"),
        ('const Town = require("../models/town"); await Town.findByPk(1);', "Town"),
        ('db.collection("towns").findOne({ id });', 'db.collection("towns")'),
        ('const towns = db.collection("towns"); towns.insertOne(town);', "towns"),
        ('await knex("towns").where({ id }).first();', 'knex("towns")'),
        ('const load = () => this.db("towns").where({ id });', 'this.db("towns")'),
        ("await Town.query().findById(1);", "Town"),
        ('import { eq } from "drizzle-orm"; await db.select().from(towns).where(eq(towns.id, 1));', "towns"),
        ('pool.query("SELECT name FROM town WHERE id = $1", [1]);', "pool"),
    ],
)
def test_a_query_is_known_with_what_it_asks(code: str, expected: str) -> None:
    assert asked(document(code, "typescript")) == [expected]


@pytest.mark.parametrize(
    "code",
    [
        "list.findOne(1);",
        "dialog.create(item);",
        'const Town = require("../models/town"); const name = Town.findOne(1).name;',
        'const found = knex("towns").where({ id });',
        'await $("li").first();',
        'await queryRunner.query("UPDATE town SET name = 1 WHERE id = 2");',
        "pool.query(\"SELECT name FROM pragma_table_info('town')\");",
        "await db.select().from(towns).where(1);",
        "props.query.town.find(1);",
    ],
)
def test_what_only_looks_like_a_query_is_none(code: str) -> None:
    assert asked(document(code, "typescript")) == []
