package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Tells of a customer of another portal, and waits for what becomes of it. */
public final class SendCommand {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    var customerId = UUID.randomUUID().toString();
    var commandId = UUID.randomUUID().toString();
    try (var consumer = fromNowOn(Messages.EVENTS)) {
      send(commandId, customerId);
      var outcome = await(consumer, commandId);
      if (Messages.header(outcome, "ce_type").equals("io.twotier.command.rejected.v1")) {
        JsonNode rejected = JSON.readTree(outcome.value());
        System.out.println("rejected " + rejected.get("code") + ": " + rejected.get("description").asText());
        System.exit(1);
      }
      System.out.println("accepted: " + customerId);
    }
  }

  /** A consumer of what is published on the topic from now on, outside of any group. */
  private static KafkaConsumer<String, String> fromNowOn(String topic) {
    var consumer = new KafkaConsumer<String, String>(Messages.consumer(Map.of()));
    var partitions =
        consumer.partitionsFor(topic).stream().map(each -> new TopicPartition(topic, each.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // It seeks when it is asked where it is.
    partitions.forEach(consumer::position);
    return consumer;
  }

  private static void send(String commandId, String customerId) throws Exception {
    var data =
        Map.of(
            "customerId", customerId,
            "companyName", "Juniper Foods",
            "domain", "juniper.example",
            "country", "US",
            "cloud", "Global");
    var headers =
        Map.of(
            "ce_specversion", "1.0",
            "ce_id", commandId,
            "ce_type", "io.twotier.customer.record-external-relationship.v1",
            "ce_source", Messages.setting("COMMAND_SOURCE", "https://crm.dunmore.example"),
            "ce_subject", customerId,
            "ce_time", Instant.now().toString(),
            "content-type", "application/json");
    var topic = Messages.PREFIX + ".customers.commands";
    var command = new ProducerRecord<>(topic, customerId, JSON.writeValueAsString(data));
    headers.forEach((name, value) -> command.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", Messages.BROKERS,
            "key.serializer", "org.apache.kafka.common.serialization.StringSerializer",
            "value.serializer", "org.apache.kafka.common.serialization.StringSerializer");
    try (var producer = new KafkaProducer<String, String>(properties)) {
      producer.send(command).get();
    }
  }

  private static ConsumerRecord<String, String> await(KafkaConsumer<String, String> consumer, String commandId) {
    while (true) {
      for (var message : consumer.poll(Duration.ofMillis(500))) {
        if (Messages.header(message, "ce_causationid").equals(commandId)) {
          return message;
        }
      }
    }
  }
}
