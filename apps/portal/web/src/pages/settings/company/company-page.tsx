import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { Page } from '../../../components/page/page';
import { Identifiers } from './identifiers';
import { LegalInfo } from './legal-info';
import { ProgramInfo } from './program-info';
import { SupportContact } from './support-contact';

/** What a partner says of itself, each part on its own. */
export function CompanyPage(): ReactElement {
  const { t } = useLingui();
  return (
    <Page title={t`Company profile`} isNarrow>
      <LegalInfo />
      <Identifiers />
      <SupportContact />
      <ProgramInfo />
    </Page>
  );
}
