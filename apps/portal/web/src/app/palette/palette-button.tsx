import { Button } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useLingui } from '@lingui/react/macro';
import { useState, type ReactElement } from 'react';
import { useLater } from '../../components/later/use-later';
import { type Me } from '../session';
import { useShortcut } from './use-shortcut';

/** Opens the search for pages, actions and customers, as Ctrl+K does. */
export function PaletteButton({ me }: { me: Me }): ReactElement {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const [code, load] = useLater(() => import('./palette-dialog'));
  const open = (): void => {
    load();
    setOpen(true);
  };
  useShortcut(open);
  return (
    <>
      <Button
        appearance="subtle"
        icon={<SearchRegular />}
        aria-label={t`Search pages and customers`}
        aria-keyshortcuts="Control+K"
        aria-haspopup="dialog"
        title="Ctrl+K"
        onClick={open}
      />
      {code && <code.Palette me={me} isOpen={isOpen} onClose={() => setOpen(false)} />}
    </>
  );
}
