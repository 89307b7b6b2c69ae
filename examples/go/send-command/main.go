// Tells of a customer of another portal, and waits for what becomes of it: go run ./send-command
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/twmb/franz-go/pkg/kgo"
)

func main() {
	ctx := context.Background()
	prefix := setting("TOPIC_PREFIX", "twotier")
	started := time.Now()
	client, err := kgo.NewClient(
		kgo.SeedBrokers(strings.Split(setting("KAFKA_BROKERS", "localhost:9094"), ",")...),
		kgo.ConsumeTopics(prefix+".customers.events"),
		// The outcome comes after the end of now.
		kgo.ConsumeResetOffset(kgo.NewOffset().AfterMilli(started.UnixMilli())),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	customerID, commandID := uuid.NewString(), uuid.NewString()
	value, err := json.Marshal(map[string]string{
		"customerId": customerID, "companyName": "Juniper Foods", "domain": "juniper.example",
		"country": "US", "cloud": "Global",
	})
	if err != nil {
		log.Fatal(err)
	}
	command := &kgo.Record{
		Topic: prefix + ".customers.commands",
		Key:   []byte(customerID),
		Value: value,
		Headers: []kgo.RecordHeader{
			header("ce_specversion", "1.0"),
			header("ce_id", commandID),
			header("ce_type", "io.twotier.customer.record-external-relationship.v1"),
			header("ce_source", setting("COMMAND_SOURCE", "https://crm.dunmore.example")),
			header("ce_subject", customerID),
			header("ce_time", started.UTC().Format(time.RFC3339Nano)),
			header("content-type", "application/json"),
		},
	}
	if err := client.ProduceSync(ctx, command).FirstErr(); err != nil {
		log.Fatal(err)
	}
	if rejection := await(ctx, client, commandID); rejection != "" {
		fmt.Println(rejection)
		os.Exit(1)
	}
	fmt.Println("accepted: " + customerID)
}

// await answers how the command was rejected, or nothing if it was accepted.
func await(ctx context.Context, client *kgo.Client, commandID string) string {
	for {
		for _, record := range client.PollFetches(ctx).Records() {
			headers := map[string]string{}
			for _, header := range record.Headers {
				headers[header.Key] = string(header.Value)
			}
			if headers["ce_causationid"] != commandID {
				continue
			}
			if headers["ce_type"] != "io.twotier.command.rejected.v1" {
				return ""
			}
			var rejected struct {
				Code        int    `json:"code"`
				Description string `json:"description"`
			}
			if err := json.Unmarshal(record.Value, &rejected); err != nil {
				log.Fatal(err)
			}
			return fmt.Sprintf("rejected %d: %s", rejected.Code, rejected.Description)
		}
	}
}

func header(name, value string) kgo.RecordHeader {
	return kgo.RecordHeader{Key: name, Value: []byte(value)}
}

func setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
