import { Dialog, DialogSurface, makeStyles, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command, useCommandState } from 'cmdk';
import { useEffect, useRef, useState, type ReactElement, type ReactNode, type RefObject } from 'react';
import { useDestinations } from '../navigation';
import { signOut, type Me } from '../session';
import { useTheme } from '../theme';
import { useFoundCustomers } from './found-customers';

const useStyles = makeStyles({
  surface: { padding: 0, overflow: 'hidden', maxWidth: '36rem' },
  command: {
    '& [cmdk-input]': {
      boxSizing: 'border-box',
      width: '100%',
      padding: tokens.spacingHorizontalL,
      border: 'none',
      borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
      outline: `2px solid ${tokens.colorCompoundBrandStroke}`,
      outlineOffset: '-2px',
      backgroundColor: 'transparent',
      color: tokens.colorNeutralForeground1,
      font: 'inherit',
      fontSize: tokens.fontSizeBase400,
      '::placeholder': { color: tokens.colorNeutralForeground2 },
    },
    '& [cmdk-list]': { maxHeight: 'min(24rem, 60vh)', overflowY: 'auto', padding: tokens.spacingHorizontalS },
    '& [cmdk-group-heading]': {
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
      color: tokens.colorNeutralForeground2,
      fontSize: tokens.fontSizeBase200,
    },
    '& [cmdk-item]': {
      display: 'flex',
      alignItems: 'center',
      gap: tokens.spacingHorizontalM,
      minHeight: '40px',
      padding: `0 ${tokens.spacingHorizontalM}`,
      borderRadius: tokens.borderRadiusMedium,
      overflowWrap: 'anywhere',
      cursor: 'pointer',
    },
    '& [cmdk-item][aria-selected="true"]': {
      backgroundColor: tokens.colorNeutralBackground1Selected,
      boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
    },
    '& [cmdk-empty]': { padding: tokens.spacingHorizontalL, color: tokens.colorNeutralForeground2 },
    '& svg': { fontSize: '20px', flexShrink: 0 },
  },
});

interface Props {
  me: Me;
  isOpen: boolean;
  onClose: () => void;
}

/** Where somebody can go, and what they can do, by typing a part of its name. */
export function Palette({ me, isOpen, onClose }: Props): ReactElement {
  const { t } = useLingui();
  const styles = useStyles();
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface} aria-label={t`Search pages and customers`}>
        <Search me={me} onClose={onClose} className={styles.command} />
      </DialogSurface>
    </Dialog>
  );
}

function Search({ me, onClose, className }: Omit<Props, 'isOpen'> & { className: string }): ReactElement {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const go = (going: Promise<void>): void => {
    onClose();
    void going.then(() => document.getElementById('main')?.focus());
  };
  const pages = useDestinations(me).map(({ to, label, icon }) => ({
    name: label,
    icon,
    onChosen: () => go(navigate({ to })),
  }));
  const customers = useFoundCustomers(me, text).map(({ id, companyProfile: { companyName, domain } }) => ({
    id,
    name: `${companyName} (${domain})`,
    onChosen: () => go(navigate({ to: '/app/customers/$customerId', params: { customerId: id } })),
  }));
  const actions = useActions(me, onClose, go);
  const isCalledSo = ({ name }: Choice): boolean => name.toLowerCase().includes(text.trim().toLowerCase());
  return (
    <Command className={className} label={t`Search pages and customers`} shouldFilter={false} loop>
      <Command.Input
        ref={field}
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder={t`Go to a page or a customer`}
      />
      <ChosenIsTold field={field} />
      <Command.List label={t`Found`}>
        <Command.Empty>{t`Nothing is called so.`}</Command.Empty>
        <Choices heading={t`Pages`} choices={pages.filter(isCalledSo)} />
        <Choices heading={t`Customers`} choices={customers} />
        <Choices heading={t`Actions`} choices={actions.filter(isCalledSo)} />
      </Command.List>
    </Command>
  );
}

/** What is chosen because it was found is not told to screen readers by cmdk, which looks for it before it is there. */
function ChosenIsTold({ field }: { field: RefObject<HTMLInputElement | null> }): undefined {
  const value = useCommandState((state) => state.value as unknown);
  const told = useCommandState((state) => state.selectedItemId as unknown);
  useEffect(() => {
    const chosen = field.current?.closest('[cmdk-root]')?.querySelector('[cmdk-item][aria-selected="true"]');
    if (chosen) field.current?.setAttribute('aria-activedescendant', chosen.id);
  }, [field, value, told]);
}

interface Choice {
  /** Tells those of the same name apart. */
  id?: string;
  name: string;
  icon?: ReactNode;
  onChosen: () => void;
}

function useActions(me: Me, onClose: () => void, go: (going: Promise<void>) => void): Choice[] {
  const { t } = useLingui();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { isDark, choose } = useTheme();
  const adds = me.kind === 'direct-bill' || me.kind === 'indirect-provider';
  const add = { name: t`Add customer`, onChosen: () => go(navigate({ to: '/app/customers/new' })) };
  const request = {
    name: t`Request a reseller relationship`,
    onChosen: () => go(navigate({ to: '/app/customers/request' })),
  };
  const look = {
    name: isDark ? t`Switch to the light look` : t`Switch to the dark look`,
    onChosen: () => {
      onClose();
      choose(isDark ? 'light' : 'dark');
    },
  };
  const leave = { name: t`Sign out`, onChosen: () => void signOut(queries) };
  return [...(adds ? [add] : []), ...(me.program ? [request] : []), look, leave];
}

function Choices({ heading, choices }: { heading: string; choices: Choice[] }): ReactElement | undefined {
  if (choices.length === 0) return undefined;
  return (
    <Command.Group heading={heading}>
      {choices.map(({ id, name, icon, onChosen }) => (
        <Command.Item key={id ?? name} value={id ?? name} onSelect={onChosen}>
          {icon}
          {name}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
