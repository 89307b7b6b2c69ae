// @ts-check
import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';

const { Kafka, logLevel, Partitioners } = kafkajs;

/**
 * @typedef {object} Command
 * @property {string} topic without the prefix
 * @property {string} type
 * @property {string} source of the platform that sends it
 * @property {string} subject the customer that it is about: the key, which keeps the order
 * @property {string} correlationId
 * @property {object} data
 */

/**
 * Publishes a command as the platform of an enterprise would: CloudEvents 1.0 in binary mode.
 * @param {string} brokers `host:port`, comma-separated
 * @param {string} prefix of the topics
 * @param {Command} command
 */
export async function sendCommand(brokers, prefix, { topic, type, source, subject, correlationId, data }) {
  const kafka = new Kafka({ clientId: 'demo', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const headers = {
    ...{ ce_specversion: '1.0', ce_id: randomUUID(), ce_source: source, ce_type: type, ce_subject: subject },
    ...{ ce_time: new Date().toISOString(), ce_correlationid: correlationId, 'content-type': 'application/json' },
  };
  await producer.connect();
  try {
    await producer.send({
      topic: `${prefix}.${topic}`,
      acks: -1,
      messages: [{ key: subject, value: JSON.stringify(data), headers }],
    });
  } finally {
    await producer.disconnect();
  }
}
