import { differencesBetween } from '#lib/partner-api/testing';
import { AttestAgreementV1 } from '#contracts/agreements/attest-agreement.v1';
import { AttestAgreementRequest } from './agreement/agreement.dto.js';

it('[A3] a command has what the request has, but for what clients of Partner Center send again, and spellings of dates', () =>
  expect(differencesBetween(AttestAgreementV1, AttestAgreementRequest)).toEqual([
    'agreementLink: in the request alone',
    'customerId: in the command alone',
    'dateAgreed: required isText({max:50}) | required isPartnerDate({maxLength:50})',
    'userId: in the request alone',
  ]));
