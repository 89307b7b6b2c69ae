import { BeakerRegular } from '@fluentui/react-icons/svg/beaker';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { AppButton } from '../../components/links';

/** To the corner for developers, for anybody who is here. */
export function SandboxLink(): ReactElement {
  const { t } = useLingui();
  return <AppButton to="/app/sandbox" appearance="subtle" icon={<BeakerRegular />} aria-label={t`Sandbox`} />;
}
