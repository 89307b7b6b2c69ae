import { differencesBetween } from '#lib/partner-api/testing';
import { AssociateMpnV1 } from '#contracts/enrollment/commands/associate-mpn.v1';
import { GiveLegalProfileV1 } from '#contracts/enrollment/commands/give-legal-profile.v1';
import { GivePrimaryContactV1 } from '#contracts/enrollment/commands/give-primary-contact.v1';
import { GiveSupportContactV1 } from '#contracts/enrollment/commands/give-support-contact.v1';
import { StartEnrollmentV1 } from '#contracts/enrollment/commands/start-enrollment.v1';
import { LegalProfileDto, PrimaryContactDto, SupportContactDto } from './company/company.dto.js';
import { AssociateMpnRequest, StartEnrollmentRequest } from './enrollment/enrollment.dto.js';

it('[E8] a company that enrols over HTTP has its first Admin agent in who does it', () => {
  expect(differencesBetween(StartEnrollmentV1, StartEnrollmentRequest)).toEqual([
    'adminAgentId: in the command alone',
    'tenantId: in the command alone',
  ]);
});

it.each([
  ['E3', AssociateMpnV1, AssociateMpnRequest],
  ['E4', GiveLegalProfileV1, LegalProfileDto],
  ['E4', GivePrimaryContactV1, PrimaryContactDto],
])('[%s] a command of an enrolment has what the request has, and the company: %p', (_, payload, request) => {
  expect(differencesBetween(payload, request)).toEqual(['tenantId: in the command alone']);
});

it('[E4] a website is read by the request as well', () => {
  expect(differencesBetween(GiveSupportContactV1, SupportContactDto)).toEqual([
    'tenantId: in the command alone',
    'website: required isText({max:500}) | required isText({max:500}) isUrl({protocols:[http,https]})',
  ]);
});
