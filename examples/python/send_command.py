"""Creates a customer, and waits for what becomes of the command: python send_command.py [domain]"""

import os
import sys
import time
import uuid
from datetime import datetime, timezone

from cloudevents.core.base import BaseCloudEvent
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary, to_binary
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

BROKERS = os.environ.get("KAFKA_BROKERS", "localhost:9094")
PREFIX = os.environ.get("TOPIC_PREFIX", "twotier")
# The platform that sends it, which a partner or the operator has registered.
SOURCE = os.environ.get("COMMAND_SOURCE", "https://crm.dunmore.example")
EVENTS = f"{PREFIX}.customers.events"
COMMANDS = f"{PREFIX}.customers.commands"
REJECTED = "io.twotier.command.rejected.v1"
PATIENCE_SECONDS = 60


def main() -> int:
    domain = sys.argv[1] if len(sys.argv) > 1 else f"juniper{uuid.uuid4().hex[:8]}.onmicrosoft.com"
    command = create_customer(domain)
    consumer = from_now_on(EVENTS)
    send(command)
    outcome = await_outcome(consumer, command.get_id())
    consumer.close()
    if outcome is None:
        print(f"no outcome yet of command {command.get_id()}: the same command with this id may be sent again")
        return 2
    data = outcome.get_data()
    if outcome.get_type() == REJECTED:
        print(f"rejected {data['code']}: {data['description']}")
        return 1
    print(f"accepted: {data['customerId']}")
    return 0


def create_customer(domain: str) -> CloudEvent:
    key = str(uuid.uuid4())
    address = {
        "firstName": "Ana",
        "lastName": "Silva",
        "addressLine1": "One Way",
        "city": "Redmond",
        "state": "WA",
        "postalCode": "98052",
        "country": "US",
    }
    return CloudEvent(
        {
            "specversion": "1.0",
            "id": str(uuid.uuid4()),
            "type": "io.twotier.customer.create.v1",
            "source": SOURCE,
            "subject": key,
            "partitionkey": key,
            "time": datetime.now(timezone.utc),
            "datacontenttype": "application/json",
        },
        {
            "companyProfile": {"domain": domain},
            "billingProfile": {
                "email": "ana@juniper.example",
                "culture": "en-US",
                "language": "en",
                "companyName": "Juniper Foods",
                "defaultAddress": address,
            },
        },
    )


def from_now_on(topic: str) -> Consumer:
    """A consumer of what is published on the topic from now on, outside of any group."""
    consumer = Consumer({"bootstrap.servers": BROKERS, "group.id": "two-tier-example", "enable.auto.commit": False})
    partitions = [TopicPartition(topic, number) for number in consumer.list_topics(topic, 30).topics[topic].partitions]
    for partition in partitions:
        _, partition.offset = consumer.get_watermark_offsets(partition, timeout=30)
    consumer.assign(partitions)
    return consumer


def send(command: CloudEvent) -> None:
    """Returns when the broker has the command."""
    message = to_binary(command, JSONFormat())

    def delivered(error, _) -> None:
        if error:
            raise KafkaException(error)

    # The same partition for a key as every other client of the platform.
    producer = Producer({"bootstrap.servers": BROKERS, "partitioner": "murmur2_random", "enable.idempotence": True})
    producer.produce(COMMANDS, message.value, message.key, headers=message.headers, on_delivery=delivered)
    producer.flush()


def await_outcome(consumer: Consumer, command_id: str) -> BaseCloudEvent | None:
    """The event of the effect, or of the refusal: both name the command as their cause."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        message = consumer.poll(0.5)
        if message is None or message.error():
            continue
        headers = dict(message.headers() or [])
        if headers.get("ce_causationid", b"").decode() == command_id:
            return from_binary(KafkaMessage(headers, message.key(), message.value()), JSONFormat())
    return None


if __name__ == "__main__":
    sys.exit(main())
