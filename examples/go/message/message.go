// Package message says where the messages of the platform are, and how their headers are read.
package message

import (
	"os"
	"strings"

	"github.com/twmb/franz-go/pkg/kgo"
)

// Brokers are the addresses of the brokers.
func Brokers() []string {
	return strings.Split(Setting("KAFKA_BROKERS", "localhost:9094"), ",")
}

// Topic is the topic of a service, such as customers.events.
func Topic(name string) string {
	return Setting("TOPIC_PREFIX", "twotier") + "." + name
}

// Headers are the headers of a message as texts.
func Headers(record *kgo.Record) map[string]string {
	headers := make(map[string]string, len(record.Headers))
	for _, header := range record.Headers {
		headers[header.Key] = string(header.Value)
	}
	return headers
}

// Setting reads a variable of the environment.
func Setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
