package example;

import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/** Keeps a copy of all customers in a SQLite file, until it is stopped. */
public final class ConsumeCustomers {
  private ConsumeCustomers() {}

  public static void main(String[] args) throws Exception {
    var main = Thread.currentThread();
    try (var customers = new CustomerCopy(Messages.setting("DATABASE", "customers.db"));
        var consumer = Messages.consumer()) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(consumer, main)));
      goOn(consumer, customers);
      while (true) {
        customers.apply(consumer.poll(Duration.ofMillis(500)));
      }
    } catch (WakeupException stopped) {
      // Everything is closed.
    }
  }

  /** No group is joined: the database remembers how far it has come, and nothing else does. */
  private static void goOn(KafkaConsumer<String, String> consumer, CustomerCopy customers) throws SQLException {
    var positions = customers.positions();
    var partitions = Messages.partitionsOf(consumer);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    for (var partition : partitions) {
      if (positions.containsKey(partition.partition())) {
        consumer.seek(partition, positions.get(partition.partition()));
      }
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
