import { randomBytes } from 'node:crypto';
import { openSession } from './session.ts';
import { Stage } from './stage.ts';
import { type SessionUser } from '../platform/demo-data.ts';

const ESTABLISHED = 'io.twotier.partnership.established.v1';

export interface Pair {
  provider: SessionUser;
  reseller: SessionUser;
}

/** A provider and a reseller part, and come together again: invitation, consent, shared customers, the end. */
export async function playPartnership(): Promise<void> {
  const stage = new Stage(await openSession());
  const pair = { provider: stage.userOf('indirect-provider'), reseller: stage.userOf('indirect-reseller') };
  await stage.open(`${pair.provider.name} is an indirect provider, ${pair.reseller.name} an indirect reseller.`);
  try {
    await findProvider(stage);
    await part(stage, pair);
    const token = await invite(stage, pair);
    await authorise(stage, pair, token);
    await share(stage, pair);
    await administer(stage, pair);
    await stage.allEvents();
  } finally {
    await stage.close();
  }
}

async function findProvider(stage: Stage) {
  await stage.ask(stage.request('GET', '/v1/providers?region=united-states&name=broadway'), {
    title: 'Look for a provider',
    why: 'Anybody can. Resellers work with the providers of their own region.',
    status: 200,
  });
}

/** The demo data has made them partners. */
async function part(stage: Stage, { provider, reseller }: Pair) {
  const path = `/v1/partnerships/${provider.tenantId}`;
  await stage.ask(stage.request('DELETE', `${path}?reason=For%20the%20demo`, { token: reseller.token }), {
    title: 'The reseller ends the partnership',
    why: 'Either side can. Both see who ended it, and why.',
    status: 204,
  });
  stage.expectEvent('io.twotier.partnership.ended.v1', reseller.tenantId);
  const body = { ...newCustomer(), associatedPartnerId: reseller.tenantId };
  await stage.ask(stage.request('POST', '/v1/customers', { token: provider.token, body }), {
    title: 'The provider creates a customer for the reseller',
    why: 'Refused: after the end, nothing new begins together.',
    status: 403,
    code: 900149,
  });
}

/** The link's token. */
async function invite(stage: Stage, { provider, reseller }: Pair): Promise<string> {
  const invitation = await stage.ask(
    stage.request('POST', '/v1/partnershipinvitations', { token: provider.token, body: {} }),
    {
      title: 'The provider invites',
      why: 'It gets a link that works once, and the draft of a mail: the text may be changed, the link must stay.',
      status: 201,
    },
  );
  stage.expectEvent('io.twotier.partnership-invitation.created.v1', invitation.id);
  const email = `ana${randomBytes(4).toString('hex')}@alder.example`;
  const mails = `/v1/partnershipinvitations/${invitation.id}/mails`;
  await stage.ask(stage.request('POST', mails, { token: provider.token, body: { email, name: 'Ana Silva' } }), {
    title: 'The provider has it mailed',
    why: 'Or it sends the mail itself. The address is not part of any event.',
    status: 202,
  });
  stage.expectEvent('io.twotier.partnership-invitation.mail-requested.v1', invitation.id);
  await stage.mail(email, 'asks to be your indirect provider');
  await stage.ask(stage.request('GET', accepting(invitation.token), { token: reseller.token }), {
    title: 'The reseller opens the link',
    why: 'A Global admin sees who asks, and what the consent allows. Looking changes nothing.',
    status: 200,
  });
  return invitation.token;
}

async function authorise(stage: Stage, { provider, reseller }: Pair, token: string) {
  const accept = (user: SessionUser, body: object) =>
    stage.request('POST', `${accepting(token)}/accept`, { token: user.token, body });
  await stage.ask(accept(reseller, {}), {
    title: 'Authorise without ticking the consent',
    why: 'Refused.',
    status: 400,
    code: 2000,
  });
  await stage.ask(accept(provider, { consent: true }), {
    title: 'The provider authorises itself',
    why: 'Refused: it is its own invitation.',
    status: 403,
    code: 2032,
  });
  const partnership = await stage.ask(accept(reseller, { consent: true }), {
    title: 'Authorise the indirect provider',
    why: 'The partnership is active, and the provider has administrator access to the work account.',
    status: 200,
  });
  stage.expectEvent(ESTABLISHED, reseller.tenantId);
  await stage.ask(accept(reseller, { consent: true }), {
    title: 'Once more',
    why: 'The link is used up. The company that used it gets the same answer.',
    status: 200,
    sameAs: partnership,
  });
}

async function share(stage: Stage, { provider, reseller }: Pair) {
  const lists = [
    ['The provider lists its resellers', provider, 'IsIndirectCloudSolutionProviderOf'],
    ['The reseller lists its providers', reseller, 'is_indirect_reseller_of'],
  ] as const;
  for (const [title, { token }, type] of lists) {
    await stage.ask(stage.request('GET', `/v1/relationships?relationship_type=${type}`, { token }), {
      title,
      why: "In the spelling of Microsoft's SDK for .NET, or of the one for Java.",
      status: 200,
    });
  }
  const body = { ...newCustomer(), associatedPartnerId: reseller.tenantId };
  const customer = await stage.ask(stage.request('POST', '/v1/customers', { token: provider.token, body }), {
    title: 'The provider creates a customer for the reseller',
    why: 'One write gives both of them a reseller relationship.',
    status: 201,
  });
  stage.expectEvent('io.twotier.customer.created.v1', customer.id);
  const shared = `/v1/partnerships/${provider.tenantId}/customers?size=5`;
  await stage.ask(stage.request('GET', shared, { token: reseller.token }), {
    title: 'The reseller views the customers that they share',
    why: "A provider's other customers are not among them.",
    status: 200,
  });
}

async function administer(stage: Stage, { provider, reseller }: Pair) {
  const users = `/v1/users?tenantId=${reseller.tenantId}&size=2`;
  await stage.ask(stage.request('GET', users, { token: provider.token }), {
    title: "The provider's Admin agent looks at the reseller's users",
    why: 'The reseller agreed to this by its consent.',
    status: 200,
  });
  await stage.ask(
    stage.request('DELETE', `/v1/partnerships/${provider.tenantId}/adminaccess`, { token: reseller.token }),
    {
      title: 'The reseller takes the administrator access away',
      why: 'The partnership stays.',
      status: 204,
    },
  );
  stage.expectEvent('io.twotier.partnership.admin-access-removed.v1', reseller.tenantId);
  await stage.ask(stage.request('GET', users, { token: provider.token }), {
    title: 'The Admin agent looks again',
    why: 'Refused from this moment on.',
    status: 403,
    code: 2032,
  });
}

function accepting(token: string) {
  return `/v1/partnershipinvitations/by-token/${token}`;
}

function newCustomer() {
  const name = `Elm Books ${randomBytes(2).toString('hex')}`;
  const address = { addressLine1: '3 Quay', city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' };
  return {
    companyProfile: { domain: `elm${randomBytes(4).toString('hex')}.onmicrosoft.com` },
    billingProfile: {
      email: 'mia@elmbooks.example',
      culture: 'en-US',
      language: 'en',
      companyName: name,
      defaultAddress: { ...address, firstName: 'Mia', lastName: 'Roth' },
    },
  };
}
