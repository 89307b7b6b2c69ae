import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useState, type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { attest, type Attestation } from '../agreement/attestation';

interface Props {
  customerId: string;
  attestation: Attestation;
}

/** Attests the agreement of a customer that has just been added, and says whether that went through. */
export function Attested({ customerId, attestation }: Props): ReactElement {
  const { t } = useLingui();
  const [isDone, setDone] = useState(false);
  const { start, error } = useAction((values: Attestation, headers) => attest(customerId, values, headers), {
    changes: [['agreements', customerId]],
    onDone: () => setDone(true),
  });
  // Once, as what is added does not change.
  useEffect(() => start(attestation), []);
  if (error) return <ProblemBar error={error} onRetry={() => start(attestation)} />;
  if (!isDone) return <Loading rows={1} />;
  return (
    <MessageBar intent="success">
      <MessageBarBody>{t`The agreement is confirmed: the customer can be ordered for.`}</MessageBarBody>
    </MessageBar>
  );
}
