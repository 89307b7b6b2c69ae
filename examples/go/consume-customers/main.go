// Keeps a copy of all customers in a SQLite file, until it is stopped: go run ./consume-customers
package main

import (
	"context"
	"fmt"
	"log"
	"maps"
	"os"
	"os/signal"
	"syscall"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
	"two-tier-example/message"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	customers, err := openCopy(message.Setting("DATABASE", "customers.db"))
	if err != nil {
		return err
	}
	defer customers.close()
	client, err := kgo.NewClient(
		kgo.SeedBrokers(message.Brokers()...),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
	)
	if err != nil {
		return err
	}
	defer client.Close()
	offsets, err := whereToGoOn(ctx, client, customers)
	if err != nil {
		return err
	}
	client.AddConsumePartitions(offsets)
	for {
		fetches := client.PollFetches(ctx)
		if ctx.Err() != nil {
			return nil
		}
		fetches.EachError(func(topic string, partition int32, err error) {
			log.Printf("%s/%d: %v", topic, partition, err)
		})
		if err := customers.apply(fetches.Records()); err != nil {
			return err
		}
	}
}

// whereToGoOn answers all partitions: no group is joined, the database remembers how far it has come, and nothing else does.
func whereToGoOn(ctx context.Context, client *kgo.Client, customers *customerCopy) (map[string]map[int32]kgo.Offset, error) {
	topic := message.Topic("customers.events")
	starts, err := kadm.NewClient(client).ListStartOffsets(ctx, topic)
	if err == nil {
		err = starts.Error()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", topic, err)
	}
	offsets := starts.KOffsets()
	positions, err := customers.positions()
	maps.Copy(offsets[topic], positions)
	return offsets, err
}
