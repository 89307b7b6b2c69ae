import { defineState } from '../../contract.js';
import { ExternalPurchaseRecordedV1 } from './external-purchase-recorded.v1.js';

/** What a customer has bought through a partner on another platform. */
export class ExternalPurchaseV1 extends ExternalPurchaseRecordedV1 {}

export const externalPurchaseState = defineState({
  name: 'external-purchase.state',
  version: 1,
  service: 'customers',
  payload: ExternalPurchaseV1,
  key: 'purchaseId',
});
