import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { type DeliveryResource } from '../../../api/generated/types.gen';
import { Facts } from '../../../components/page/section';
import { useDates } from '../../../components/words';
import { Attempts } from './attempts';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  body: {
    margin: 0,
    padding: tokens.spacingHorizontalS,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

interface Props {
  delivery: DeliveryResource;
  isOpen: boolean;
  onClose: () => void;
}

/** What was posted, and what was answered. */
export function DeliveryDialog({ delivery, isOpen, onClose }: Props): ReactElement {
  const { t } = useLingui();
  const styles = useStyles();
  const { time } = useDates();
  const { id, eventName, body, nextAttemptDate, endDate, results } = delivery;
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{eventName}</DialogTitle>
          <DialogContent className={styles.content}>
            <Facts
              facts={[
                ['MS-RequestId', id],
                [t`Next attempt`, nextAttemptDate && time(nextAttemptDate)],
                [t`Ended`, endDate && time(endDate)],
              ]}
            />
            <pre className={styles.body}>{JSON.stringify(JSON.parse(body), undefined, 2)}</pre>
            {results.length > 0 && <Attempts results={results} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t`Close`}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
