// Creates a customer, and waits for what becomes of the command: go run ./send-command [domain]
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/google/uuid"
	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
	"two-tier-example/message"
)

const patience = 60 * time.Second

func main() {
	domain := "juniper" + uuid.NewString()[:8] + ".onmicrosoft.com"
	if len(os.Args) > 1 {
		domain = os.Args[1]
	}
	code, err := run(domain)
	if err != nil {
		log.Fatal(err)
	}
	os.Exit(code)
}

func run(domain string) (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	client, err := kgo.NewClient(kgo.SeedBrokers(message.Brokers()...))
	if err != nil {
		return 0, err
	}
	defer client.Close()
	// The outcome comes after what there is now.
	ends, err := kadm.NewClient(client).ListEndOffsets(ctx, message.Topic("customers.events"))
	if err == nil {
		err = ends.Error()
	}
	if err != nil {
		return 0, err
	}
	client.AddConsumePartitions(ends.KOffsets())
	commandID := uuid.NewString()
	command, err := createCustomer(commandID, domain)
	if err != nil {
		return 0, err
	}
	if err := client.ProduceSync(ctx, command).FirstErr(); err != nil {
		return 0, err
	}
	outcome, err := await(ctx, client, commandID)
	if errors.Is(err, context.DeadlineExceeded) {
		fmt.Printf("no outcome yet of command %s: the same command with this id may be sent again\n", commandID)
		return 2, nil
	}
	if err != nil {
		return 0, err
	}
	return tell(outcome)
}

func createCustomer(id, domain string) (*kgo.Record, error) {
	key := uuid.NewString()
	value, err := json.Marshal(map[string]any{
		"companyProfile": map[string]string{"domain": domain},
		"billingProfile": map[string]any{
			"email": "ana@juniper.example", "culture": "en-US", "language": "en", "companyName": "Juniper Foods",
			"defaultAddress": map[string]string{
				"firstName": "Ana", "lastName": "Silva", "addressLine1": "One Way",
				"city": "Redmond", "state": "WA", "postalCode": "98052", "country": "US",
			},
		},
	})
	return &kgo.Record{
		Topic: message.Topic("customers.commands"),
		Key:   []byte(key),
		Value: value,
		Headers: []kgo.RecordHeader{
			header("ce_specversion", "1.0"),
			header("ce_id", id),
			header("ce_type", "io.twotier.customer.create.v1"),
			// The platform that sends it, which a partner or the operator has registered.
			header("ce_source", message.Setting("COMMAND_SOURCE", "https://crm.dunmore.example")),
			header("ce_subject", key),
			header("ce_time", time.Now().UTC().Format(time.RFC3339Nano)),
			header("content-type", "application/json"),
		},
	}, err
}

// await answers the event of the effect, or of the refusal: both name the command as their cause.
func await(ctx context.Context, client *kgo.Client, commandID string) (*kgo.Record, error) {
	for {
		fetches := client.PollFetches(ctx)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, record := range fetches.Records() {
			if message.Headers(record)["ce_causationid"] == commandID {
				return record, nil
			}
		}
	}
}

func tell(outcome *kgo.Record) (int, error) {
	var data struct {
		CustomerID  string `json:"customerId"`
		Code        int    `json:"code"`
		Description string `json:"description"`
	}
	if err := json.Unmarshal(outcome.Value, &data); err != nil {
		return 0, err
	}
	if message.Headers(outcome)["ce_type"] == "io.twotier.command.rejected.v1" {
		fmt.Printf("rejected %d: %s\n", data.Code, data.Description)
		return 1, nil
	}
	fmt.Println("accepted: " + data.CustomerID)
	return 0, nil
}

func header(name, value string) kgo.RecordHeader {
	return kgo.RecordHeader{Key: name, Value: []byte(value)}
}
