import { type FastifyInstance } from 'fastify';
import { type GatewayConfig } from '../gateway.config.js';
import { withTopics, writtenDocument } from './document.js';
import { publishFile, type PublishedFile } from './published-file.js';
import { readerHeaders } from './reader/frame.js';
import { renderMessage, renderOverview } from './reader/pages.js';
import { indexOf, schemaOf } from './schemas.js';

const json = { 'content-type': 'application/json; charset=utf-8' };
const jsonSchema = { 'content-type': 'application/schema+json; charset=utf-8' };

/** Publishes what the platform tells and takes on Kafka: for programs the AsyncAPI document and the schemas, for people their reader. */
export function publishMessages(fastify: FastifyInstance, config: GatewayConfig): void {
  for (const file of filesOf(config)) publishFile(fastify, file);
}

function filesOf(config: GatewayConfig): PublishedFile[] {
  const { PUBLIC_URL } = config;
  const document = withTopics(writtenDocument, config);
  const types = Object.keys(document.components.messages);
  return [
    { path: '/asyncapi.json', headers: json, text: JSON.stringify(document) },
    { path: '/schemas', headers: json, text: JSON.stringify(indexOf(document, PUBLIC_URL)) },
    ...types.map((type) => {
      const text = JSON.stringify(schemaOf(document, type, PUBLIC_URL));
      return { path: `/schemas/${type}.json`, headers: jsonSchema, text };
    }),
    { path: '/events', headers: readerHeaders, text: renderOverview(document) },
    ...types.map((type) => ({
      path: `/events/${type}`,
      headers: readerHeaders,
      text: renderMessage(document, type, PUBLIC_URL),
    })),
  ];
}
