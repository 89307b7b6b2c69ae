package example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A copy of all customers, with what has been read of it: the last event of each customer, the next message of each partition. */
final class CustomerCopy implements AutoCloseable {
  /** Each of them carries the whole state of the customer. */
  private static final Set<String> KEEPING =
      Set.of(
          "io.twotier.customer.created.v1",
          "io.twotier.customer.changed.v1",
          "io.twotier.customer.relationship-established.v1",
          "io.twotier.customer.relationship-removed.v1");

  private static final String DELETING = "io.twotier.customer.deleted.v1";

  private static final String SCHEMA =
      """
      create table if not exists customers (
        customer_id text primary key, company_name text not null, domain text not null, country text not null
      );
      create table if not exists relationships (
        customer_id text not null, partner_id text not null, since text not null, primary key (customer_id, partner_id)
      );
      create table if not exists sequences (subject text primary key, sequence integer not null);
      create table if not exists positions (number integer primary key, next_offset integer not null);
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection database;

  CustomerCopy(String file) throws SQLException {
    database = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (var statement = database.createStatement()) {
      statement.executeUpdate(SCHEMA);
    }
    database.setAutoCommit(false);
  }

  /** Where to go on in each partition that has been read before. */
  Map<Integer, Long> positions() throws SQLException {
    var positions = new HashMap<Integer, Long>();
    try (var statement = database.createStatement();
        var rows = statement.executeQuery("select number, next_offset from positions")) {
      while (rows.next()) {
        positions.put(rows.getInt(1), rows.getLong(2));
      }
    }
    return positions;
  }

  /** One transaction: after a kill all of these messages are in the database, or none, and then they come again. */
  void apply(Iterable<ConsumerRecord<String, String>> messages) throws SQLException, JsonProcessingException {
    for (var message : messages) {
      apply(message);
    }
    database.commit();
  }

  private void apply(ConsumerRecord<String, String> message) throws SQLException, JsonProcessingException {
    var type = Messages.header(message, "ce_type");
    if ((KEEPING.contains(type) || type.equals(DELETING)) && advance(message)) {
      var customer = JSON.readTree(message.value());
      forget(customer.get("customerId").asText());
      if (KEEPING.contains(type)) {
        keep(customer);
      }
    }
    execute(
        "insert into positions values (?, ?) on conflict do update set next_offset = excluded.next_offset",
        message.partition(),
        message.offset() + 1);
  }

  /** Whether an event is newer than the last one of its customer: the platform may publish one more than once. */
  private boolean advance(ConsumerRecord<String, String> message) throws SQLException {
    var statement =
        """
        insert into sequences values (?, ?) on conflict do update
        set sequence = excluded.sequence where sequences.sequence < excluded.sequence
        """;
    var sequence = Long.parseLong(Messages.header(message, "ce_sequence"));
    return execute(statement, Messages.header(message, "ce_subject"), sequence) == 1;
  }

  private void keep(JsonNode customer) throws SQLException {
    var customerId = customer.get("customerId").asText();
    execute(
        "insert into customers values (?, ?, ?, ?)",
        customerId,
        customer.get("companyName").asText(),
        customer.get("domain").asText(),
        customer.get("country").asText());
    for (var relationship : customer.get("relationships")) {
      execute(
          "insert into relationships values (?, ?, ?)",
          customerId,
          relationship.get("partnerId").asText(),
          relationship.get("since").asText());
    }
  }

  private void forget(String customerId) throws SQLException {
    execute("delete from relationships where customer_id = ?", customerId);
    execute("delete from customers where customer_id = ?", customerId);
  }

  /** Answers how many rows it has changed. */
  private int execute(String sql, Object... values) throws SQLException {
    try (var statement = database.prepareStatement(sql)) {
      for (int index = 0; index < values.length; index++) {
        statement.setObject(index + 1, values[index]);
      }
      return statement.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    database.rollback();
    database.close();
  }
}
