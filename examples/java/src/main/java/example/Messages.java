package example;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Where the messages of the platform are, and how they are read. */
final class Messages {
  static final String BROKERS = setting("KAFKA_BROKERS", "localhost:9094");
  static final String PREFIX = setting("TOPIC_PREFIX", "twotier");
  static final String EVENTS = PREFIX + ".customers.events";

  private Messages() {}

  static String setting(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  /** A consumer outside of any group. */
  static KafkaConsumer<String, String> consumer() {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", BROKERS, "enable.auto.commit", "false", "auto.offset.reset", "earliest");
    return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
  }

  static List<TopicPartition> partitionsOf(KafkaConsumer<String, String> consumer) {
    return consumer.partitionsFor(EVENTS).stream()
        .map(info -> new TopicPartition(EVENTS, info.partition()))
        .toList();
  }

  static String header(ConsumerRecord<?, ?> message, String name) {
    var header = message.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
