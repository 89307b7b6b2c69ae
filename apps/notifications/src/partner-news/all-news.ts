import { accountNews } from './account-news.js';
import { customerNews } from './customer-news.js';
import { partnershipNews } from './partnership-news.js';
import { platformNews } from './platform-news.js';
import { tradeNews } from './trade-news.js';
import { userNews } from './user-news.js';
import { type PartnerNews } from './news.js';

/** Every event that tells a partner something: all that are published, but for `user.purged`, after which something is forgotten. */
export const allNews: readonly PartnerNews[] = [
  ...accountNews,
  ...userNews,
  ...partnershipNews,
  ...customerNews,
  ...tradeNews,
  ...platformNews,
];
