// @ts-check
import 'reflect-metadata';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Parser } from '@asyncapi/parser';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ROOT } from '../stack/checkout.mjs';
import { commentsIn } from './comments.mjs';
import { loadBuilt } from './openapi.mjs';

/** @typedef {{ kind: 'event' | 'command', type: string, name: string, service: string, payload: Function, summary: string }} Contract */

const CONTRACTS = join(ROOT, 'dist', 'libs', 'contracts', 'src');

/**
 * The AsyncAPI 3 document of all events and commands, from the same classes that validate them at run time.
 * @returns {Promise<Record<string, any>>}
 */
export async function describeEvents() {
  const contracts = await loadContracts();
  const [events, commands] = [contracts.filter(isEvent), contracts.filter((contract) => !isEvent(contract))];
  const { describeFields } = await loadBuilt('libs/service-kit/src/api-document/describe-fields.js');
  // Documents of events change compatibly alone, and said nothing more when there were events already.
  describeFields(['isText']);
  const schemas = await schemasOf(contracts.map(({ payload }) => payload));
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Two Tier',
      version: '1',
      description:
        'Events of the partner platform, and the commands that it takes: CloudEvents 1.0 in binary mode. The key of an event is ' +
        'its subject, the aggregate id; that of a command is the id of what it is about, such as the customer.',
    },
    channels: Object.fromEntries([
      ...owners(events).map((service) => [
        service,
        channel(`Events of ${service}`, `${service}.events`, service, events),
      ]),
      ...owners(commands).map((service) => [
        `${service}Commands`,
        channel(`Commands to ${service}`, `${service}.commands`, service, commands),
      ]),
    ]),
    operations: Object.fromEntries([
      ...owners(events).map((service) => [`${service}Publishes`, operation('send', service)]),
      ...owners(commands).map((service) => [`${service}Takes`, operation('receive', `${service}Commands`)]),
    ]),
    components: {
      messages: Object.fromEntries(contracts.map((contract) => [contract.type, message(contract, contracts)])),
      schemas,
    },
  };
  await assertValid(document);
  return document;
}

/** @returns {Promise<Contract[]>} the contracts of all services, one file each, by their types */
async function loadContracts() {
  const files = (await readdir(CONTRACTS, { recursive: true })).filter((file) => /\.v\d+\.js$/.test(file)).sort();
  const contracts = await Promise.all(
    files.map(async (file) => {
      const comments = commentsIn(join('libs', 'contracts', 'src', file.replace(/js$/, 'ts')));
      const module = await import(pathToFileURL(join(CONTRACTS, file)).href);
      return Object.values(module)
        .filter((value) => typeof value === 'object' && 'payload' in value)
        .map((contract) => ({ ...contract, summary: comments.get(contract.payload.name) ?? '' }));
    }),
  );
  return contracts.flat();
}

/**
 * @param {Function[]} payloads
 * @returns {Promise<Record<string, object>>}
 */
async function schemasOf(payloads) {
  class Empty {}
  Module({})(Empty);
  const { FastifyAdapter } = await import('@nestjs/platform-fastify');
  const app = await NestFactory.create(Empty, new FastifyAdapter(), { logger: false });
  const document = SwaggerModule.createDocument(app, new DocumentBuilder().build(), { extraModels: payloads });
  const schemas = /** @type {Record<string, object>} */ (document.components?.schemas ?? {});
  return Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** @param {Contract} contract */
function isEvent({ kind }) {
  return kind === 'event';
}

/**
 * @param {Contract[]} contracts
 * @returns {string[]} the services that own them
 */
function owners(contracts) {
  return [...new Set(contracts.map(({ service }) => service))];
}

/**
 * @param {string} title
 * @param {string} topic without the prefix
 * @param {string} service
 * @param {Contract[]} contracts
 */
function channel(title, topic, service, contracts) {
  const own = contracts.filter((contract) => contract.service === service);
  return {
    address: `twotier.${topic}`,
    title,
    messages: Object.fromEntries(own.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
  };
}

/**
 * @param {'send' | 'receive'} action
 * @param {string} name of the channel
 */
function operation(action, name) {
  return { action, channel: { $ref: `#/channels/${name}` } };
}

const text = /** @type {const} */ ({ type: 'string' });

/**
 * @param {Contract} contract
 * @param {Contract[]} contracts all of them: several services publish some types
 */
function message(contract, contracts) {
  const { type, name, payload, summary } = contract;
  return {
    name: type,
    title: name,
    summary,
    contentType: 'application/json',
    headers: isEvent(contract)
      ? eventHeaders(type, owners(contracts.filter((other) => other.type === type)))
      : commandHeaders(contract),
    payload: { $ref: `#/components/schemas/${payload.name}` },
  };
}

/**
 * @param {string} type
 * @param {string[]} services
 */
function eventHeaders(type, services) {
  const sources = services.map((service) => `/services/${service}`);
  return {
    type: 'object',
    required: [
      'ce_id',
      'ce_type',
      'ce_source',
      'ce_subject',
      'ce_sequence',
      'ce_time',
      'ce_specversion',
      'ce_correlationid',
    ],
    properties: {
      ce_specversion: { const: '1.0' },
      ce_type: { const: type },
      ce_source: sources.length === 1 ? { const: sources[0] } : { enum: sources },
      ce_id: { ...text, description: 'The same event has the same id however often it is delivered.' },
      ce_subject: { ...text, description: "The aggregate's id; also the key of the message." },
      ce_sequence: { ...text, description: 'Counts the events of the aggregate, from 1.' },
      ce_time: { ...text, format: 'date-time' },
      ce_partitionkey: text,
      ce_correlationid: { ...text, description: 'MS-CorrelationId of the request that began it all.' },
      ce_causationid: { ...text, description: 'Id of the event or command that caused this one.' },
      ce_actor: { ...text, description: 'Who acted: tenant id / user id, or partner tenant / source of the command.' },
      traceparent: { ...text, description: 'W3C trace context.' },
    },
  };
}

/** @param {Contract} contract */
function commandHeaders({ type }) {
  return {
    type: 'object',
    required: ['ce_id', 'ce_type', 'ce_source', 'ce_specversion'],
    properties: {
      ce_specversion: { const: '1.0' },
      ce_type: { const: type },
      ce_source: { ...text, description: 'The sending platform; its registration says which partner it speaks for.' },
      ce_id: { ...text, description: 'A command with the same source and id is done once, however often it is sent.' },
      ce_subject: {
        ...text,
        description:
          'The id of what it is about, such as the customer; also the key of the message, which keeps the order.',
      },
      ce_time: {
        ...text,
        format: 'date-time',
        description: 'When it was made. A report that is older than what is known does not replace it.',
      },
      ce_correlationid: { ...text, description: 'Is in all events that follow from the command.' },
      traceparent: { ...text, description: 'W3C trace context.' },
    },
  };
}

/** @param {object} document */
async function assertValid(document) {
  const faults = (await new Parser().validate(JSON.stringify(document))).filter(({ severity }) => severity === 0);
  if (faults.length > 0)
    throw new Error(`The AsyncAPI document is not valid: ${faults.map((fault) => fault.message).join('; ')}`);
}
