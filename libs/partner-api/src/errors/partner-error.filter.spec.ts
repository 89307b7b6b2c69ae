import { BadRequestException, Logger, NotFoundException, type ArgumentsHost } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { happened, nothingHappened, reject } from '#lib/decision';
import { accepted, PartnerError } from './partner-error.js';
import { PartnerErrorFilter } from './partner-error.filter.js';

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** What the client is answered when `thrown` is thrown. */
function answerTo(thrown: unknown): Answer {
  const answer: Answer = { status: 0, headers: {}, body: {} };
  const reply = {
    header: (name: string, value: string) => void (answer.headers[name] = value),
    status: (status: number) => ({ send: (body: object) => Object.assign(answer, { status, body }) }),
  };
  new PartnerErrorFilter().catch(thrown, { switchToHttp: () => ({ getResponse: () => reply }) } as ArgumentsHost);
  return answer;
}

const failure = (name: string, message = 'at mongodb://root:hunter2@db:27017'): Error =>
  Object.assign(new Error(message), { name });
const httpFailure = (statusCode: number): Error =>
  Object.assign(new Error('FST_ERR of /secret-path'), { statusCode, name: 'FastifyError' });

beforeAll(() => void Logger.overrideLogger(false));

it('[api 0.5] answers the source and the data of a refusal that has its own', () => {
  const details = { source: 'ComplianceController', data: ['https://help.example'] };
  const { body } = answerTo(new PartnerError(faults.partnerNotNamed, 'text', undefined, details));
  expect(body).toMatchObject({ code: 2001, ...details });
});

it('[api 0.5] answers a refusal in the shape that all SDKs read', () => {
  const text = 'The partner id 1 has no commerce relationship with the customer id 2.';
  expect(answerTo(new PartnerError(faults.noRelationship, text))).toEqual({
    status: 403,
    headers: {},
    body: {
      code: 20002,
      message: text,
      description: text,
      data: [],
      source: 'PartnerFD',
      isRetryable: false,
      parameters: {},
      errorMessageExtended: 'InternalErrorCode=20002',
    },
  });
});

it('[api 0.5] names the kind of a refusal where Partner Center has a name for it', () => {
  const text = 'A partner confirmed agreement already exists for the customer.';
  const errorName = 'PartnerConfirmedAgreementAlreadyExists';
  expect(answerTo(new PartnerError(faults.agreementAlreadyConfirmed, text))).toMatchObject({
    status: 409,
    body: { code: 600061, errorName, message: text, description: text },
  });
  expect(answerTo(new PartnerError(faults.noRelationship, text)).body).not.toHaveProperty('errorName');
});

it('[api 0.5] cuts a description to the 1,024 characters that are allowed', () =>
  expect(answerTo(new PartnerError(faults.invalidArgument, 'x'.repeat(2_000))).body).toMatchObject({
    description: 'x'.repeat(1_024),
    message: 'x'.repeat(1_024),
  }));

it('[api 0.5] a 401 says how to authenticate', () =>
  expect(answerTo(new PartnerError(faults.accessDenied, 'Access denied.'))).toMatchObject({
    status: 401,
    headers: { 'WWW-Authenticate': expect.stringMatching(/^OAuth realm=urn:cpsvc:cpid/) as string },
    body: { code: 400 },
  }));

it('[api 0.5] answers a throttled request in the shape that Partner Center has for it', () => {
  const message = 'Rate limit is exceeded. Try again in 57 seconds.';
  expect(answerTo({ statusCode: 429, message, ttl: 57_000 })).toMatchObject({
    status: 429,
    body: { statusCode: 429, message },
  });
});

it('[ruling 9] a 503 may be retried, and says when', () =>
  expect(answerTo(new PartnerError(faults.unavailable, 'Try again.', 2))).toMatchObject({
    status: 503,
    headers: { 'Retry-After': '2' },
    body: { isRetryable: true },
  }));

it.each([
  ['an unknown path', new NotFoundException('Cannot GET /secret-path'), 404, 1000],
  ['a method that the path does not take', httpFailure(405), 405, 2000],
  ['a body that is too large', httpFailure(413), 413, 2000],
  ['a body of another type', httpFailure(415), 415, 2000],
  ['a body that is no JSON', new BadRequestException('Unexpected token in /secret-path'), 400, 2000],
  ['a body whose length is wrong', httpFailure(400), 400, 2000],
])('[api 0.5] answers %s in words of its own', (_, thrown, status, code) => {
  const answer = answerTo(thrown);
  expect(answer).toMatchObject({ status, body: { code, isRetryable: false } });
  expect(JSON.stringify(answer)).not.toContain('secret-path');
});

it.each([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoNotConnectedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
])('[ruling 9] answers %s as 503 with Retry-After, without a word of the database’s', (name) => {
  const answer = answerTo(failure(name));
  expect(answer).toMatchObject({ status: 503, headers: { 'Retry-After': '5' }, body: { isRetryable: true } });
  expect(JSON.stringify(answer)).not.toMatch(/hunter2|Mongo/);
});

it.each([
  ['an error', failure('TypeError')],
  ['an error of the database itself', failure('MongoServerError')],
  ['a text', 'mongodb://root:hunter2@db:27017'],
  ['nothing', undefined],
  ['null', null],
])('[api 0.5] answers 500 when %s was thrown, and tells nobody what it was', (_, thrown) => {
  const answer = answerTo(thrown);
  expect(answer).toMatchObject({ status: 500, headers: {}, body: { code: 800003, isRetryable: false } });
  expect(JSON.stringify(answer)).not.toMatch(/hunter2|Mongo|TypeError|stack/);
});

it('[api 0.5] throws a rejected decision on to the caller, and hands every other on', () => {
  expect(() => accepted(reject(faults.conflict, 'Taken.'))).toThrow(new PartnerError(faults.conflict, 'Taken.'));
  expect(accepted(nothingHappened)).toBe(nothingHappened);
  expect(accepted(happened('state', 'event'))).toEqual({ outcome: 'happened', state: 'state', events: ['event'] });
});
