"""Methods that send a query to a database, as data: mappers, query builders, drivers.

Each kind names the page that documents it, from general knowledge in November 2026: the pages were not opened.
"""

PRISMA = frozenset(
    [
        "aggregate",
        "count",
        "create",
        "createManyAndReturn",
        "delete",
        "findFirst",
        "findFirstOrThrow",
        "findMany",
        "findUnique",
        "findUniqueOrThrow",
        "groupBy",
        "update",
        "upsert",
    ]
)
"""https://www.prisma.io/docs/orm/reference/prisma-client-reference"""
UNAMBIGUOUS = frozenset({"findFirst", "findFirstOrThrow", "findMany", "findUnique", "findUniqueOrThrow"})
"""Methods that only Prisma, and Drizzle's `db.query`, have: https://orm.drizzle.team/docs/rqb"""
REPOSITORY = frozenset(
    [
        "count",
        "countBy",
        "delete",
        "exists",
        "existsBy",
        "find",
        "findAndCount",
        "findBy",
        "findOne",
        "findOneBy",
        "findOneByOrFail",
        "findOneOrFail",
        "increment",
        "insert",
        "remove",
        "save",
        "softDelete",
        "update",
    ]
)
"""https://typeorm.io/docs/working-with-entity-manager/repository-api"""
MANAGERS = frozenset({"em", "entitymanager", "manager", "transactionalentitymanager", "transactionmanager"})
MODEL = frozenset(
    [
        "aggregate",
        "count",
        "countDocuments",
        "create",
        "deleteOne",
        "destroy",
        "exists",
        "find",
        "findAll",
        "findAndCountAll",
        "findByIdAndDelete",
        "findByIdAndUpdate",
        "findById",
        "findByPk",
        "findOne",
        "findOneAndDelete",
        "findOneAndUpdate",
        "findOneBy",
        "findOneByOrFail",
        "findOneOrFail",
        "findOrCreate",
        "replaceOne",
        "update",
        "updateMany",
        "updateOne",
        "upsert",
    ]
)
"""Sequelize, Mongoose, and TypeORM's active records: https://sequelize.org/docs/v6/core-concepts/model-querying-finders/,
https://mongoosejs.com/docs/queries.html"""
COLLECTION = frozenset(
    [
        "aggregate",
        "countDocuments",
        "deleteMany",
        "deleteOne",
        "find",
        "findOne",
        "findOneAndDelete",
        "findOneAndReplace",
        "findOneAndUpdate",
        "insertOne",
        "replaceOne",
        "updateMany",
        "updateOne",
    ]
)
"""https://mongodb.github.io/node-mongodb-native/6.0/classes/Collection.html"""
BUILT = frozenset({"getCount", "getMany", "getManyAndCount", "getOne", "getOneOrFail", "getRawMany", "getRawOne"})
"""What ends TypeORM's `createQueryBuilder()`: https://typeorm.io/docs/query-builder/select-query-builder"""
ENDS = frozenset(
    [
        "all",
        "andWhere",
        "del",
        "delete",
        "execute",
        "first",
        "get",
        "groupBy",
        "innerJoin",
        "insert",
        "join",
        "leftJoin",
        "limit",
        "onConflict",
        "orderBy",
        "patch",
        "findById",
        "pluck",
        "returning",
        "run",
        "select",
        "set",
        "update",
        "values",
        "where",
        "whereIn",
        "whereNull",
    ]
)
"""What may end a chain of Knex, Objection or Drizzle: https://knexjs.org/guide/query-builder.html,
https://vincit.github.io/objection.js, https://orm.drizzle.team/docs/select"""
BUILDERS = frozenset({"knex", "db", "database", "trx", "tx", "transaction", "qb"})
SUPABASE = frozenset(
    [
        "eq",
        "gt",
        "gte",
        "insert",
        "limit",
        "lt",
        "lte",
        "match",
        "maybeSingle",
        "neq",
        "order",
        "select",
        "single",
        "throwOnError",
        "update",
        "upsert",
    ]
)
"""What may end a chain after Supabase's `from("table")`: https://supabase.com/docs/reference/javascript/select"""
SUPABASE_MADE = frozenset({"createBrowserClient", "createClient", "createServerClient"})
TAGS = ("postgres", "@vercel/postgres", "@neondatabase/serverless")
"""Packages that give a tag for statements: https://github.com/porsager/postgres, https://vercel.com/docs/storage,
https://neon.tech/docs/serverless/serverless-driver"""
SENDS_SQL = frozenset(
    [
        "$executeRawUnsafe",
        "$queryRawUnsafe",
        "all",
        "any",
        "each",
        "execute",
        "get",
        "many",
        "manyOrNone",
        "none",
        "one",
        "oneOrNone",
        "query",
        "run",
    ]
)
"""node-postgres, mysql2, better-sqlite3, pg-promise, Knex."""
DRIZZLE = {
    "select": frozenset({"from"}),
    "selectDistinct": frozenset({"from"}),
    "insert": frozenset({"values"}),
    "update": frozenset({"set"}),
    "delete": frozenset({"where"}),
}

NAMES = tuple(sorted(PRISMA | REPOSITORY | MODEL | COLLECTION | BUILT | ENDS | SUPABASE | SENDS_SQL | {"sql"}))
"""Names of methods that may send a query."""
