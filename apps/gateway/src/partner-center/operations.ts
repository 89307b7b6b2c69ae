import data from './data/operations.json' with { type: 'json' };

/** What one of Microsoft's SDKs asks of Partner Center. */
export interface PartnerCenterOperation {
  method: string;
  /** Such as `/v1/customers/{}`: the names of parameters are of no interest. */
  path: string;
  sdks: string[];
  /** What is different here, where the operation is supported. */
  differs?: string;
}

/** All operations of the SDKs for Java (1.15.4) and .NET (3.4.0). */
export const partnerCenterOperations: readonly PartnerCenterOperation[] = data;
