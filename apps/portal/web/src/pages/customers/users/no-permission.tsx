import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { Empty } from '../../../components/page/page-states';

export function NoPermission(): ReactElement {
  const { t } = useLingui();
  return (
    <Empty icon={<PeopleTeamRegular />} title={t`You have no administrator permission here`}>
      {t`The customer gives it by accepting a relationship request. Send it a new one.`}
    </Empty>
  );
}
