"""Keeps a table of all customers, until it is stopped: python consume_customers.py"""

import os
import signal
import sqlite3

from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from confluent_kafka import Consumer

BROKERS = os.environ.get("KAFKA_BROKERS", "localhost:9094")
PREFIX = os.environ.get("TOPIC_PREFIX", "twotier")
GROUP = os.environ.get("GROUP", "python-customers")
DATABASE = os.environ.get("DATABASE", "customers.db")

# Each of them carries the whole state of the customer.
KEEPING = {
    "io.twotier.customer.created.v1",
    "io.twotier.customer.changed.v1",
    "io.twotier.customer.relationship-established.v1",
}
DELETING = "io.twotier.customer.deleted.v1"

# The row remembers the last event of its customer, also when the customer is deleted: a repeat changes nothing.
TABLE = """
    create table if not exists customers (
        customer_id text primary key, company_name text, domain text, country text,
        sequence integer not null, deleted integer not null
    )
"""
WRITE = """
    insert into customers values (:customerId, :companyName, :domain, :country, :sequence, :deleted)
    on conflict do update set company_name = excluded.company_name, domain = excluded.domain,
        country = excluded.country, sequence = excluded.sequence, deleted = excluded.deleted
    where customers.sequence < excluded.sequence
"""


def apply(database: sqlite3.Connection, message) -> None:
    headers = dict(message.headers() or [])
    kind = headers.get("ce_type", b"").decode()
    if kind not in KEEPING and kind != DELETING:
        return
    event = from_binary(KafkaMessage(headers, message.key(), message.value()), JSONFormat())
    row = {
        **event.get_data(),
        "sequence": int(event.get_extension("sequence")),
        "deleted": kind == DELETING,
    }
    with database:
        database.execute(WRITE, row)


def main() -> None:
    stopping = False

    def stop(*_) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    database = sqlite3.connect(DATABASE)
    database.execute(TABLE)
    consumer = Consumer(
        {
            "bootstrap.servers": BROKERS,
            "group.id": GROUP,
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    consumer.subscribe([f"{PREFIX}.customers.events"])
    while not stopping:
        message = consumer.poll(0.5)
        if message is None:
            continue
        if message.error():
            print(message.error())
            continue
        apply(database, message)
        consumer.commit(message, asynchronous=True)
    consumer.close()


main()
