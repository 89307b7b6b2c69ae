import 'reflect-metadata';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ROOT } from '../stack/checkout.mjs';

const modules = {
  identity: 'IdentityModule',
  enrollment: 'EnrollmentModule',
  relationships: 'RelationshipsModule',
  customers: 'CustomersModule',
  agreements: 'AgreementsModule',
  notifications: 'NotificationsModule',
};

export const SERVICES = Object.keys(modules) as (keyof typeof modules)[];

/** What the modules' configuration asks for; nothing is connected to. */
const environment = {
  PORT: '1',
  OPERATOR_TENANT: '00000000-0000-4000-8000-000000000000',
  KAFKA_BROKERS: 'localhost:1',
  MONGODB_URI: 'mongodb://localhost:1',
  CREDENTIAL_SECRET_FILE: 'unused',
  LINK_SECRET_FILE: 'unused',
  KEY_SECRET_FILE: 'unused',
  MAILBOX_DIR: 'unused',
  ...Object.fromEntries(SERVICES.map((service) => [`${service.toUpperCase()}_URLS`, 'http://localhost:1'])),
};

/** The OpenAPI 3.1 document of the public API, merged as the gateway merges it. */
export async function describePublicApi(): Promise<object> {
  const { describeApi } = await loadBuilt('libs/service-kit/src/index.js');
  const { mergeDocuments } = await loadBuilt('apps/gateway/src/proxy/merge-documents.js');
  const documents = new Map();
  for (const service of SERVICES) documents.set(service, describeApi(await previewOf(service), service));
  return withSortedEnums(mergeDocuments(documents));
}

/** The service as it is put together, of which nothing has been started. */
export async function previewOf(service: keyof typeof modules): Promise<NestFastifyApplication> {
  Object.assign(process.env, environment);
  const { [modules[service]]: module } = await loadBuilt(`apps/${service}/src/${service}.module.js`);
  return NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { preview: true, logger: false });
}

/**
 * A module as it was built: what it exports is not checked here
 * @param file below dist
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function loadBuilt(file: string): Promise<Record<string, any>> {
  return import(pathToFileURL(join(ROOT, 'dist', file)).href);
}

/** The compiler orders the members of a union by what else it has read, so that a clean build may differ from another one. */
function withSortedEnums(document: object): object {
  const sorted = (key: string, value: unknown) => (key === 'enum' && Array.isArray(value) ? [...value].sort() : value);
  return JSON.parse(JSON.stringify(document, sorted));
}
