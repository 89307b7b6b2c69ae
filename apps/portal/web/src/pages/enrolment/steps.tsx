import { Badge, Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { useAction } from '../../api/action';
import { answered } from '../../api/answers';
import { enrollmentSubmit } from '../../api/generated/sdk.gen';
import { type EnrollmentResource } from '../../api/generated/types.gen';
import { Loading, ProblemBar } from '../../components/page/page-states';
import { Section } from '../../components/page/section';
import { LegalProfile } from './legal-profile';
import { PrimaryContact, SupportContact } from './contacts';

const MpnId = lazy(() => import('./mpn-id').then((step) => ({ default: step.MpnId })));

type Step = 'legalProfile' | 'primaryContact' | 'supportContact' | 'mpnId';

/** What has to be told, in the order in which it is asked; what is missing is opened first. */
export function Steps({ enrolment }: { enrolment: EnrollmentResource }): ReactElement {
  const { t } = useLingui();
  const missing = enrolment.missing.filter(({ neededFor }) => neededFor === 'submit').map(({ item }) => item);
  const [opened, setOpened] = useState<Step>();
  const current = opened ?? steps.find((step) => missing.includes(step));
  const names: Record<Step, string> = {
    legalProfile: t`Legal profile`,
    primaryContact: t`Primary contact`,
    supportContact: t`Support contact`,
    mpnId: t`Membership number (MPN ID)`,
  };
  // Whoever opens another step while one is being saved keeps it.
  const close = (saved: Step) => () => setOpened((step) => (step === saved ? undefined : step));
  const forms: Record<Step, ReactElement> = {
    legalProfile: <LegalProfile enrolment={enrolment} onSaved={close('legalProfile')} />,
    primaryContact: <PrimaryContact enrolment={enrolment} onSaved={close('primaryContact')} />,
    supportContact: <SupportContact enrolment={enrolment} onSaved={close('supportContact')} />,
    mpnId: <MpnId onSaved={close('mpnId')} />,
  };
  const isToldOf: Record<Step, boolean> = {
    legalProfile: enrolment.legalProfile !== undefined,
    primaryContact: enrolment.primaryContact !== undefined,
    supportContact: enrolment.supportContact !== undefined,
    mpnId: enrolment.mpn?.mpnId !== undefined,
  };
  return (
    <>
      {steps.map((step) => (
        <Section key={step} title={names[step]}>
          <div>
            {isToldOf[step] ? (
              <Badge appearance="tint" color="success">{t`Done`}</Badge>
            ) : (
              <Badge appearance="tint" color="informative">
                {missing.includes(step) ? t`Needed` : t`Can be told later`}
              </Badge>
            )}
          </div>
          {current === step ? (
            <Suspense fallback={<Loading />}>{forms[step]}</Suspense>
          ) : (
            <div>
              <Button onClick={() => setOpened(step)} aria-label={`${t`Edit`}: ${names[step]}`}>{t`Edit`}</Button>
            </div>
          )}
        </Section>
      ))}
      {missing.length === 0 && <Submit />}
    </>
  );
}

const steps: Step[] = ['legalProfile', 'primaryContact', 'supportContact', 'mpnId'];

function Submit(): ReactElement {
  const { t } = useLingui();
  const submit = useAction((_: undefined, headers) => answered(enrollmentSubmit({ headers })), {
    changes: [['enrolment']],
  });
  return (
    <Section title={t`Review`}>
      {t`Check what is above. The primary contact then gets a mail, and confirms that it signed up.`}
      {submit.error ? <ProblemBar error={submit.error} onRetry={() => submit.start(undefined)} /> : undefined}
      <div>
        <Button
          appearance="primary"
          size="large"
          disabledFocusable={submit.isRunning}
          onClick={() => submit.start(undefined)}
        >
          {t`Enroll now`}
        </Button>
      </div>
    </Section>
  );
}
