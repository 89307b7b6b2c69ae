/** How a partner takes part in the CSP programme. */
export const partnerTypes = ['direct-bill', 'indirect-provider', 'indirect-reseller'] as const;
export type PartnerType = (typeof partnerTypes)[number];

/** Whether a partner may transact. Onboarded partners are active at once. */
export const partnerStatuses = ['active'] as const;
export type PartnerStatus = (typeof partnerStatuses)[number];

/** National clouds are separate: every tenant belongs to exactly one, and nothing crosses. */
export const clouds = ['Global', 'USGovernment', 'China'] as const;
export type Cloud = (typeof clouds)[number];
