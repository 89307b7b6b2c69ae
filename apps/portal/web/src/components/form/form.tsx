import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Select,
  Spinner,
  Textarea,
  tokens,
  type InputProps,
} from '@fluentui/react-components';
import { type ReactElement, type ReactNode } from 'react';
import { Controller, FormProvider, useFormContext, type FieldValues, type UseFormReturn } from 'react-hook-form';
import { type Action } from '../../api/action';
import { ProblemBar } from '../page/page-states';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL, maxWidth: '40rem' },
  row: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 14rem), 1fr))',
    alignItems: 'start',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface FormProps<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  /** What is done with it, and whether that is going on or has failed. */
  action: Pick<Action<never>, 'isRunning' | 'error'>;
  onSubmit: (values: Values) => void;
  submit: string;
  children: ReactNode;
  /** Beside the button. */
  others?: ReactNode;
}

/** Fields, what was wrong, and the button that sends them. What was typed stays until it got through. */
export function Form<Values extends FieldValues>(props: FormProps<Values>): ReactElement {
  const { form, action, onSubmit, submit, children, others } = props;
  const styles = useStyles();
  const send = form.handleSubmit((values) => onSubmit(values));
  return (
    <FormProvider {...form}>
      <form className={styles.form} onSubmit={(event) => void send(event)} noValidate>
        {children}
        {action.error ? <ProblemBar error={action.error} onRetry={() => void send()} /> : undefined}
        <div className={styles.actions}>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={action.isRunning}
            icon={action.isRunning ? <Spinner size="tiny" /> : undefined}
          >
            {submit}
          </Button>
          {others}
        </div>
      </form>
    </FormProvider>
  );
}

/** Fields that stand beside each other where there is room. */
export function Row({ children }: { children: ReactNode }): ReactElement {
  return <div className={useStyles().row}>{children}</div>;
}

interface FieldProps {
  name: string;
  label: string;
  hint?: string;
  isRequired?: boolean;
}

export function TextField({
  name,
  label,
  hint,
  isRequired = true,
  ...input
}: FieldProps & Pick<InputProps, 'type' | 'autoComplete' | 'contentAfter'>): ReactElement {
  return (
    <Controller
      name={name}
      render={({ field: { ref, value, ...field }, fieldState: { error } }) => (
        <Field label={label} hint={hint} required={isRequired} validationMessage={error?.message}>
          <Input {...field} {...input} value={(value as string | undefined) ?? ''} input={{ ref }} />
        </Field>
      )}
    />
  );
}

/** @param props.rows its height, in lines */
export function TextArea({
  name,
  label,
  hint,
  isRequired = true,
  rows = 10,
}: FieldProps & { rows?: number }): ReactElement {
  return (
    <Controller
      name={name}
      render={({ field: { ref, value, ...field }, fieldState: { error } }) => (
        <Field label={label} hint={hint} required={isRequired} validationMessage={error?.message}>
          <Textarea
            {...field}
            value={(value as string | undefined) ?? ''}
            textarea={{ ref }}
            resize="vertical"
            rows={rows}
          />
        </Field>
      )}
    />
  );
}

/** @param props.options the values, and what they are called */
export function Choice({
  name,
  label,
  hint,
  isRequired = true,
  options,
}: FieldProps & { options: [value: string, label: string][] }): ReactElement {
  return (
    <Controller
      name={name}
      render={({ field: { ref, value, ...field }, fieldState: { error } }) => (
        <Field label={label} hint={hint} required={isRequired} validationMessage={error?.message}>
          <Select {...field} value={(value as string | undefined) ?? ''} select={{ ref }}>
            {options.map(([option, text]) => (
              <option key={option} value={option}>
                {text}
              </option>
            ))}
          </Select>
        </Field>
      )}
    />
  );
}

/** A box that has to be ticked. */
export function Tick({ name, label }: { name: string; label: string }): ReactElement {
  const { formState } = useFormContext();
  return (
    <Controller
      name={name}
      render={({ field: { value, onChange, onBlur, ref } }) => (
        <Field validationMessage={formState.errors[name]?.message as string | undefined}>
          <Checkbox
            label={label}
            checked={value === true}
            onChange={(_, { checked }) => onChange(checked === true)}
            onBlur={onBlur}
            ref={ref}
          />
        </Field>
      )}
    />
  );
}
