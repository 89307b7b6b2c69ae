import { Logger } from '@nestjs/common';
import { runInContext } from '#lib/messaging';
import { JsonLogger } from './logging.js';

type Line = Record<string, unknown>;

/** The lines that `work` writes to standard output. */
function linesOf(work: (logger: JsonLogger) => void, level = 'trace'): Line[] {
  let written = '';
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  try {
    work(new JsonLogger('customers', level));
  } finally {
    stdout.mockRestore();
  }
  const lines = written.split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Line);
}

it('[logging] writes one JSON line each, with time, level, service and context', () => {
  const [line] = linesOf((logger) => logger.log('started', 'Bootstrap'));
  expect(line).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    service: 'customers',
    context: 'Bootstrap',
    msg: 'started',
  });
});

it('[logging] writes the fields that our own code logs, through Nest’s logger', () => {
  const [line] = linesOf((logger) => {
    Logger.overrideLogger(logger);
    new Logger('http').warn({ route: '/v1/customers', status: '500' }, 'request');
    Logger.overrideLogger(false);
  });
  expect(line).toMatchObject({ level: 'warn', context: 'http', route: '/v1/customers', status: '500', msg: 'request' });
});

it('[logging] writes errors with their stack, as fields as well as in Nest’s own way', () => {
  const lines = linesOf((logger) => {
    logger.error({ err: new Error('no database') }, 'failed', 'Sweep');
    logger.error(new Error('no broker'), 'Relay');
    logger.error('no luck', 'Error: no luck\n    at here', 'Nest');
  });
  expect(lines).toMatchObject([
    { level: 'error', context: 'Sweep', msg: 'failed', err: { message: 'no database' } },
    { context: 'Relay', err: { message: 'no broker', stack: expect.stringContaining('logging.spec') as string } },
    { context: 'Nest', msg: 'no luck', stack: 'Error: no luck\n    at here' },
  ]);
});

it.each([
  ['fatal', ['fatal']],
  ['warn', ['fatal', 'error', 'warn']],
  ['debug', ['fatal', 'error', 'warn', 'info', 'debug']],
])('[logging] at the level %s writes %j', (level, written) => {
  const lines = linesOf((logger) => {
    for (const name of ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const) logger[name]('text', 'Context');
  }, level);
  expect(lines.map((line) => line['level'])).toEqual(written);
});

it('[logging] keeps what Nest tells at each start for those who look into a problem', () => {
  const lines = linesOf((logger) => {
    logger.log('Mapped {/v1/customers, GET} route', 'RouterExplorer');
    logger.log('started', 'Bootstrap');
    logger.error('no route', undefined, 'RouterExplorer');
  });
  expect(lines.map((line) => line['level'])).toEqual(['debug', 'info', 'error']);
});

it('[logging] gives each line the ids of the work that it belongs to', () => {
  const lines = linesOf((logger) => {
    runInContext({ correlationId: 'c-1', causationId: 'e-1', actor: 'tenant/user' }, () => logger.log('in', 'X'));
    logger.log('out', 'X');
  });
  expect(lines[0]).toMatchObject({ correlationId: 'c-1', causationId: 'e-1', actor: 'tenant/user' });
  expect(lines[1]).not.toHaveProperty('correlationId');
});

it.each(['authorization', 'password', 'token', 'accessToken', 'privateJwk', 'nonce', 'cookie', 'uri'])(
  '[ruling 7] never writes a %s, at the top or in what is logged with it',
  (name) => {
    const secret = { [name]: 'hunter2' };
    const [line] = linesOf((logger) =>
      logger.log({ ...secret, headers: secret, request: { body: secret } }, 'sent', 'X'),
    );
    expect(JSON.stringify(line)).not.toContain('hunter2');
    expect(line).toMatchObject({ [name]: '[redacted]', headers: { [name]: '[redacted]' }, msg: 'sent' });
  },
);
