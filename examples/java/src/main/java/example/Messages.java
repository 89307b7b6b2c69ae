package example;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where the messages are, and how they are read. */
final class Messages {
  static final String BROKERS = setting("KAFKA_BROKERS", "localhost:9094");
  static final String PREFIX = setting("TOPIC_PREFIX", "twotier");
  static final String EVENTS = PREFIX + ".customers.events";

  private Messages() {}

  static String setting(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  /** What a consumer of texts needs, besides what is given. */
  static Map<String, Object> consumer(Map<String, Object> more) {
    var all = new HashMap<String, Object>(more);
    all.put("bootstrap.servers", BROKERS);
    all.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
    all.put("value.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
    return all;
  }

  static String header(ConsumerRecord<?, ?> message, String name) {
    var header = message.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
