import {
  Autocomplete,
  Group,
  Input,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import type { ReactElement } from 'react';
import { PRESENTATION_FIELDS } from '../api/presentation-fields.ts';
import type { Adapter } from '../api/types.ts';
import type { Words } from './completion.ts';
import type { Problem } from './faults.ts';
import { ActionChoice } from './action-choice.tsx';
import { FieldChoice } from './field-choice.tsx';
import { Problems } from './problems.tsx';
import { TemplateField } from './template-field.tsx';
import type { Draft } from './use-draft.ts';
import { TEXTS, type TextName } from './values.ts';

export interface FormProps {
  readonly draft: Draft;
  readonly words: Words;
  readonly problems: readonly Problem[];
}

interface MessageFormProps extends FormProps {
  readonly adapter: Adapter;
  /** Templates of the event type of the preview. */
  readonly builtIn: Readonly<Record<TextName, string>>;
  /** Names of the fields of the chosen event. */
  readonly fieldNames: readonly string[];
}

const DETAIL = PRESENTATION_FIELDS['message.detail'];

/** The form for `message`: length, texts, fields, and how values are written. */
export function MessageForm({ draft, words, problems, ...props }: MessageFormProps): ReactElement {
  const at = (field: string): readonly Problem[] => problems.filter((problem) => problem.field === field);
  return (
    <Stack>
      <Input.Wrapper label={DETAIL.label} description={DETAIL.hint} labelElement="div">
        <SegmentedControl
          mt={6}
          display="flex"
          maw={360}
          data={Object.entries(DETAIL.choices).map(([value, label]) => ({ value, label }))}
          value={draft.values.detail}
          onChange={(value) => draft.set('detail', value)}
          aria-label={DETAIL.label}
        />
      </Input.Wrapper>
      <Text size="sm" c="dimmed">
        Texts are templates: type {'{{'} for the values of the event, | for filters, {'{%'} for conditions.
        Ctrl+Space suggests a value anywhere.
      </Text>
      {TEXTS.map((name) => {
        const { label, hint, maxLength } = PRESENTATION_FIELDS[`message.${name}`];
        return (
          <TemplateField
            key={name}
            label={label}
            hint={hint}
            maxLength={maxLength}
            value={draft.values[name]}
            onChange={(value) => draft.set(name, value)}
            builtIn={props.builtIn[name]}
            words={words}
            problems={at(`message.${name}`)}
          />
        );
      })}
      <FieldChoice draft={draft} names={props.fieldNames} problems={problems} />
      <ActionChoice draft={draft} problems={problems} />
      <Title order={3}>Language, time and mentions</Title>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <ZoneField draft={draft} problems={at('message.zone')} />
        <LocaleField draft={draft} problems={at('message.locale')} />
      </Group>
      {props.adapter.mentions !== null && (
        <MentionField
          draft={draft}
          problems={at('message.mention_on_failure')}
          accepted={props.adapter.mentions}
        />
      )}
    </Stack>
  );
}

interface LineProps extends Pick<FormProps, 'draft'> {
  /** Problems of this field. */
  readonly problems: readonly Problem[];
}

const faultIn = (problems: readonly Problem[]): ReactElement | null =>
  problems.length === 0 ? null : <Problems problems={problems} />;

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

function ZoneField({ draft, problems }: LineProps): ReactElement {
  const { label, hint } = PRESENTATION_FIELDS['message.zone'];
  const { zone } = draft.values;
  return (
    <Select
      label={label}
      description={hint}
      placeholder="as configured"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `${label} as configured` }}
      limit={60}
      data={ZONES.includes(zone) || zone === '' ? ZONES : [zone, ...ZONES]}
      value={zone === '' ? null : zone}
      onChange={(next) => draft.set('zone', next ?? '')}
      error={faultIn(problems)}
    />
  );
}

const LOCALES = ['en', 'en-GB', 'de', 'de-CH', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'pt-BR', 'sv', 'ja', 'zh'];

function LocaleField({ draft, problems }: LineProps): ReactElement {
  const { label, hint, maxLength } = PRESENTATION_FIELDS['message.locale'];
  return (
    <Autocomplete
      label={label}
      description={hint}
      placeholder="as configured"
      maxLength={maxLength}
      autoComplete="off"
      data={LOCALES}
      value={draft.values.locale}
      onChange={(next) => draft.set('locale', next.trim())}
      error={faultIn(problems)}
    />
  );
}

function MentionField({
  draft,
  problems,
  accepted,
}: LineProps & { readonly accepted: string }): ReactElement {
  const { label, maxLength } = PRESENTATION_FIELDS['message.mention_on_failure'];
  return (
    <TextInput
      label={label}
      description={`Accepted: ${accepted}. Leave blank to mention nobody.`}
      maxLength={maxLength}
      autoComplete="off"
      spellCheck={false}
      value={draft.values.mention_on_failure}
      onChange={(event) => draft.set('mention_on_failure', event.target.value)}
      error={faultIn(problems)}
    />
  );
}
