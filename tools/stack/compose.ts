import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { outputOf, runCommand } from '../process/command.ts';
import { uninterrupted } from '../process/concurrency.ts';
import { freePort } from '../process/ports.ts';
import { ROOT } from './checkout.mjs';
import { addressOf, foreignServer, type Context, type Server, type ServerName } from './server.ts';

const COMPOSE_FILE = join(ROOT, 'docker-compose.yml');
const PORTS = { kafka: { usual: 9094, setting: 'KAFKA_PORT' }, mongo: { usual: 27017, setting: 'MONGO_PORT' } };

export async function dockerAnswers(environment: NodeJS.ProcessEnv): Promise<boolean> {
  return (await outputOf(['docker', 'version', '--format', '{{.Server.Version}}'], environment)) !== undefined;
}

export async function composeAnswers(environment: NodeJS.ProcessEnv): Promise<boolean> {
  const compose = outputOf(['docker', 'compose', 'version'], environment);
  return (await dockerAnswers(environment)) && (await compose) !== undefined;
}

/**
 * Starts one server of docker-compose.yml, which keeps it running. Each is a Compose project of its own, beside whatever
 * else runs from that file: they start at the same time, and leave each other alone.
 */
export async function startInCompose(
  service: ServerName,
  { dataDir, environment, fresh, record, signal }: Context,
): Promise<Server> {
  const { usual, setting } = PORTS[service];
  const project = `twotier-${createHash('sha256').update(dataDir).digest('hex').slice(0, 8)}-${service}`;
  const options = { name: `docker-${service}`, logFile: join(dataDir, 'logs', 'docker.log'), record };
  const compose = (args: string[], until: AbortSignal, env = environment): Promise<void> => {
    const command = ['docker', 'compose', '--project-name', project, '--file', COMPOSE_FILE, ...args];
    return runCommand(command, { ...options, environment: env, signal: until });
  };
  // That of an earlier run has its port.
  await compose(fresh ? ['down', '--volumes'] : ['down'], signal);
  const port = await freePort(Number(environment[setting] ?? usual));
  const stop = (): Promise<void> => compose(['down'], uninterrupted);
  try {
    await compose(['up', '--wait', service], signal, { ...environment, [setting]: String(port) });
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...foreignServer(service, 'compose', addressOf(service, `127.0.0.1:${port}`)), stop };
}
