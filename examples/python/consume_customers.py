"""Keeps a copy of all customers in a SQLite file, until it is stopped: python consume_customers.py"""

import os
import signal
import sqlite3
import sys

from cloudevents.core.base import BaseCloudEvent
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from confluent_kafka import OFFSET_BEGINNING, Consumer, Message, TopicPartition

BROKERS = os.environ.get("KAFKA_BROKERS", "localhost:9094")
TOPIC = os.environ.get("TOPIC_PREFIX", "twotier") + ".customers.events"
DATABASE = os.environ.get("DATABASE", "customers.db")

# Each of them carries the whole state of the customer.
KEEPING = {
    "io.twotier.customer.created.v1",
    "io.twotier.customer.changed.v1",
    "io.twotier.customer.relationship-established.v1",
    "io.twotier.customer.relationship-removed.v1",
}
DELETING = "io.twotier.customer.deleted.v1"

# The copy, and what has been read of it: the last event of each customer, and the next message of each partition.
SCHEMA = """
    create table if not exists customers (
        customer_id text primary key, company_name text not null, domain text not null, country text not null
    );
    create table if not exists relationships (
        customer_id text not null, partner_id text not null, since text not null, primary key (customer_id, partner_id)
    );
    create table if not exists sequences (subject text primary key, sequence integer not null);
    create table if not exists positions (number integer primary key, next_offset integer not null);
"""


def main() -> None:
    stopping = False

    def stop(*_) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    database = sqlite3.connect(DATABASE)
    database.executescript(SCHEMA)
    # The client wants a group, but none is joined: the database remembers how far it has come, and nothing else does.
    consumer = Consumer(
        {
            "bootstrap.servers": BROKERS,
            "group.id": "two-tier-example",
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
        }
    )
    consumer.assign(positions(consumer, database))
    while not stopping:
        messages = consumer.consume(500, timeout=0.5)
        # One transaction: after a kill all of these messages are in the database, or none, and then they come again.
        with database:
            for message in messages:
                if message.error():
                    print(message.error(), file=sys.stderr)
                else:
                    apply(database, message)
    consumer.close()
    database.close()


def positions(consumer: Consumer, database: sqlite3.Connection) -> list[TopicPartition]:
    """Where to go on in each partition."""
    numbers = consumer.list_topics(TOPIC, timeout=30).topics[TOPIC].partitions
    if not numbers:
        sys.exit(f"There is no topic {TOPIC}: is TOPIC_PREFIX that of the platform?")
    known = dict(database.execute("select number, next_offset from positions"))
    return [TopicPartition(TOPIC, number, known.get(number, OFFSET_BEGINNING)) for number in numbers]


def apply(database: sqlite3.Connection, message: Message) -> None:
    headers = dict(message.headers() or [])
    kind = headers.get("ce_type", b"").decode()
    if kind in KEEPING or kind == DELETING:
        event = from_binary(KafkaMessage(headers, message.key(), message.value()), JSONFormat())
        if is_new(database, event):
            customer = event.get_data()
            forget(database, customer["customerId"])
            if kind in KEEPING:
                keep(database, customer)
    database.execute(
        "insert into positions values (?, ?) on conflict do update set next_offset = excluded.next_offset",
        (message.partition(), message.offset() + 1),
    )


def is_new(database: sqlite3.Connection, event: BaseCloudEvent) -> bool:
    """Whether it is newer than the last one of its customer: the platform may publish an event more than once."""
    statement = """
        insert into sequences values (?, ?) on conflict do update
        set sequence = excluded.sequence where sequences.sequence < excluded.sequence
    """
    return database.execute(statement, (event.get_subject(), int(event.get_extension("sequence")))).rowcount == 1


def keep(database: sqlite3.Connection, customer: dict) -> None:
    database.execute("insert into customers values (:customerId, :companyName, :domain, :country)", customer)
    database.executemany(
        "insert into relationships values (?, ?, ?)",
        [(customer["customerId"], each["partnerId"], each["since"]) for each in customer["relationships"]],
    )


def forget(database: sqlite3.Connection, customer_id: str) -> None:
    database.execute("delete from relationships where customer_id = ?", (customer_id,))
    database.execute("delete from customers where customer_id = ?", (customer_id,))


if __name__ == "__main__":
    main()
