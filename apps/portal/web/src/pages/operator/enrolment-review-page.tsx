import { zodResolver } from '@hookform/resolvers/zod';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { operatorEnrollmentDecide, operatorEnrollmentGet } from '../../api/generated/sdk.gen';
import { useParam } from '../../app/param';
import { useRules } from '../../components/form/fields';
import { Choice, Form, TextArea } from '../../components/form/form';
import { Page } from '../../components/page/page';
import { Loading, ProblemBar } from '../../components/page/page-states';
import { Facts, Section } from '../../components/page/section';
import { useStatuses } from './statuses';

/** What a company has told, and the operator's decision. */
export function EnrolmentReviewPage(): ReactElement {
  const { t } = useLingui();
  const statuses = useStatuses();
  const id = useParam('id');
  const query = useQuery({
    queryKey: ['operator-enrolment', id],
    queryFn: () => answered(operatorEnrollmentGet({ path: { id } })),
  });
  const { data: enrolment, error, refetch } = query;
  const name = enrolment?.legalProfile?.['companyName'];
  return (
    <Page title={typeof name === 'string' ? name : t`Enrolment`} isNarrow>
      {error && <ProblemBar error={error} onRetry={() => void refetch()} />}
      {query.isPending && <Loading />}
      {enrolment && (
        <>
          <Section title={t`Enrolment`}>
            <Facts
              facts={[
                [t`Status`, statuses[enrolment.status]],
                [t`Vetting`, `${enrolment.vettingStatus} / ${enrolment.vettingSubStatus}`],
                [t`Country`, enrolment.country],
                [t`MPN ID`, enrolment.mpn?.mpnId],
                [t`Reasons`, enrolment.reasons.join(' ')],
              ]}
            />
          </Section>
          <Told title={t`Legal profile`} told={enrolment.legalProfile} />
          <Told title={t`Primary contact`} told={enrolment.primaryContact} />
          <Told title={t`Support contact`} told={enrolment.supportContact} />
          {enrolment.status === 'in-review' && <Decision id={id} />}
        </>
      )}
    </Page>
  );
}

function Told({ title, told }: { title: string; told: Record<string, unknown> | undefined }): ReactElement | undefined {
  if (!told) return undefined;
  const facts = Object.entries(told).flatMap(([name, value]): [string, string][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([inner, text]): [string, string] => [inner, String(text)])
      : [[name, String(value)]],
  );
  return (
    <Section title={title}>
      <Facts facts={facts} />
    </Section>
  );
}

function Decision({ id }: { id: string }): ReactElement {
  const { t } = useLingui();
  const { optional } = useRules();
  const shape = z.object({ decision: z.enum(['approve', 'reject', 'requestInformation']), reasons: optional }).check(
    z.refine(({ decision, reasons }) => decision === 'approve' || Boolean(reasons), {
      path: ['reasons'],
      error: t`Say why: the primary contact gets it by mail.`,
    }),
  );
  const form = useForm<z.infer<typeof shape>>({ resolver: zodResolver(shape), defaultValues: { decision: 'approve' } });
  const decide = useAction(
    ({ decision, reasons }: z.infer<typeof shape>, headers) =>
      answered(
        operatorEnrollmentDecide({ path: { id }, headers, body: { decision, ...(reasons && { reasons: [reasons] }) } }),
      ),
    { changes: [['operator-enrolment', id], ['operator-enrolments']] },
  );
  return (
    <Section title={t`Decision`}>
      <Form form={form} action={decide} onSubmit={decide.start} submit={t`Decide`}>
        <Choice
          name="decision"
          label={t`Decision`}
          options={[
            ['approve', t`Approve`],
            ['requestInformation', t`Request information`],
            ['reject', t`Reject`],
          ]}
        />
        <TextArea name="reasons" label={t`Reasons`} isRequired={false} />
      </Form>
    </Section>
  );
}
