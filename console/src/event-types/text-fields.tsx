import '@mantine/core/styles/Switch.css';
import { Group, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { ActionFields } from './action-fields.tsx';
import type { TypeValues } from './entry-form.ts';
import { ListField } from './list-field.tsx';
import type { TypeForm } from './use-type-form.ts';
import { TONES } from './words.ts';

export interface FieldsProps {
  readonly form: TypeForm;
  readonly faults: ReadonlyMap<string, string>;
}

const TONE_CHOICES = Object.entries(TONES).map(([value, [, label]]) => ({ value, label }));

/** Asks for the texts of the message. */
export function TextFields({ form, faults }: FieldsProps): ReactElement {
  const { values, set, fixed } = form;
  const rowFault = (list: string) => (row: number, part?: string) =>
    faults.get(`${list}[${row}]${part === undefined ? '' : `.${part}`}`) ??
    (row === 0 && part === undefined ? faults.get(list) : undefined);
  return (
    <Stack>
      <Title form={form} faults={faults} />
      <ListField
        label="Subject"
        hint="What the event is about. Empty parts are left out; the others are joined by ·."
        noun="part"
        rows={values.subject}
        max={8}
        disabled={fixed('subject') !== null}
        faultOf={rowFault('subject')}
        onChange={(rows) => set('subject', rows)}
      />
      <ListField
        label="Facts"
        hint="Facts are joined by ·. A fact with an empty output is left out. **x** is emphasised."
        noun="fact"
        rows={values.facts}
        max={12}
        disabled={fixed('facts') !== null}
        faultOf={rowFault('facts')}
        onChange={(rows) => set('facts', rows)}
      />
      <Template
        form={form}
        faults={faults}
        name="cause"
        label="Cause"
        hint="Reason of a failure. Leave blank for none."
      />
      <Template
        form={form}
        faults={faults}
        name="image"
        label="Image"
        hint="https address of a picture. Leave blank for none."
      />
      <ActionFields
        rows={values.actions}
        disabled={fixed('actions') !== null}
        faultOf={rowFault('actions')}
        fault={faults.get('actions')}
        onChange={(rows) => set('actions', rows)}
      />
    </Stack>
  );
}

/** Asks for headline, emoji, tone and meaning. */
function Title({ form, faults }: FieldsProps): ReactElement {
  const { values, set, fixed } = form;
  return (
    <>
      <Group align="flex-start" gap="sm">
        <TextInput
          label="Emoji"
          value={values.emoji}
          onChange={({ currentTarget }) => set('emoji', currentTarget.value)}
          error={faults.get('emoji')}
          disabled={fixed('emoji') !== null}
          maxLength={16}
          w={84}
        />
        <TextInput
          label="Headline"
          placeholder="Made from the name of the type"
          value={values.headline}
          onChange={({ currentTarget }) => set('headline', currentTarget.value)}
          error={faults.get('headline')}
          disabled={fixed('headline') !== null}
          maxLength={200}
          style={{ flex: '1 1 190px' }}
          classNames={{ input: 'template' }}
        />
        <Select
          label="Tone"
          data={TONE_CHOICES}
          value={values.tone}
          onChange={(tone) => set('tone', (tone ?? 'neutral') as TypeValues['tone'])}
          allowDeselect={false}
          disabled={fixed('tone') !== null}
          w={130}
        />
      </Group>
      <Textarea
        label="Description"
        description="What the event means, for the API and this console"
        value={values.description}
        onChange={({ currentTarget }) => set('description', currentTarget.value)}
        error={faults.get('description')}
        disabled={fixed('description') !== null}
        maxLength={500}
        autosize
        minRows={1}
      />
      <Switch
        label="Ends the job"
        description={fixed('ends') ?? 'No further events of the job are expected after this one.'}
        checked={values.ends}
        onChange={({ currentTarget }) => set('ends', currentTarget.checked)}
        disabled={fixed('ends') !== null}
      />
    </>
  );
}

interface TemplateProps extends FieldsProps {
  readonly name: 'cause' | 'image';
  readonly label: string;
  readonly hint: string;
}

function Template({ form: { values, set, fixed }, faults, name, label, hint }: TemplateProps): ReactElement {
  return (
    <Textarea
      label={label}
      description={hint}
      value={values[name]}
      onChange={({ currentTarget }) => set(name, currentTarget.value)}
      error={faults.get(name)}
      disabled={fixed(name) !== null}
      autosize
      minRows={1}
      classNames={{ input: 'template' }}
      spellCheck={false}
    />
  );
}
