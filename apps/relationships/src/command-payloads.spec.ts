import { differencesBetween } from '#lib/partner-api/testing';
import { EndPartnershipV1 } from '#contracts/relationships/commands/end-partnership.v1';
import { EndPartnershipQuery } from './partnership/partnership.dto.js';

it('[R7] a command has what the request has, and the partner', () =>
  expect(differencesBetween(EndPartnershipV1, EndPartnershipQuery)).toEqual(['partnerId: in the command alone']));
