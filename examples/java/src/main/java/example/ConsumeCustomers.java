package example;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/** Keeps a table of all customers, until it is stopped. */
public final class ConsumeCustomers {
  /** Each of them carries the whole state of the customer. */
  private static final Set<String> KEEPING =
      Set.of(
          "io.twotier.customer.created.v1",
          "io.twotier.customer.changed.v1",
          "io.twotier.customer.relationship-established.v1");

  private static final String DELETING = "io.twotier.customer.deleted.v1";

  /** The row remembers the last event of its customer, also when the customer is deleted: a repeat changes nothing. */
  private static final String TABLE =
      """
      create table if not exists customers (
        customer_id text primary key, company_name text, domain text, country text,
        sequence integer not null, deleted integer not null)
      """;

  private static final String WRITE =
      """
      insert into customers values (?, ?, ?, ?, ?, ?)
      on conflict do update set company_name = excluded.company_name, domain = excluded.domain,
        country = excluded.country, sequence = excluded.sequence, deleted = excluded.deleted
      where customers.sequence < excluded.sequence
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    var properties =
        Messages.consumer(
            Map.of(
                "group.id", Messages.setting("GROUP", "java-customers"),
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false"));
    var main = Thread.currentThread();
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + Messages.setting("DATABASE", "customers.db"));
        var consumer = new KafkaConsumer<String, String>(properties)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(consumer, main)));
      try (var statement = database.createStatement()) {
        statement.execute(TABLE);
      }
      consumer.subscribe(List.of(Messages.EVENTS));
      while (true) {
        for (var message : consumer.poll(Duration.ofMillis(500))) {
          apply(database, message);
        }
        consumer.commitSync();
      }
    } catch (WakeupException stopped) {
      // Everything is closed.
    }
  }

  private static void apply(Connection database, ConsumerRecord<String, String> message) throws Exception {
    var type = Messages.header(message, "ce_type");
    if (!KEEPING.contains(type) && !type.equals(DELETING)) {
      return;
    }
    var data = JSON.readTree(message.value());
    try (var statement = database.prepareStatement(WRITE)) {
      statement.setString(1, data.get("customerId").asText());
      statement.setString(2, data.get("companyName").asText());
      statement.setString(3, data.get("domain").asText());
      statement.setString(4, data.get("country").asText());
      statement.setLong(5, Long.parseLong(Messages.header(message, "ce_sequence")));
      statement.setBoolean(6, type.equals(DELETING));
      statement.executeUpdate();
    }
  }

  private static void stop(KafkaConsumer<String, String> consumer, Thread main) {
    consumer.wakeup();
    try {
      main.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
