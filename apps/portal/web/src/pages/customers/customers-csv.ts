import { answered } from '../../api/answers';
import { customerList } from '../../api/generated/sdk.gen';
import { type CustomerResource } from '../../api/generated/types.gen';

const PAGE_SIZE = 500;

/** Saves all customers as a CSV file. */
export async function saveCsv(): Promise<void> {
  const lines = ['id,companyName,domain,relationshipToPartner'];
  let token: string | undefined;
  do {
    const page = await answered(
      customerList({
        query: { size: PAGE_SIZE, ...(token !== undefined && { seekOperation: 'Next' }) },
        ...(token !== undefined && { headers: { 'MS-ContinuationToken': token } }),
      }),
    );
    lines.push(...page.items.map(lineOf));
    token = page.continuationToken;
  } while (token !== undefined);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv' }));
  link.download = 'customers.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}

function lineOf({ id, companyProfile: { companyName, domain }, relationshipToPartner }: CustomerResource): string {
  return [id, companyName, domain, relationshipToPartner].map(cellOf).join(',');
}

/** A spreadsheet would take some beginnings for a formula. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
