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
import { useState, type ReactElement } from 'react';
import { useAction, type Intent } from '../../api/action';
import { answered } from '../../api/answers';
import { userAssign, userRemove } from '../../api/generated/sdk.gen';
import { type UserResource } from '../../api/generated/types.gen';
import { type Role } from '../../app/session';
import { ProblemBar } from '../../components/page/page-states';
import { rolesOfPartners, useRoleNames } from './role-names';

const useStyles = makeStyles({ roles: { display: 'flex', flexDirection: 'column' } });

interface RoleBoxesProps {
  chosen: Role[];
  onChange: (chosen: Role[]) => void;
}

/** A box for each role that a partner can give. */
export function RoleBoxes({ chosen, onChange }: RoleBoxesProps): ReactElement {
  const names = useRoleNames();
  return (
    <div className={useStyles().roles}>
      {rolesOfPartners.map((role) => (
        <Checkbox
          key={role}
          label={names[role]}
          checked={chosen.includes(role)}
          onChange={(_, { checked }) =>
            onChange(checked === true ? [...chosen, role] : chosen.filter((other) => other !== role))
          }
        />
      ))}
    </div>
  );
}

/** Which roles a user has; those that were ticked and those that were not any more are changed by Update. */
export function UserRoles({ user }: { user: UserResource }): ReactElement {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Role[]>(user.roles);
  const update = useAction((roles: Role[], headers) => change(user, roles, headers), {
    changes: [['users'], ['me']],
    onDone: () => setOpen(false),
  });
  const open = (wanted: boolean): void => {
    setChosen(user.roles);
    update.forget();
    setOpen(wanted);
  };
  return (
    <Dialog open={isOpen} onOpenChange={(_, data) => open(data.open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button size="small" aria-label={t`Roles of ${user.displayName}`}>{t`Roles`}</Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t`Roles of ${user.displayName}`}</DialogTitle>
          <DialogContent>
            <RoleBoxes chosen={chosen} onChange={setChosen} />
            {update.error ? <ProblemBar error={update.error} /> : undefined}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t`Cancel`}</Button>
            </DialogTrigger>
            <Button appearance="primary" disabledFocusable={update.isRunning} onClick={() => update.start(chosen)}>
              {t`Update`}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** Role by role: what was done before a refusal stays, and the list shows it. */
async function change({ id: userId, roles: held }: UserResource, wanted: Role[], headers: Intent): Promise<void> {
  const added = wanted.filter((role) => !held.includes(role));
  const removed = held.filter((role) => !wanted.includes(role));
  for (const role of added) await answered(userAssign({ path: { userId, role }, headers }));
  for (const role of removed) await answered(userRemove({ path: { userId, role }, headers }));
}
