import {
  Button,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery, type QueryKey, type UseQueryResult } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';
import { Loading, ProblemBar } from './page/page-states';

const LOOK_AGAIN_MS = 3_000;
const NARROW = '@media (max-width: 767px)';

const useStyles = makeStyles({
  frame: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  head: { [NARROW]: { display: 'none' } },
  row: {
    // Nothing happens on a click, and links would not stand out enough.
    ':hover': { backgroundColor: 'transparent' },
    ':active': { backgroundColor: 'transparent' },
    [NARROW]: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'stretch',
      padding: `${tokens.spacingVerticalM} 0`,
    },
  },
  cell: {
    overflowWrap: 'anywhere',
    minWidth: 0,
    unicodeBidi: 'plaintext',
    [NARROW]: {
      minHeight: 'auto',
      padding: `2px ${tokens.spacingHorizontalS}`,
      '::before': {
        content: 'attr(data-label)',
        flexShrink: 0,
        width: '7.5rem',
        paddingRight: tokens.spacingHorizontalS,
        color: tokens.colorNeutralForeground2,
      },
    },
  },
  main: { [NARROW]: { fontWeight: tokens.fontWeightSemibold, '::before': { display: 'none' } } },
  pages: { display: 'flex', gap: tokens.spacingHorizontalS, justifyContent: 'flex-end' },
});

export interface Column<Item> {
  name: string;
  cell: (item: Item) => ReactNode;
}

interface ListProps<Item> {
  label: string;
  columns: Column<Item>[];
  items: Item[];
  keyOf: (item: Item) => string;
}

/** A table where there is room for one; else each item with its names and values below each other. */
export function List<Item>({ label, columns, items, keyOf }: ListProps<Item>): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.frame}>
      <Table noNativeElements aria-label={label}>
        <TableHeader className={styles.head}>
          <TableRow>
            {columns.map(({ name }) => (
              <TableHeaderCell key={name}>{name}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {items.map((item) => (
            <TableRow key={keyOf(item)} className={styles.row}>
              {columns.map(({ name, cell }, index) => (
                <TableCell
                  key={name}
                  data-label={name}
                  className={index === 0 ? mergeClasses(styles.cell, styles.main) : styles.cell}
                >
                  {cell(item)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/** A page of a collection of the API. */
export interface Collection<Item> {
  items: Item[];
  continuationToken?: string;
}

export interface Pages<Item> {
  query: UseQueryResult<Collection<Item>>;
  hasPrevious: boolean;
  next: () => void;
  previous: () => void;
}

/**
 * Reads a collection page by page, as the API gives them. Another key begins with the first page.
 * @param options.isUnderWay whether an item will change by itself: then the page is read again now and then
 */
export function usePages<Item>(
  queryKey: QueryKey,
  read: (token: string | undefined) => Promise<Collection<Item>>,
  { isUnderWay = () => false }: { isUnderWay?: (item: Item) => boolean } = {},
): Pages<Item> {
  const key = JSON.stringify(queryKey);
  const [place, setPlace] = useState<{ key: string; tokens: string[] }>({ key, tokens: [] });
  const passed = place.key === key ? place.tokens : [];
  const token = passed.at(-1);
  const query = useQuery({
    queryKey: [...queryKey, token ?? ''],
    queryFn: () => read(token),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? LOOK_AGAIN_MS : false),
  });
  const following = query.data?.continuationToken;
  return {
    query,
    hasPrevious: passed.length > 0,
    next: () => following !== undefined && setPlace({ key, tokens: [...passed, following] }),
    previous: () => setPlace({ key, tokens: passed.slice(0, -1) }),
  };
}

interface PagedListProps<Item> extends Omit<ListProps<Item>, 'items'> {
  pages: Pages<Item>;
  empty: ReactElement;
}

export function PagedList<Item>({ pages, empty, ...list }: PagedListProps<Item>): ReactElement {
  const { t } = useLingui();
  const styles = useStyles();
  const { data, error, isPending, refetch } = pages.query;
  if (error) return <ProblemBar error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <Loading rows={6} />;
  if (data.items.length === 0 && !pages.hasPrevious) return empty;
  return (
    <>
      <List {...list} items={data.items} />
      {(pages.hasPrevious || data.continuationToken !== undefined) && (
        <nav className={styles.pages} aria-label={t`Pages of the list`}>
          <Button disabledFocusable={!pages.hasPrevious} onClick={pages.previous}>
            {t`Previous`}
          </Button>
          <Button disabledFocusable={data.continuationToken === undefined} onClick={pages.next}>
            {t`Next`}
          </Button>
        </nav>
      )}
    </>
  );
}
