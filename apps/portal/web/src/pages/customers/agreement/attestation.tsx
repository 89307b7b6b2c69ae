import { useLingui } from '@lingui/react/macro';
import * as z from 'zod/mini';
import { type Intent } from '../../../api/action';
import { answered } from '../../../api/answers';
import { agreementAttest, agreementMetadataList } from '../../../api/generated/sdk.gen';
import { Problem } from '../../../api/problem';
import { useRules } from '../../../components/form/fields';

/** Who accepted the Microsoft Customer Agreement for the customer, and on which day. */
export interface Attestation {
  firstName: string;
  lastName: string;
  email: string;
  phoneNumber?: string | undefined;
  /** `2026-01-31`. */
  dateAgreed: string;
}

export function useAgreedOn(): z.ZodMiniString<string> {
  const { t } = useLingui();
  return useRules().text.check(z.refine((day) => day <= today(), t`The date cannot be in the future.`));
}

/** Attests it in the version that is in force. */
export async function attest(
  customerId: string,
  { dateAgreed, phoneNumber, ...contact }: Attestation,
  headers: Intent,
): Promise<unknown> {
  const { items } = await answered(agreementMetadataList({ query: { agreementType: 'MicrosoftCustomerAgreement' } }));
  const [template] = items;
  if (!template) throw new Problem('', 503);
  const primaryContact = { ...contact, ...(phoneNumber && { phoneNumber }) };
  const body = { primaryContact, dateAgreed, templateId: template.templateId };
  return answered(agreementAttest({ path: { customerId }, headers, body }));
}

/** As the field for a date has it. */
export function today(): string {
  const now = new Date(performance.timeOrigin + performance.now());
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
