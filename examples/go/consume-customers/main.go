// Keeps a copy of all customers in a SQLite file, until it is stopped: go run ./consume-customers
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"

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
	positions, err := customers.positions()
	if err != nil {
		return err
	}
	topic := message.Topic("customers.events")
	// No group is joined: the database remembers how far it has come, and nothing else does.
	client, err := kgo.NewClient(
		kgo.SeedBrokers(message.Brokers()...),
		kgo.ConsumeTopics(topic),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{topic: positions}),
	)
	if err != nil {
		return err
	}
	defer client.Close()
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
