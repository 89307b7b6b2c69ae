package main

import (
	"database/sql"
	"encoding/json"
	"strconv"

	"github.com/twmb/franz-go/pkg/kgo"
	_ "modernc.org/sqlite"
	"two-tier-example/message"
)

// The copy, and what has been read of it: the last event of each customer, and the next message of each partition.
const schema = `
	create table if not exists customers (
		customer_id text primary key, company_name text not null, domain text not null, country text not null
	);
	create table if not exists relationships (
		customer_id text not null, partner_id text not null, since text not null, primary key (customer_id, partner_id)
	);
	create table if not exists sequences (subject text primary key, sequence integer not null);
	create table if not exists positions (number integer primary key, next_offset integer not null);`

// Each event carries the whole state of the customer.
type customer struct {
	CustomerID    string `json:"customerId"`
	CompanyName   string `json:"companyName"`
	Domain        string `json:"domain"`
	Country       string `json:"country"`
	Relationships []struct {
		PartnerID string `json:"partnerId"`
		Since     string `json:"since"`
	} `json:"relationships"`
}

// customerCopy is a copy of all customers in a database.
type customerCopy struct{ database *sql.DB }

func openCopy(file string) (*customerCopy, error) {
	database, err := sql.Open("sqlite", file+"?_pragma=busy_timeout(5000)")
	if err != nil {
		return nil, err
	}
	_, err = database.Exec(schema)
	return &customerCopy{database}, err
}

func (c *customerCopy) close() {
	_ = c.database.Close()
}

// positions says where to go on in each partition that has been read before.
func (c *customerCopy) positions() (map[int32]kgo.Offset, error) {
	rows, err := c.database.Query("select number, next_offset from positions")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	positions := map[int32]kgo.Offset{}
	for rows.Next() {
		var number int32
		var next int64
		if err := rows.Scan(&number, &next); err != nil {
			return nil, err
		}
		positions[number] = kgo.NewOffset().At(next)
	}
	return positions, rows.Err()
}

// apply is one transaction: after a kill all of these messages are in the database, or none, and then they come again.
func (c *customerCopy) apply(records []*kgo.Record) error {
	transaction, err := c.database.Begin()
	if err != nil {
		return err
	}
	for _, record := range records {
		if err := applyOne(transaction, record); err != nil {
			_ = transaction.Rollback()
			return err
		}
	}
	return transaction.Commit()
}

func applyOne(transaction *sql.Tx, record *kgo.Record) error {
	headers := message.Headers(record)
	switch headers["ce_type"] {
	case "io.twotier.customer.created.v1", "io.twotier.customer.changed.v1",
		"io.twotier.customer.relationship-established.v1", "io.twotier.customer.relationship-removed.v1":
		if err := replace(transaction, record, headers, keep); err != nil {
			return err
		}
	case "io.twotier.customer.deleted.v1":
		if err := replace(transaction, record, headers, nil); err != nil {
			return err
		}
	}
	_, err := transaction.Exec(
		"insert into positions values (?, ?) on conflict do update set next_offset = excluded.next_offset",
		record.Partition, record.Offset+1)
	return err
}

// replace forgets what is known of a customer, and keeps what the event tells, unless it is no newer than the last one.
func replace(transaction *sql.Tx, record *kgo.Record, headers map[string]string, keep func(*sql.Tx, customer) error) error {
	isNew, err := advance(transaction, headers)
	if err != nil || !isNew {
		return err
	}
	var told customer
	if err := json.Unmarshal(record.Value, &told); err != nil {
		return err
	}
	for _, table := range []string{"relationships", "customers"} {
		if _, err := transaction.Exec("delete from "+table+" where customer_id = ?", told.CustomerID); err != nil {
			return err
		}
	}
	if keep == nil {
		return nil
	}
	return keep(transaction, told)
}

// advance says whether an event is newer than the last one of its customer: the platform may publish one more than once.
func advance(transaction *sql.Tx, headers map[string]string) (bool, error) {
	sequence, err := strconv.ParseInt(headers["ce_sequence"], 10, 64)
	if err != nil {
		return false, err
	}
	result, err := transaction.Exec(`insert into sequences values (?, ?) on conflict do update
		set sequence = excluded.sequence where sequences.sequence < excluded.sequence`, headers["ce_subject"], sequence)
	if err != nil {
		return false, err
	}
	changed, err := result.RowsAffected()
	return changed == 1, err
}

func keep(transaction *sql.Tx, told customer) error {
	_, err := transaction.Exec("insert into customers values (?, ?, ?, ?)",
		told.CustomerID, told.CompanyName, told.Domain, told.Country)
	if err != nil {
		return err
	}
	for _, relationship := range told.Relationships {
		_, err := transaction.Exec("insert into relationships values (?, ?, ?)",
			told.CustomerID, relationship.PartnerID, relationship.Since)
		if err != nil {
			return err
		}
	}
	return nil
}
