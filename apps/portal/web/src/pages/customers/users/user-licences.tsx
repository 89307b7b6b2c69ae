import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
} from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { customerLicenseHeld, customerLicenseUpdate } from '../../../api/generated/sdk.gen';
import { type CustomerUserResource } from '../../../api/generated/types.gen';
import { Loading, ProblemBar } from '../../../components/page/page-states';
import { useLicences } from './licences';

const useStyles = makeStyles({ licences: { display: 'flex', flexDirection: 'column' } });

interface Props {
  customerId: string;
  user: CustomerUserResource;
  canChange: boolean;
}

/** Which licences a user has, and those that it could have. */
export function UserLicences({ customerId, user, canChange }: Props): ReactElement {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const [isRunning, setRunning] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => !isRunning && setOpen(open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button size="small" aria-label={t`Licences of ${user.displayName}`}>{t`Licences`}</Button>
      </DialogTrigger>
      <DialogSurface>
        <Chosen
          customerId={customerId}
          user={user}
          canChange={canChange}
          onRunning={setRunning}
          onDone={() => setOpen(false)}
        />
      </DialogSurface>
    </Dialog>
  );
}

function Chosen({
  customerId,
  user: { id: userId, displayName },
  canChange,
  onRunning,
  onDone,
}: Props & { onRunning: (isRunning: boolean) => void; onDone: () => void }): ReactElement {
  const { t } = useLingui();
  const styles = useStyles();
  const all = useLicences(customerId);
  const held = useQuery({
    queryKey: ['licences', customerId, userId],
    queryFn: () => answered(customerLicenseHeld({ path: { customerId, userId } })),
    staleTime: 0,
  });
  const had = held.data?.items.map(({ productSku }) => productSku.id) ?? [];
  const [wanted, setWanted] = useState<string[]>();
  const chosen = wanted ?? had;
  const update = useAction(
    (skus: string[], headers) => {
      onRunning(true);
      return answered(
        customerLicenseUpdate({
          path: { customerId, userId },
          headers,
          body: {
            licensesToAssign: skus.filter((sku) => !had.includes(sku)).map((skuId) => ({ skuId })),
            licensesToRemove: had.filter((sku) => !skus.includes(sku)),
          },
        }),
      ).finally(() => onRunning(false));
    },
    { changes: [['licences', customerId]] },
  );
  const isChanged = chosen.length !== had.length || chosen.some((sku) => !had.includes(sku));
  const error = all.error ?? held.error;
  return (
    <DialogBody>
      <DialogTitle>{t`Licences of ${displayName}`}</DialogTitle>
      <DialogContent className={styles.licences}>
        {error && <ProblemBar error={error} onRetry={() => void Promise.all([all.refetch(), held.refetch()])} />}
        {(all.isPending || held.isPending) && <Loading rows={2} />}
        {all.data?.items.length === 0 && t`The customer has no subscriptions: there is nothing to give.`}
        {held.data &&
          all.data?.items.map(({ productSku: { id, name }, availableUnits }) => (
            <Checkbox
              key={id}
              label={t`${name} (${availableUnits} free)`}
              disabled={!canChange || update.isRunning}
              checked={chosen.includes(id)}
              onChange={(_, { checked }) =>
                setWanted(checked === true ? [...chosen, id] : chosen.filter((other) => other !== id))
              }
            />
          ))}
        {update.error ? <ProblemBar error={update.error} /> : undefined}
      </DialogContent>
      <DialogActions>
        <DialogTrigger disableButtonEnhancement>
          <Button disabledFocusable={update.isRunning}>{canChange ? t`Cancel` : t`Close`}</Button>
        </DialogTrigger>
        {canChange && (
          <Button
            appearance="primary"
            disabledFocusable={update.isRunning || !isChanged}
            onClick={() => update.start(chosen, onDone)}
          >
            {t`Update`}
          </Button>
        )}
      </DialogActions>
    </DialogBody>
  );
}
