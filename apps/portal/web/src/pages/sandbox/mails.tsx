import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { useState, type ReactElement } from 'react';
import { sandbox } from '../../api/sandbox';
import { List } from '../../components/list';
import { Empty, Loading, ProblemBar } from '../../components/page/page-states';
import { Facts, Section } from '../../components/page/section';
import { useDates } from '../../components/words';
import { WithLinks } from './with-links';

const useStyles = makeStyles({
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', lineHeight: tokens.lineHeightBase400 },
  source: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontFamily: tokens.fontFamilyMonospace },
});

interface Mail {
  id: string;
  message: string;
  email: Email;
}

/** The local mailbox: mails that would be sent if there were a server for them. */
export function Mails(): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  const { data, error, refetch } = useQuery({
    queryKey: ['sandbox', 'mails'],
    queryFn: readMails,
    refetchInterval: 3_000,
  });
  const [opened, setOpened] = useState<string>();
  const mail = data?.find(({ id }) => id === opened);
  if (error && !data) return <ProblemBar error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.length === 0)
    return (
      <Empty icon={<MailRegular />} title={t`No mails yet`}>
        {t`Mails are here as soon as the platform sends some, such as those of an enrolment.`}
      </Empty>
    );
  return (
    <>
      {mail && <Opened mail={mail} onClose={() => setOpened(undefined)} />}
      <List
        label={t`Mails`}
        items={data}
        keyOf={({ id }) => id}
        columns={[
          { name: t`Subject`, cell: ({ email }) => email.subject },
          { name: t`To`, cell: ({ email }) => addressesOf(email.to) },
          { name: t`When`, cell: ({ email }) => email.date && time(email.date) },
          {
            name: t`Actions`,
            cell: ({ id, email }) => (
              <Button size="small" aria-label={t`Read: ${email.subject}`} onClick={() => setOpened(id)}>
                {t`Read`}
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}

function Opened({ mail: { message, email }, onClose }: { mail: Mail; onClose: () => void }): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  const styles = useStyles();
  return (
    <Section title={email.subject}>
      <Facts
        facts={[
          [t`From`, email.from && addressesOf([email.from])],
          [t`To`, addressesOf(email.to)],
          [t`When`, email.date && time(email.date)],
        ]}
      />
      <div className={styles.text}>
        <WithLinks text={email.text ?? ''} />
      </div>
      <details>
        <summary>{t`As it was sent`}</summary>
        <div className={styles.source}>{message}</div>
      </details>
      <div>
        <Button onClick={onClose}>{t`Close`}</Button>
      </div>
    </Section>
  );
}

async function readMails(): Promise<Mail[]> {
  const { items } = await sandbox.mails();
  return Promise.all(items.map(async ({ id, message }) => ({ id, message, email: await PostalMime.parse(message) })));
}

function addressesOf(addresses: Address[] = []): string {
  return addresses.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ');
}
