"""Tells of a customer of another portal, and waits for what becomes of it: python send_command.py"""

import os
import sys
import uuid
from datetime import datetime, timezone

from cloudevents.core.bindings.kafka import KafkaMessage, from_binary, to_binary
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from confluent_kafka import Consumer, Producer, TopicPartition

BROKERS = os.environ.get("KAFKA_BROKERS", "localhost:9094")
PREFIX = os.environ.get("TOPIC_PREFIX", "twotier")
SOURCE = os.environ.get("COMMAND_SOURCE", "https://crm.dunmore.example")
REJECTED = "io.twotier.command.rejected.v1"


def from_now_on(topic: str) -> Consumer:
    """A consumer of what is published on the topic from now on, outside of any group."""
    consumer = Consumer({"bootstrap.servers": BROKERS, "group.id": "send-command"})
    partitions = consumer.list_topics(topic).topics[topic].partitions
    ends = [
        TopicPartition(topic, number, consumer.get_watermark_offsets(TopicPartition(topic, number))[1])
        for number in partitions
    ]
    consumer.assign(ends)
    return consumer


def outcome_of(consumer: Consumer, command_id: str) -> CloudEvent:
    while True:
        message = consumer.poll(1)
        if message is None or message.error():
            continue
        event = from_binary(
            KafkaMessage(dict(message.headers() or []), message.key(), message.value()), JSONFormat()
        )
        if event.get_extension("causationid") == command_id:
            return event


def main() -> int:
    customer_id = str(uuid.uuid4())
    command = CloudEvent(
        {
            "specversion": "1.0",
            "id": str(uuid.uuid4()),
            "type": "io.twotier.customer.record-external-relationship.v1",
            "source": SOURCE,
            "subject": customer_id,
            "partitionkey": customer_id,
            "time": datetime.now(timezone.utc),
            "datacontenttype": "application/json",
        },
        {
            "customerId": customer_id,
            "companyName": "Juniper Foods",
            "domain": "juniper.example",
            "country": "US",
            "cloud": "Global",
        },
    )
    consumer = from_now_on(f"{PREFIX}.customers.events")
    message = to_binary(command, JSONFormat())
    # The same partition for a key as every other client of the platform.
    producer = Producer({"bootstrap.servers": BROKERS, "partitioner": "murmur2_random"})
    producer.produce(
        f"{PREFIX}.customers.commands", key=message.key, value=message.value, headers=message.headers
    )
    producer.flush()
    outcome = outcome_of(consumer, command.get_id())
    consumer.close()
    if outcome.get_type() == REJECTED:
        print(f"rejected {outcome.get_data()['code']}: {outcome.get_data()['description']}")
        return 1
    print(f"accepted: {customer_id}")
    return 0


sys.exit(main())
