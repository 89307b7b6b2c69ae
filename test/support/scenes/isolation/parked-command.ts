import { randomUUID } from 'node:crypto';
import { type ApiClient } from '../../clients/api-client.js';
import { CommandSender } from '../../clients/command-sender.js';
import { eventually } from '../../eventually.js';
import { type TestPlatform } from '../../platform/test-platform.js';
import { type Page } from '../../wire/body.js';

/** Of two commands that nobody can read: the id of the first dead letter. */
export async function parkedCommand({ kafkaBrokers, prefix }: TestPlatform, operator: ApiClient): Promise<string> {
  const sender = await CommandSender.open(kafkaBrokers, `${prefix}.customers.commands`, '/isolation');
  const commands = [sender.relationshipWith(randomUUID()), sender.relationshipWith(randomUUID())];
  await sender.send(...commands.map((command) => ({ ...command, headers: { ce_type: undefined } })));
  await sender.close();
  return eventually('the dead letters', async () => {
    const path = '/v1/operator/deadletters?status=waiting';
    const { items } = (await operator.get<Page<{ id: string; key?: string }>>(path)).body;
    const found = commands.map(({ subject }) => items.find(({ key }) => key === subject)?.id);
    return found.every(Boolean) && found[0];
  });
}
