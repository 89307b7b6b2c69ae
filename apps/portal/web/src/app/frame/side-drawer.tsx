import { Button, Drawer, DrawerBody, DrawerHeader, DrawerHeaderTitle } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement, type ReactNode } from 'react';

interface Props {
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Where one can go, on a window without room for it beside the page. */
export function SideDrawer({ isOpen, onClose, children }: Props): ReactElement {
  const { t } = useLingui();
  return (
    <Drawer type="overlay" open={isOpen} onOpenChange={onClose} size="small">
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button appearance="subtle" icon={<DismissRegular />} aria-label={t`Close the menu`} onClick={onClose} />
          }
        >
          Two Tier
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <nav aria-label={t`Pages`}>{children}</nav>
      </DrawerBody>
    </Drawer>
  );
}
