import 'reflect-metadata';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Parser } from '@asyncapi/parser';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import { ROOT } from '../../stack/checkout.mjs';
import { commentsIn } from '../comments.ts';
import { loadBuilt } from '../openapi.ts';
import { type Contract, type MessagesDocument, type Schema } from './document.ts';
import { headersOf } from './headers.ts';

const SAMPLES = join(ROOT, 'libs', 'contracts', 'samples');
const CONTRACTS = join(ROOT, 'dist', 'libs', 'contracts', 'src');

/** The AsyncAPI 3.1 document of all events, states and commands, from the same classes that validate them at run time. */
export async function describeEvents(): Promise<MessagesDocument> {
  const contracts = await loadContracts();
  const [events, states, commands] = [
    ofKind(contracts, 'event'),
    ofKind(contracts, 'state'),
    ofKind(contracts, 'command'),
  ];
  const { describeFields } = await loadBuilt('libs/service-kit/src/api-document/describe-fields.js');
  // Documents of events change compatibly alone, and said nothing more when there were events already.
  describeFields(['isText']);
  const schemas = await schemasOf(contracts.map(({ payload }) => payload));
  const topics = await topicDefaults();
  const [ofEvents, ofStates, ofCommands] = [owners(events), owners(states), owners(commands)];
  const document = {
    asyncapi: '3.1.0',
    info: {
      title: 'Two Tier',
      version: '1',
      description:
        'Events and states of the partner platform, and the commands that it takes: CloudEvents 1.0 in binary mode. The key of an event ' +
        'is its subject, the aggregate id; that of a state is the id of what it is the state of, and its topic is compacted; that of a ' +
        'command is the id of what it is about, such as the customer.',
      license: { name: 'Apache 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([
      ...ofEvents.map((service) => [
        service,
        channel(`Events of ${service}`, topics.names.events(service), topics, messagesOf(service, events)),
      ]),
      ...ofStates.map((service) => [
        `${service}State`,
        channel(
          `State of ${service}`,
          topics.names.state(service),
          topics,
          messagesOf(service, states),
          topics.ofStates,
        ),
      ]),
      ...ofCommands.map((service) => [
        `${service}Commands`,
        channel(`Commands to ${service}`, topics.names.commands(service), topics, messagesOf(service, commands)),
      ]),
    ]),
    operations: Object.fromEntries([
      ...ofEvents.map((service) => [`${service}Publishes`, operation('send', service)]),
      ...ofStates.map((service) => [`${service}KeepsState`, operation('send', `${service}State`)]),
      ...ofCommands.map((service) => {
        const groupId = { type: 'string', enum: [topics.names.group(service)] };
        return [`${service}Takes`, { ...operation('receive', `${service}Commands`), bindings: kafka({ groupId }) }];
      }),
    ]),
    components: {
      messages: Object.fromEntries(contracts.map((contract) => [contract.type, message(contract, contracts)])),
      schemas,
    },
  };
  await assertValid(document);
  return document;
}

interface TopicDefaults {
  names: Record<'events' | 'state' | 'commands' | 'group', (service: string) => string>;
  partitions: number;
  replicas: number;
  ofLogs: object;
  ofStates: object;
}

/** @returns what topics are like where nothing else is configured */
async function topicDefaults(): Promise<TopicDefaults> {
  const { BaseConfig } = await loadBuilt('libs/service-kit/src/start/config.js');
  const { Topics } = await loadBuilt('libs/messaging/src/topics/topics.js');
  const { logSettings, stateSettings } = await loadBuilt('libs/messaging/src/topics/topic-settings.js');
  const { TOPIC_PREFIX, TOPIC_PARTITIONS, TOPIC_REPLICATION_FACTOR, TOPIC_RETENTION_DAYS } = new BaseConfig();
  return {
    names: new Topics(TOPIC_PREFIX),
    partitions: TOPIC_PARTITIONS,
    replicas: TOPIC_REPLICATION_FACTOR,
    ofLogs: asDescribed(logSettings({ retentionDays: TOPIC_RETENTION_DAYS })),
    ofStates: asDescribed(stateSettings),
  };
}

/** What AsyncAPI describes of the settings of a topic. */
function asDescribed(settings: Record<string, string>): object {
  const numbers = ['retention.ms', 'delete.retention.ms'].filter((name) => settings[name]);
  return {
    'cleanup.policy': [settings['cleanup.policy']],
    ...Object.fromEntries(numbers.map((name) => [name, Number(settings[name])])),
  };
}

/** @returns the contracts of all services, one file each, by their types */
async function loadContracts(): Promise<Contract[]> {
  const files = (await readdir(CONTRACTS, { recursive: true })).filter((file) => /\.v\d+\.js$/.test(file)).sort();
  const contracts = await Promise.all(
    files.map(async (file) => {
      const comments = commentsIn(join('libs', 'contracts', 'src', file.replace(/js$/, 'ts')));
      const module = (await import(pathToFileURL(join(CONTRACTS, file)).href)) as object;
      return Object.values(module)
        .filter((value): value is Contract => typeof value === 'object' && 'payload' in value)
        .map((contract) => ({ ...contract, summary: comments.get(contract.payload.name) ?? '' }));
    }),
  );
  return Promise.all(
    contracts.flat().map(async (contract) => {
      const samples = await readFile(join(SAMPLES, `${contract.name}.v${contract.version}.json`), 'utf8').catch(
        () => '[]',
      );
      return { ...contract, samples: JSON.parse(samples) };
    }),
  );
}

async function schemasOf(payloads: Type[]): Promise<Record<string, Schema>> {
  class Empty {}
  Module({})(Empty);
  const { FastifyAdapter } = await import('@nestjs/platform-fastify');
  const app = await NestFactory.create(Empty, new FastifyAdapter(), { logger: false });
  const document = SwaggerModule.createDocument(app, new DocumentBuilder().build(), { extraModels: payloads });
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  for (const [name, schema] of Object.entries(schemas)) assertWhole(name, schema);
  return Object.fromEntries(
    Object.entries(schemas)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, schema]) => [
        name,
        withLaterFields(
          schema,
          payloads.find((payload) => payload.name === name),
        ),
      ]),
  );
}

/** The compiler's plugin describes the classes of some files alone, and says nothing of the others. */
function assertWhole(name: string, { properties = {} }: Schema): void {
  const storage = getMetadataStorage();
  const { validationMetadatas } = storage as unknown as { validationMetadatas: Map<Type, unknown> };
  const type = [...validationMetadatas.keys()].find((one) => one.name === name);
  const checks = type ? storage.getTargetValidationMetadatas(type, '', true, false) : [];
  const lacking = checks.map(({ propertyName }) => propertyName).find((property) => !(property in properties));
  if (lacking)
    throw new Error(`The schema of ${name} lacks ${lacking}: name the file of the class that has it <name>.v1.ts.`);
}

/**
 * A field that came later than its message has a default, or is checked only where it is there: the messages of before, which
 * topics keep, do not have it.
 * @param payload the class that it describes
 */
function withLaterFields({ required = [], ...schema }: Schema, payload?: Type) {
  const checks = payload ? getMetadataStorage().getTargetValidationMetadatas(payload, '', true, false) : [];
  const conditional = checks.filter(({ type }) => type === 'conditionalValidation').map((each) => each.propertyName);
  const always = required.filter(
    (name) => schema.properties?.[name]?.default === undefined && !conditional.includes(name),
  );
  return { ...schema, ...(always.length > 0 && { required: always }) };
}

function ofKind(contracts: Contract[], kind: Contract['kind']): Contract[] {
  return contracts.filter((contract) => contract.kind === kind);
}

/** @returns the services that own them */
function owners(contracts: Contract[]): string[] {
  return [...new Set(contracts.map(({ service }) => service))];
}

function messagesOf(service: string, contracts: Contract[]) {
  return contracts.filter((contract) => contract.service === service).map(({ type }) => type);
}

function channel(
  title: string,
  topic: string,
  { partitions, replicas, ofLogs }: TopicDefaults,
  types: string[],
  topicConfiguration: object = ofLogs,
) {
  return {
    address: topic,
    title,
    messages: Object.fromEntries(types.map((type) => [type, { $ref: `#/components/messages/${type}` }])),
    bindings: kafka({ topic, partitions, replicas, topicConfiguration }),
  };
}

function kafka<Binding extends object>(binding: Binding) {
  return { kafka: { ...binding, bindingVersion: '0.5.0' } };
}

function operation(action: 'send' | 'receive', name: string) {
  return { action, channel: { $ref: `#/channels/${name}` } };
}

/** @param contracts all of them: several services publish some types */
function message(contract: Contract, contracts: Contract[]) {
  const { type, name, payload, summary, samples, kind } = contract;
  const keys = {
    event: 'As `ce_subject`.',
    state: `\`${contract.key}\`. A message of the key without a value: there is none any more.`,
    command: 'The id of what it is about, such as the customer.',
  };
  const key = { type: 'string', description: keys[kind] };
  return {
    name: type,
    title: name,
    summary,
    headers: headersOf(contract, owners(contracts.filter(({ type: other }) => other === type))),
    payload: { $ref: `#/components/schemas/${payload.name}` },
    examples: samples.map((sample) => ({ payload: sample })),
    bindings: kafka({ key }),
  };
}

async function assertValid(document: object) {
  const faults = (await new Parser().validate(JSON.stringify(document))).filter(
    ({ severity }) => Number(severity) === 0,
  );
  if (faults.length > 0)
    throw new Error(`The AsyncAPI document is not valid: ${faults.map((fault) => fault.message).join('; ')}`);
}
