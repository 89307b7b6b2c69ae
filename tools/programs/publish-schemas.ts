// `npm run schemas:publish`: gives the schemas of all messages to a schema registry; again, it adds what has changed since.
import { parseArgs } from 'node:util';
import { findSession } from '../kafka/bulk/connection.ts';
import { Failure, runProgram } from '../process/program.ts';
import { publishedSchemas } from '../kafka/registry/published-schemas.ts';
import { SchemaRegistry } from '../kafka/registry/schema-registry.ts';

const USAGE = `Usage: npm run schemas:publish -- [--registry <URL of Apicurio's API>] [--platform <URL>] [--group <of artifacts>]
REGISTRY_URL and PUBLIC_URL say the same; REGISTRY_TOKEN is an access token for a registry that asks for one.`;

await runProgram(async () => {
  const { registry, platform, group } = readOptions();
  const target = new SchemaRegistry(registry, group, process.env.REGISTRY_TOKEN);
  await target.assertThere();
  const schemas = await publishedSchemas(platform);
  let added = 0;
  for (const schema of schemas) {
    const { version, isNew } = await target.publish(schema);
    if (isNew) console.log(`${schema.id}, version ${version}`);
    if (isNew) added += 1;
  }
  console.log(`${schemas.length} artifacts in the group ${group}, ${added} of them new or changed.`);
  return 0;
});

function readOptions(): { registry: string; platform: string; group: string } {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({ options: { registry: text, platform: text, group: text } });
    const { REGISTRY_URL, PUBLIC_URL, TOPIC_PREFIX } = process.env;
    const session = findSession();
    return {
      registry: values.registry ?? REGISTRY_URL ?? 'http://localhost:8081/apis/registry/v3',
      platform: values.platform ?? PUBLIC_URL ?? session.gatewayUrl ?? 'http://localhost:3000',
      group: values.group ?? TOPIC_PREFIX ?? session.topicPrefix ?? 'twotier',
    };
  } catch {
    throw new Failure(USAGE);
  }
}
