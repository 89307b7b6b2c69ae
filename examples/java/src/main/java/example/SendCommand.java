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
import org.apache.kafka.common.serialization.StringSerializer;

/** Creates a customer, and waits for what becomes of the command. */
public final class SendCommand {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SendCommand() {}

  public static void main(String[] args) throws Exception {
    var domain = args.length > 0 ? args[0] : "juniper" + System.nanoTime() + ".onmicrosoft.com";
    var commandId = UUID.randomUUID().toString();
    ConsumerRecord<String, String> outcome;
    try (var consumer = fromNowOn()) {
      send(commandId, domain);
      outcome = await(consumer, commandId);
    }
    System.exit(tell(commandId, outcome));
  }

  /** A consumer of the events that are published from now on. */
  private static KafkaConsumer<String, String> fromNowOn() {
    var consumer = Messages.consumer();
    var partitions = Messages.partitionsOf(consumer);
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // It seeks when it is asked where it is.
    partitions.forEach(consumer::position);
    return consumer;
  }

  /** Returns when the broker has the command. */
  private static void send(String commandId, String domain) throws Exception {
    var key = UUID.randomUUID().toString();
    var topic = Messages.PREFIX + ".customers.commands";
    var command = new ProducerRecord<>(topic, key, JSON.writeValueAsString(newCustomer(domain)));
    var headers =
        Map.of(
            "ce_specversion", "1.0",
            "ce_id", commandId,
            "ce_type", "io.twotier.customer.create.v1",
            // The platform that sends it, which a partner or the operator has registered.
            "ce_source", Messages.setting("COMMAND_SOURCE", "https://crm.dunmore.example"),
            "ce_subject", key,
            "ce_time", Instant.now().toString(),
            "content-type", "application/json");
    headers.forEach((name, value) -> command.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    Map<String, Object> properties = Map.of("bootstrap.servers", Messages.BROKERS);
    try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      producer.send(command).get();
    }
  }

  private static Map<String, Object> newCustomer(String domain) {
    var address =
        Map.of(
            "firstName", "Ana",
            "lastName", "Silva",
            "addressLine1", "One Way",
            "city", "Redmond",
            "state", "WA",
            "postalCode", "98052",
            "country", "US");
    var billing =
        Map.of(
            "email", "ana@juniper.example",
            "culture", "en-US",
            "language", "en",
            "companyName", "Juniper Foods",
            "defaultAddress", address);
    return Map.of("companyProfile", Map.of("domain", domain), "billingProfile", billing);
  }

  /** The event of the effect, or of the refusal: both name the command as their cause. Null when none comes in time. */
  private static ConsumerRecord<String, String> await(KafkaConsumer<String, String> consumer, String commandId) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      for (var message : consumer.poll(Duration.ofMillis(500))) {
        if (Messages.header(message, "ce_causationid").equals(commandId)) {
          return message;
        }
      }
    }
    return null;
  }

  /** Answers the exit code. */
  private static int tell(String commandId, ConsumerRecord<String, String> outcome) throws Exception {
    if (outcome == null) {
      System.out.println("no outcome yet of command " + commandId + ": the same command with this id may be sent again");
      return 2;
    }
    JsonNode data = JSON.readTree(outcome.value());
    if (Messages.header(outcome, "ce_type").equals("io.twotier.command.rejected.v1")) {
      System.out.println("rejected " + data.get("code") + ": " + data.get("description").asText());
      return 1;
    }
    System.out.println("accepted: " + data.get("customerId").asText());
    return 0;
  }
}
