import { randomBytes } from 'node:crypto';
import { openSession } from './session.ts';
import { Stage } from './stage.ts';

/** A partner's customer comes to be, agrees, and is ordered for: with requests as Microsoft's SDK for Java sends them. */
export async function playCustomer(): Promise<void> {
  const stage = new Stage(await openSession());
  const { name, roles } = stage.userOf('direct-bill');
  const who = `${name} (${roles.join(', ')}), a direct-bill partner`;
  await stage.open(`Requests are as Microsoft's SDK for Java 1.15.4 sends them, as ${who}.`);
  try {
    await createCustomer(stage);
    await orderOnceAgreed(stage);
    await pageThroughCustomers(stage);
    await stage.allEvents();
  } finally {
    await stage.close();
  }
}

async function createCustomer(stage: Stage) {
  await stage.ask(stage.recorded('01-list-customers'), {
    title: 'List the customers',
    why: "A partner sees its own, and nobody else's.",
    status: 200,
  });

  stage.domain = `contoso${randomBytes(4).toString('hex')}.onmicrosoft.com`;
  const creation = stage.recorded('02-create-customer');
  const created = await stage.ask(creation, {
    title: 'Create a customer',
    why: 'It gets a tenant of its own, and an admin user with a one-time password, which no other answer holds.',
    status: 201,
  });
  stage.expectEvent('io.twotier.customer.created.v1', created.id);

  await stage.ask(creation, {
    title: 'Create it once more',
    why: 'The SDK repeats a request whose answer was lost, with the same MS-RequestId. Nothing is done twice.',
    status: 201,
    sameAs: created,
  });

  stage.customerId = created.id;
  await stage.ask(stage.recorded('03-get-customer'), {
    title: 'Get the customer',
    why: 'Everything that was sent, without the password.',
    status: 200,
  });
}

async function orderOnceAgreed(stage: Stage) {
  await stage.ask(stage.recorded('06-order'), {
    title: 'Order for the customer',
    why: 'Refused: nobody has confirmed that the customer accepted the Microsoft Customer Agreement.',
    status: 403,
    code: 13605,
  });
  await stage.ask(stage.recorded('05-agreement-metadata'), {
    title: 'Ask which agreement is in force',
    why: 'Its template id goes into the confirmation.',
    status: 200,
  });
  await stage.ask(stage.recorded('07-attest-agreement'), {
    title: 'Confirm that the customer accepted it',
    why: 'The partner says who accepted, and when.',
    status: 201,
  });
  stage.expectEvent('io.twotier.agreement.confirmed.v1', stage.customerId);

  const order = await stage.ask(stage.recorded('06-order'), {
    title: 'Order again',
    why: 'The very next order goes through, whether or not the event has reached the service that decides.',
    status: 201,
  });
  stage.expectEvent('io.twotier.order.placed.v1', order.id);

  await stage.ask(stage.recorded('08-get-agreements'), {
    title: 'Retrieve the confirmation',
    why: 'Contact data stays in the service that owns it: look at what its event says.',
    status: 200,
  });
}

async function pageThroughCustomers(stage: Stage) {
  const firstPage = stage.recorded('04-list-customers-page');
  const { links } = await stage.ask(firstPage, {
    title: 'List the customers page by page',
    why: 'The continuation token holds the size and the place. Pages stay stable while customers come and go.',
    status: 200,
  });
  await stage.ask(stage.following(firstPage, links.next), {
    title: 'Follow the link to the next page',
    why: 'As the SDK does, with two slashes in the path.',
    status: 200,
  });
}
