import { type ApiAnswer } from '../../support/clients/api-client.js';
import { TestPlatform, type PartnerOptions, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Agreement } from '../../support/wire/resources.js';

export const path = '/v1/partneragreement';

/** A partner that has not signed the partner agreement. */
export function unsigned(options: PartnerOptions = {}, partnerType = 'indirect-reseller'): Promise<TestOrganisation> {
  return TestPlatform.shared().partner(partnerType, { ...options, signed: false });
}

export function sign(partner: TestOrganisation): Promise<ApiAnswer<Agreement>> {
  return partner.user('GlobalAdmin').send('POST', `${path}/signature`);
}
