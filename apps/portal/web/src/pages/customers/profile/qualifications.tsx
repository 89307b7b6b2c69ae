import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { qualificationAll, qualificationReplace } from '../../../api/generated/sdk.gen';
import { holds, useSignedIn } from '../../../app/session';
import { Buttons } from '../../../components/form/buttons';
import { Confirm } from '../../../components/confirm';
import { List } from '../../../components/list';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { useOpening } from '../../../components/later/editable-section';
import { Section } from '../../../components/page/section';
import { useDates } from '../../../components/words';
import { useQualificationNames } from './qualification-names';

const AddQualification = lazy(() => import('./add-qualification').then((form) => ({ default: form.AddQualification })));

/** Which special offers a customer qualifies for. */
export function Qualifications({ customerId }: { customerId: string }): ReactElement {
  const { t } = useLingui();
  const { day } = useDates();
  const me = useSignedIn();
  const names = useQualificationNames();
  const { isOpen, open, close } = useOpening();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['qualifications', customerId],
    queryFn: () => answered(qualificationAll({ path: { customerId } })),
  });
  const mayChange = holds(me, 'GlobalAdmin', 'AdminAgent', 'SalesAgent');
  return (
    <Section title={t`Qualifications`}>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading rows={1} />}
      {data?.length === 0 && t`None: the customer buys what every company can buy.`}
      {data && data.length > 0 && (
        <List
          label={t`Qualifications`}
          items={data}
          keyOf={({ qualification }) => qualification}
          columns={[
            { name: t`Qualification`, cell: ({ qualification }) => names[qualification] },
            { name: t`Added`, cell: ({ vettingCreatedDate }) => day(vettingCreatedDate) },
            { name: t`Validation code`, cell: ({ validationCode }) => validationCode },
          ]}
        />
      )}
      {isOpen && (
        <Suspense fallback={<Loading rows={2} />}>
          <AddQualification customerId={customerId} onClose={close} />
        </Suspense>
      )}
      {mayChange && data && !isOpen && (
        <Buttons>
          <Button onClick={open}>{t`Add qualification`}</Button>
          {data.length > 0 && <RemoveAll customerId={customerId} />}
        </Buttons>
      )}
    </Section>
  );
}

function RemoveAll({ customerId }: { customerId: string }): ReactElement {
  const { t } = useLingui();
  const remove = useAction(
    (_: undefined, headers) => answered(qualificationReplace({ path: { customerId }, headers, body: 'none' })),
    { changes: [['qualifications', customerId]] },
  );
  return (
    <Confirm
      trigger={<Button>{t`Remove all`}</Button>}
      title={t`Remove all qualifications?`}
      text={t`The customer then buys what every company can buy. What it has stays.`}
      confirm={t`Remove`}
      action={remove}
    />
  );
}
