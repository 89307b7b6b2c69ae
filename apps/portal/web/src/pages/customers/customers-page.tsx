import { Button, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactElement } from 'react';
import { answered } from '../../api/answers';
import { customerList } from '../../api/generated/sdk.gen';
import { type CustomerResource } from '../../api/generated/types.gen';
import { useSignedIn } from '../../app/session';
import { AppButton, AppLink } from '../../components/links';
import { PagedList, usePages, type Collection } from '../../components/list';
import { Page } from '../../components/page/page';
import { Empty, ProblemBar } from '../../components/page/page-states';
import { saveCsv } from './customers-csv';

const PAGE_SIZE = 25;
const useStyles = makeStyles({
  search: { width: '100%', maxWidth: '24rem', backgroundColor: tokens.colorNeutralBackground1 },
});

/** The customers of a partner: search, page by page, and all of them as a file. */
export function CustomersPage(): ReactElement {
  const { t } = useLingui();
  const styles = useStyles();
  const { kind } = useSignedIn();
  const [text, setText] = useState('');
  const searched = useDeferredValue(text.trim());
  const pages = usePages(['customers', searched], (token) => readPage(searched, token));
  const exporting = useMutation({ mutationFn: saveCsv });
  return (
    <Page
      title={t`Customers`}
      actions={
        <>
          {kind !== 'indirect-reseller' && (
            <AppButton to="/app/customers/new" appearance="primary" icon={<AddRegular />}>
              {t`Add customer`}
            </AppButton>
          )}
          <AppButton to="/app/customers/request" icon={<MailRegular />}>
            {t`Request a reseller relationship`}
          </AppButton>
          <Button
            icon={<ArrowDownloadRegular />}
            disabledFocusable={exporting.isPending}
            onClick={() => exporting.mutate()}
          >
            {t`Export customers`}
          </Button>
        </>
      }
    >
      {exporting.error && <ProblemBar error={exporting.error} onRetry={() => exporting.mutate()} />}
      <SearchBox
        className={styles.search}
        aria-label={t`Search by company name`}
        placeholder={t`Search by company name`}
        value={text}
        onChange={(_, { value }) => setText(value)}
      />
      <PagedList
        label={t`Customers`}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          {
            name: t`Company`,
            cell: ({ id, companyProfile }) => (
              <AppLink to="/app/customers/$customerId" params={{ customerId: id }}>
                {companyProfile.companyName}
              </AppLink>
            ),
          },
          { name: t`Domain`, cell: ({ companyProfile }) => companyProfile.domain },
          {
            name: t`Relationship`,
            cell: ({ relationshipToPartner }) => (relationshipToPartner === 'reseller' ? t`Reseller` : t`None here`),
          },
        ]}
        empty={
          <Empty icon={<PeopleTeamRegular />} title={searched ? t`No customer is called so` : t`No customers yet`}>
            {searched
              ? t`Names are found by their beginning.`
              : t`Add a customer, or ask one that exists already for a reseller relationship.`}
          </Empty>
        }
      />
    </Page>
  );
}

function readPage(searched: string, token: string | undefined): Promise<Collection<CustomerResource>> {
  const filter = JSON.stringify({ Field: 'CompanyName', Value: searched, Operator: 'starts_with' });
  return answered(
    customerList({
      query: { size: PAGE_SIZE, ...(searched && { filter }), ...(token !== undefined && { seekOperation: 'Next' }) },
      ...(token !== undefined && { headers: { 'MS-ContinuationToken': token } }),
    }),
  );
}
