"""python/connection-per-call"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_to, function, name_place, texts_of
from ..circumstances import is_script
from ..http import SESSIONS
from ..loops import depends_on, iterated, loop_around
from ..names import function_of, origin
from ..sizes import is_small
from ..views import is_task, is_view

# What opens a connection or a pool of them, by the documentation of: psycopg 3.2 and 2.9, PyMySQL 1.1, mysqlclient 2.2,
# MySQL Connector 9, python-oracledb 2.5, pyodbc 5.2, SQLAlchemy 2.0, PyMongo 4.10, redis-py 5.2, boto3 1.35,
# Elasticsearch 8; and the sessions of HTTP libraries.
CONNECTS = frozenset(
    {
        "MySQLdb.connect",
        "boto3.client",
        "boto3.resource",
        "elasticsearch.Elasticsearch",
        "motor.motor_asyncio.AsyncIOMotorClient",
        "mysql.connector.connect",
        "oracledb.connect",
        "psycopg.connect",
        "psycopg2.connect",
        "pymongo.MongoClient",
        "pymysql.connect",
        "pyodbc.connect",
        "redis.Redis",
        "redis.Redis.from_url",
        "redis.StrictRedis",
        "redis.from_url",
        "sqlalchemy.create_engine",
    }
    | SESSIONS
)


@rule(
    "python",
    words=texts_of(CONNECTS),
    saves=["network", "server", "memory"],
    evidence="consensus",
    precision="medium",
    preset="all",
    refs=[
        "rgesn:7.1",
        "wsg:reduce-the-number-and-complexity-of-database-queries",
        "rweb:0024",
    ],
)
def connection_per_call(doc: Document) -> Iterator[Report]:
    """A connection is opened for every request, task or turn of a loop.

    To connect takes several round trips, a TLS handshake and a process or thread at the other end; a pool or a client
    that lives as long as the application does it once.

    Evidence: the libraries' documentation asks for one client or engine for each process.

    A loop that tries again until it is connected, a connection to another server on each turn, functions of serverless
    platforms and scripts are fine. So is a session for several requests of one view.

    ## When not to care

    How often a view or task is asked for the code doesn't tell, nor whether a pool stands between: for an hourly task a
    connection of its own is right.

    ```python bad
    import redis

    def visits(request):
        store = redis.Redis(host="cache")
        return JsonResponse({"visits": store.incr("visits")})
    ```

    ```python good
    import redis

    STORE = redis.Redis(host="cache")

    def visits(request):
        return JsonResponse({"visits": STORE.incr("visits")})
    ```

    ```python bad
    from celery import shared_task
    from sqlalchemy import create_engine

    @shared_task
    def archive(day):
        with create_engine(DATABASE).connect() as connection:
            connection.execute(OLD, {"day": day})
    ```

    ```python bad
    import psycopg as pg

    for town in towns:
        with pg.connect(DSN) as connection:
            store(connection, town)
    ```

    ```python bad
    import requests

    def send_all(notes):
        for note in notes:
            session = requests.Session()
            session.post(ADDRESS, json=note)
    ```

    ```python good
    import psycopg

    def connect():
        for attempt in range(5):
            try:
                return psycopg.connect(DSN)
            except psycopg.OperationalError:
                time.sleep(2**attempt)

    for server in servers:
        psycopg.connect(server.address)
    ```

    ```python good
    import requests

    def towns(request):
        with requests.Session() as session:
            return JsonResponse([session.get(page).json() for page in PAGES], safe=False)
    ```

    ```python good
    import boto3

    def handler(event, context):
        return boto3.client("s3").list_buckets()
    ```
    """
    if is_script(doc):
        return
    for call, source in calls_to(doc, CONNECTS):
        loop = loop_around(call)
        if loop is not None and _is_for_the_same(doc, loop, call):
            yield report(name_place(call), "a connection is opened on every turn; open it once, before the loop")
        elif source not in SESSIONS:
            definition = function_of(call)
            if is_view(definition) or is_task(definition):
                yield report(name_place(call), "a connection is opened for each call; keep one, or a pool, for all")


def _is_for_the_same(doc: Document, loop: Node, call: Node) -> bool:
    if loop.type == "while_statement" or is_small(doc, loop) or depends_on(doc, loop, call):
        return False
    return origin(doc, function(iterated(loop))) not in ("builtins.range", "itertools.count")
