import { makeStyles, tokens } from '@fluentui/react-components';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { Buttons, CopyButton } from './form/buttons';
import { TextArea, TextField } from './form/form';
import { ButtonLink } from './links';
import { Section } from './page/section';

const useStyles = makeStyles({ fields: { display: 'grid', gap: tokens.spacingVerticalL } });

interface DraftOfMail {
  subject: string;
  body: string;
  url: string;
}

/** A mail to change, to copy, and to open in the mail program. The link has to stay in it. */
export function Draft({ draft: { subject, body, url } }: { draft: DraftOfMail }): ReactElement {
  const { t } = useLingui();
  const styles = useStyles();
  const form = useForm({ defaultValues: { subject, body } });
  const written = form.watch();
  const mailto = `mailto:?subject=${encodeURIComponent(written.subject)}&body=${encodeURIComponent(written.body)}`;
  return (
    <Section title={t`The mail`}>
      <FormProvider {...form}>
        <div className={styles.fields}>
          <TextField name="subject" label={t`Subject`} isRequired={false} />
          <TextArea
            name="body"
            label={t`Text`}
            isRequired={false}
            hint={
              written.body.includes(url)
                ? t`Change the text as you like. The link has to stay in it.`
                : t`The link is missing: ${url}`
            }
          />
        </div>
      </FormProvider>
      <Buttons>
        <CopyButton text={written.body} />
        <ButtonLink icon={<MailRegular />} href={mailto}>
          {t`Open in email`}
        </ButtonLink>
      </Buttons>
    </Section>
  );
}
