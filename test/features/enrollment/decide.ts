import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { type Company } from '../../support/scenes/company.js';
import { type Partner } from '../../support/wire/resources.js';

/** What the operator says of a company that enrols. */
export async function decide(
  operator: ApiClient,
  company: Company,
  decision: string,
  reasons?: string[],
): Promise<ApiAnswer<Partner>> {
  return operator.post(`/v1/operator/enrollments/${await company.enrollmentId()}/decision`, { decision, reasons });
}
