import { Button } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { type ReactElement } from 'react';
import { useForm } from 'react-hook-form';
import { useAction } from '../../../api/action';
import { answered } from '../../../api/answers';
import { qualificationAdd } from '../../../api/generated/sdk.gen';
import { Choice, Form, TextField } from '../../../components/form/form';
import { useQualificationNames, type Qualification } from './qualification-names';

interface Values {
  qualification: Qualification;
  validationCode?: string;
}

/** One more qualification for a customer. */
export function AddQualification({ customerId, onClose }: { customerId: string; onClose: () => void }): ReactElement {
  const { t } = useLingui();
  const names = useQualificationNames();
  const form = useForm<Values>({ defaultValues: { qualification: 'education' } });
  const isGovernment = form.watch('qualification') === 'government_community_cloud';
  const add = useAction(
    ({ qualification, validationCode }: Values, headers) => {
      const body = { qualification, ...(isGovernment && validationCode && { validationCode }) };
      return answered(qualificationAdd({ path: { customerId }, headers, body }));
    },
    { changes: [['qualifications', customerId]], onDone: onClose },
  );
  return (
    <Form
      form={form}
      action={add}
      onSubmit={add.start}
      submit={t`Save`}
      others={<Button onClick={onClose}>{t`Cancel`}</Button>}
    >
      <Choice name="qualification" label={t`Qualification`} options={Object.entries(names)} />
      {isGovernment && (
        <TextField
          name="validationCode"
          label={t`Validation code`}
          hint={t`The code that Microsoft has given to the customer. It is kept, and not checked.`}
          isRequired={false}
        />
      )}
    </Form>
  );
}
