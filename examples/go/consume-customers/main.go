// Keeps a table of all customers, until it is stopped: go run ./consume-customers
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"log"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"github.com/twmb/franz-go/pkg/kgo"
	_ "modernc.org/sqlite"
)

// The row remembers the last event of its customer, also when the customer is deleted: a repeat changes nothing.
const (
	table = `create table if not exists customers (
		customer_id text primary key, company_name text, domain text, country text,
		sequence integer not null, deleted integer not null)`
	write = `insert into customers values (?, ?, ?, ?, ?, ?)
		on conflict do update set company_name = excluded.company_name, domain = excluded.domain,
			country = excluded.country, sequence = excluded.sequence, deleted = excluded.deleted
		where customers.sequence < excluded.sequence`
)

// customer is what each event of a customer carries: its whole state.
type customer struct {
	CustomerID  string `json:"customerId"`
	CompanyName string `json:"companyName"`
	Domain      string `json:"domain"`
	Country     string `json:"country"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	database, err := sql.Open("sqlite", setting("DATABASE", "customers.db"))
	if err != nil {
		log.Fatal(err)
	}
	defer database.Close()
	if _, err := database.Exec(table); err != nil {
		log.Fatal(err)
	}
	client, err := kgo.NewClient(
		kgo.SeedBrokers(strings.Split(setting("KAFKA_BROKERS", "localhost:9094"), ",")...),
		kgo.ConsumerGroup(setting("GROUP", "go-customers")),
		kgo.ConsumeTopics(setting("TOPIC_PREFIX", "twotier")+".customers.events"),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.DisableAutoCommit(),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	for ctx.Err() == nil {
		fetches := client.PollFetches(ctx)
		fetches.EachError(func(topic string, _ int32, err error) {
			if ctx.Err() == nil {
				log.Printf("%s: %v", topic, err)
			}
		})
		records := fetches.Records()
		for _, record := range records {
			if err := apply(database, record); err != nil {
				log.Fatal(err)
			}
		}
		if err := client.CommitRecords(context.Background(), records...); err != nil {
			log.Print(err)
		}
	}
}

func apply(database *sql.DB, record *kgo.Record) error {
	headers := headersOf(record)
	deleted := false
	switch headers["ce_type"] {
	case "io.twotier.customer.created.v1", "io.twotier.customer.changed.v1", "io.twotier.customer.relationship-established.v1":
	case "io.twotier.customer.deleted.v1":
		deleted = true
	default:
		return nil
	}
	sequence, err := strconv.ParseInt(headers["ce_sequence"], 10, 64)
	if err != nil {
		return err
	}
	var data customer
	if err := json.Unmarshal(record.Value, &data); err != nil {
		return err
	}
	_, err = database.Exec(write, data.CustomerID, data.CompanyName, data.Domain, data.Country, sequence, deleted)
	return err
}

func headersOf(record *kgo.Record) map[string]string {
	headers := make(map[string]string, len(record.Headers))
	for _, header := range record.Headers {
		headers[header.Key] = string(header.Value)
	}
	return headers
}

func setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
