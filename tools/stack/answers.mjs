// @ts-check
// Each server is asked in its own protocol, by hand: this runs before any client library is installed.
import * as http from 'node:http';
import * as https from 'node:https';
import { connect } from 'node:net';

const ANSWER_LIMIT_MS = 1_000;

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether a Kafka broker on this machine tells clients where to connect to
 */
export async function kafkaAnswers(port) {
  const answer = await exchange(port, kafkaMetadataRequest(), (received) =>
    received.length < 4 ? Infinity : 4 + received.readInt32BE(0),
  );
  // After the length: correlation id, throttle time, then the number of brokers that have joined.
  return answer !== undefined && answer.readInt32BE(12) > 0;
}

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether a MongoDB server on this machine says hello
 */
export async function mongoAnswers(port) {
  const answer = await exchange(port, mongoHello(), (received) =>
    received.length < 4 ? Infinity : received.readInt32LE(0),
  );
  return answer !== undefined;
}

/**
 * @param {string} url
 * @returns {Promise<boolean>} whether it answers 200
 */
export function httpAnswers(url) {
  return new Promise((resolve) => {
    const { get } = url.startsWith('https:') ? https : http;
    const request = get(url, { agent: false, timeout: ANSWER_LIMIT_MS }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

/** Metadata version 4 for no topics. https://kafka.apache.org/protocol#The_Messages_Metadata */
function kafkaMetadataRequest() {
  const [apiKey, version, correlationId, topics, createTopics] = [3, 4, 1, 0, 0];
  const body = Buffer.concat([
    int16BE(apiKey),
    int16BE(version),
    int32BE(correlationId),
    kafkaString('twotier'),
    int32BE(topics),
    Buffer.of(createTopics),
  ]);
  return Buffer.concat([int32BE(body.length), body]);
}

/** The hello command as OP_MSG. https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ */
function mongoHello() {
  const [int32Type, stringType, end] = [0x10, 0x02, 0x00];
  const fields = Buffer.concat([
    Buffer.of(int32Type),
    cString('hello'),
    int32LE(1),
    Buffer.of(stringType),
    cString('$db'),
    bsonString('admin'),
    Buffer.of(end),
  ]);
  const document = Buffer.concat([int32LE(4 + fields.length), fields]);
  const [requestId, responseTo, opMsg, flags, bodySection] = [1, 0, 2013, 0, 0];
  const message = Buffer.concat([
    int32LE(requestId),
    int32LE(responseTo),
    int32LE(opMsg),
    int32LE(flags),
    Buffer.of(bodySection),
    document,
  ]);
  return Buffer.concat([int32LE(4 + message.length), message]);
}

/**
 * @param {number} port
 * @param {Buffer} request
 * @param {(received: Buffer) => number} expectedLength of the whole answer, by what has come so far
 * @returns {Promise<Buffer | undefined>} undefined when no whole answer came
 */
function exchange(port, request, expectedLength) {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const socket = connect({ port, host: '127.0.0.1', timeout: ANSWER_LIMIT_MS }, () => socket.write(request));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length >= expectedLength(received)) finish(received);
    });
    socket.once('timeout', () => finish(undefined));
    socket.once('error', () => finish(undefined));
    socket.once('close', () => finish(undefined));

    /** @param {Buffer | undefined} answer */
    function finish(answer) {
      socket.destroy();
      resolve(answer);
    }
  });
}

/** @param {number} value */
function int16BE(value) {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

/** @param {number} value */
function int32BE(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** @param {number} value */
function int32LE(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** @param {string} text */
function kafkaString(text) {
  return Buffer.concat([int16BE(text.length), Buffer.from(text)]);
}

/** @param {string} text */
function cString(text) {
  return Buffer.from(`${text}\0`);
}

/** @param {string} text */
function bsonString(text) {
  return Buffer.concat([int32LE(text.length + 1), cString(text)]);
}
