import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useId, type ReactElement } from 'react';
import { Choice, Row, TextField } from '../../../components/form/form';
import { useBillingCycles } from './billing-cycles';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalL,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
});

/** One line of a cart: an offer, how many, and how it is billed. */
export function Line({ index, onRemove }: { index: number; onRemove?: () => void }): ReactElement {
  const { t } = useLingui();
  const styles = useStyles();
  const cycles = useBillingCycles();
  const titleId = useId();
  const number = index + 1;
  const name = (field: string): string => `lines.${index}.${field}`;
  return (
    <div role="group" aria-labelledby={titleId} className={styles.line}>
      <div className={styles.head}>
        <Text id={titleId} weight="semibold">{t`Line ${number}`}</Text>
        {onRemove && (
          <Button size="small" aria-label={t`Remove line ${number}`} onClick={onRemove}>
            {t`Remove`}
          </Button>
        )}
      </div>
      <Row>
        <TextField name={name('catalogItemId')} label={t`Offer ID`} />
        <TextField name={name('quantity')} label={t`Quantity`} />
      </Row>
      <Row>
        <Choice name={name('billingCycle')} label={t`Billing cycle`} options={cycles} />
        <TextField name={name('friendlyName')} label={t`Name of the subscription`} isRequired={false} />
      </Row>
      <TextField name={name('reseller')} label={t`MPN ID of the reseller on record`} isRequired={false} />
    </div>
  );
}
