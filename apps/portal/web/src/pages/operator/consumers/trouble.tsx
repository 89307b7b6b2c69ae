import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { type ConsumerResource } from '../../../api/generated/types.gen';
import { Section } from '../../../components/page/section';
import { useDates } from '../../../components/words';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalS, margin: 0, paddingLeft: tokens.spacingHorizontalXL },
});

export function hasTrouble({ status }: ConsumerResource): boolean {
  return status !== 'healthy';
}

/** What is wrong with one service, as it tells it itself. */
export function Trouble({ consumer }: { consumer: ConsumerResource }): ReactElement {
  const { t } = useLingui();
  const { time } = useDates();
  const { service, instances, silentInstances, lag } = consumer;
  const lines = instances.flatMap(({ name, healthy, lastPollDate, refused, waiting }) => [
    ...refused,
    ...waiting.map(({ place, reason }) => t`${place} waits: ${reason}`),
    ...(healthy || refused.length + waiting.length > 0
      ? []
      : [
          lastPollDate === undefined
            ? t`${name} has not heard from the broker yet.`
            : t`${name} has not heard from the broker since ${time(lastPollDate)}.`,
        ]),
  ]);
  if (silentInstances > 0) lines.push(t`An instance of the service does not answer. Look whether it runs.`);
  if (instances.length > 0 && lag === undefined) lines.push(t`The broker does not say how far the service is.`);
  return (
    <Section title={service}>
      <ul className={useStyles().list}>
        {lines.map((line) => (
          <li key={line}>
            <Text>{line}</Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}
