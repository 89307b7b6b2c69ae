import { COLUMNS, type Row } from './columns.ts';
import { type PartnerApi } from './partner-api.ts';

/** Customers that are asked about at the same time. */
const AT_ONCE = 8;

interface ListedCustomer {
  id: string;
  relationshipToPartner: string;
}

interface Customer {
  id: string;
  associatedPartnerId?: string;
  companyProfile: { domain: string; organizationRegistrationNumber?: string };
  billingProfile: { email: string; culture: string; language: string; companyName: string } & Named & {
      defaultAddress: Row & Named;
    };
}

interface Named {
  firstName?: string;
  lastName?: string;
}

type Subscription = Record<string, string | number | boolean | undefined>;

/** What can be exported: the columns, and the rows of one customer. */
export interface Export {
  columns: readonly string[];
  rowsOf: (api: PartnerApi, customerId: string) => Promise<Row[]>;
}

const SUBSCRIPTION_COLUMNS = [
  'customerId',
  'id',
  'offerId',
  'friendlyName',
  'quantity',
  'status',
  'billingCycle',
  'termDuration',
  'autoRenewEnabled',
  'creationDate',
  'commitmentEndDate',
  'orderId',
  'parentSubscriptionId',
  'partnerId',
];

export const EXPORTS = {
  customers: {
    columns: COLUMNS,
    rowsOf: async (api, customerId) => {
      const customer = await api.get<Customer>(`/v1/customers/${customerId}`);
      return customer?.billingProfile ? [toRow(customer)] : [];
    },
  },
  subscriptions: {
    columns: SUBSCRIPTION_COLUMNS,
    rowsOf: async (api, customerId) => {
      const page = await api.get<{ items: Subscription[] }>(`/v1/customers/${customerId}/subscriptions`);
      return (page?.items ?? []).map((subscription) => textsOf({ customerId, ...subscription }));
    },
  },
} as const satisfies Record<string, Export>;

/** The rows of all customers with whom the partner has a reseller relationship, in the order of their ids. */
export async function* exportedRows(api: PartnerApi, { rowsOf }: Export): AsyncGenerator<Row> {
  for await (const items of api.list<ListedCustomer>('/v1/customers?size=500')) {
    const ids = items.filter(({ relationshipToPartner }) => relationshipToPartner === 'reseller').map(({ id }) => id);
    while (ids.length > 0) {
      const rows = await Promise.all(ids.splice(0, AT_ONCE).map((id) => rowsOf(api, id)));
      yield* rows.flat();
    }
  }
}

/** The row that an import on another platform makes the same customer of. */
function toRow({ id, companyProfile, billingProfile, associatedPartnerId }: Customer): Row {
  const { defaultAddress, firstName, lastName, ...billing } = billingProfile;
  return textsOf({
    externalId: id,
    domain: companyProfile.domain,
    organizationRegistrationNumber: companyProfile.organizationRegistrationNumber,
    ...billing,
    contactFirstName: firstName,
    contactLastName: lastName,
    ...defaultAddress,
    associatedPartnerId,
  });
}

function textsOf(values: Record<string, unknown>): Row {
  const texts = Object.entries(values).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return Object.fromEntries(texts.map(([name, value]) => [name, String(value)]));
}
