import { BookContactsRegular } from '@fluentui/react-icons/svg/book-contacts';
import { BuildingRegular } from '@fluentui/react-icons/svg/building';
import { ClipboardCheckmarkRegular } from '@fluentui/react-icons/svg/clipboard-checkmark';
import { DocumentCheckmarkRegular } from '@fluentui/react-icons/svg/document-checkmark';
import { HandshakeRegular } from '@fluentui/react-icons/svg/handshake';
import { HeartPulseRegular } from '@fluentui/react-icons/svg/heart-pulse';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { HomeRegular } from '@fluentui/react-icons/svg/home';
import { MailErrorRegular } from '@fluentui/react-icons/svg/mail-error';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import { PauseCircleRegular } from '@fluentui/react-icons/svg/pause-circle';
import { PeopleSettingsRegular } from '@fluentui/react-icons/svg/people-settings';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { SignatureRegular } from '@fluentui/react-icons/svg/signature';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { holds, type Kind, type Me } from './session';

export interface Destination {
  to:
    | '/app/home'
    | '/app/customers'
    | '/app/partnerships'
    | '/app/invitations'
    | '/app/partner-agreement'
    | '/app/enrolment'
    | '/app/providers'
    | '/app/users'
    | '/app/company'
    | '/app/applications'
    | '/app/webhooks'
    | '/app/activity'
    | '/app/operator/enrolments'
    | '/app/operator/partners'
    | '/app/operator/directory'
    | '/app/operator/hold'
    | '/app/operator/mails'
    | '/app/operator/dead-letters'
    | '/app/operator/consumers'
    | '/my/partners'
    | '/my/agreement';
  label: string;
  /** What can be done there. */
  text: string;
  icon: ReactElement;
}

/** Where somebody can go, by the role and the kind of the company; home is first. */
export function useDestinations(me: Me | undefined): Destination[] {
  const all = useAllDestinations();
  if (!me) return [];
  const isAdmin = holds(me, 'GlobalAdmin');
  const isManager = isAdmin || holds(me, 'AdminAgent');
  const customers = [
    all.customers,
    all.agreement,
    all.company,
    ...(isManager ? [all.users, all.applications, all.webhooks, all.activity] : []),
  ];
  const byKind: Record<Kind, Destination[]> = {
    'direct-bill': customers,
    'indirect-provider': [all.resellers, all.invitations, ...customers],
    'indirect-reseller': [all.providers, ...customers, all.find],
    operator: [all.enrolments, all.partners, all.directory, all.hold, all.mails, all.deadLetters, all.consumers],
    other: isAdmin ? [all.myPartners, all.myAgreement, all.enrolment, all.find] : [all.find],
  };
  return [all.home, ...byKind[me.kind]];
}

function useAllDestinations() {
  const { t } = useLingui();
  return {
    home: { to: '/app/home', label: t`Home`, text: '', icon: <HomeRegular /> },
    customers: {
      to: '/app/customers',
      label: t`Customers`,
      text: t`Add customers, ask for relationships, confirm agreements, order.`,
      icon: <PeopleTeamRegular />,
    },
    agreement: {
      to: '/app/partner-agreement',
      label: t`Partner agreement`,
      text: t`Read the Microsoft Partner Agreement, and see who signed it.`,
      icon: <SignatureRegular />,
    },
    resellers: {
      to: '/app/partnerships',
      label: t`Indirect resellers`,
      text: t`The resellers that have authorised you.`,
      icon: <HandshakeRegular />,
    },
    providers: {
      to: '/app/partnerships',
      label: t`Indirect providers`,
      text: t`The providers that you have authorised.`,
      icon: <HandshakeRegular />,
    },
    invitations: {
      to: '/app/invitations',
      label: t`Invitations`,
      text: t`Invite resellers by a link that works once.`,
      icon: <MailRegular />,
    },
    find: {
      to: '/app/providers',
      label: t`Find a provider`,
      text: t`The directory of indirect providers.`,
      icon: <BuildingRegular />,
    },
    users: {
      to: '/app/users',
      label: t`User management`,
      text: t`Add users, and say what they may do.`,
      icon: <PeopleSettingsRegular />,
    },
    company: {
      to: '/app/company',
      label: t`Company profile`,
      text: t`Legal info, identifiers, contacts, and where your company may sell.`,
      icon: <BuildingRegular />,
    },
    applications: {
      to: '/app/applications',
      label: t`API applications`,
      text: t`Programs that sign in, their secrets, and what sends commands.`,
      icon: <ClipboardCheckmarkRegular />,
    },
    webhooks: {
      to: '/app/webhooks',
      label: t`Webhooks`,
      text: t`Have your own programs told what happens.`,
      icon: <MailRegular />,
    },
    activity: {
      to: '/app/activity',
      label: t`Activity log`,
      text: t`Every change that concerns your company.`,
      icon: <HistoryRegular />,
    },
    enrolments: {
      to: '/app/operator/enrolments',
      label: t`Enrolments`,
      text: t`Review companies that want to become resellers.`,
      icon: <ClipboardCheckmarkRegular />,
    },
    partners: {
      to: '/app/operator/partners',
      label: t`Partners`,
      text: t`Onboard partners, decide on new names and addresses.`,
      icon: <BuildingRegular />,
    },
    directory: {
      to: '/app/operator/directory',
      label: t`Membership directory`,
      text: t`Import company profiles with their MPN IDs.`,
      icon: <BookContactsRegular />,
    },
    hold: {
      to: '/app/operator/hold',
      label: t`Customers on hold`,
      text: t`Say whether partners may order for a customer.`,
      icon: <PauseCircleRegular />,
    },
    mails: {
      to: '/app/operator/mails',
      label: t`Mails`,
      text: t`What was sent, what waits, and what could not be sent.`,
      icon: <MailRegular />,
    },
    deadLetters: {
      to: '/app/operator/dead-letters',
      label: t`Dead letters`,
      text: t`Messages that a service could not handle: give them again, or discard them.`,
      icon: <MailErrorRegular />,
    },
    consumers: {
      to: '/app/operator/consumers',
      label: t`Consumers`,
      text: t`Whether the services keep up with the messages, and what they wait for.`,
      icon: <HeartPulseRegular />,
    },
    enrolment: {
      to: '/app/enrolment',
      label: t`Enrol as a reseller`,
      text: t`Become an indirect reseller, and see how far the review is.`,
      icon: <ClipboardCheckmarkRegular />,
    },
    myPartners: {
      to: '/my/partners',
      label: t`Your partners`,
      text: t`Who your company buys through, and what they may do.`,
      icon: <HandshakeRegular />,
    },
    myAgreement: {
      to: '/my/agreement',
      label: t`Customer agreement`,
      text: t`Read the Microsoft Customer Agreement, and accept it.`,
      icon: <DocumentCheckmarkRegular />,
    },
  } satisfies Record<string, Destination>;
}
