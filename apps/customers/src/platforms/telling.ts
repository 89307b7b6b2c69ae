import { type Access } from '#lib/service-kit';

/** A partner's platform tells what it knows: it needs no role for that, and whether the partner may sell is looked at each time. */
export const telling: Access = { roles: [], partnerTypes: 'none', app: true };
