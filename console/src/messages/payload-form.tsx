import { Input, Radio, SegmentedControl, Stack } from '@mantine/core';
import '@mantine/core/styles/Radio.css';
import { useId, type ReactElement } from 'react';
import { ENDPOINT_FIELDS } from '../api/endpoint-fields.ts';
import { PRESENTATION_FIELDS } from '../api/presentation-fields.ts';
import { CodeArea } from './code-area.tsx';
import type { Problem } from './faults.ts';
import type { FormProps } from './message-form.tsx';
import { PairRows } from './pair-rows.tsx';
import { Problems } from './problems.tsx';
import { treeMarks } from './tree-faults.ts';
import type { Draft } from './use-draft.ts';
import { OWN_TREE } from './values.ts';

const { label, hint, choices } = ENDPOINT_FIELDS.payload;
const FORMS = { ...choices, [OWN_TREE]: 'Own JSON template' };

/** The form for `payload`: one of the forms that the gateway knows, or a request made of templates. */
export function PayloadForm({ draft, words, problems }: FormProps): ReactElement {
  return (
    <Stack>
      <Radio.Group
        label={label}
        description={hint}
        value={draft.values.form}
        onChange={(form) => draft.set('form', form)}
      >
        <Stack gap={8} mt={8}>
          {Object.entries(FORMS).map(([value, text]) => (
            <Radio key={value} value={value} label={text} />
          ))}
        </Stack>
      </Radio.Group>
      {draft.values.form === OWN_TREE && <OwnTree draft={draft} words={words} problems={problems} />}
    </Stack>
  );
}

function OwnTree({ draft, words, problems }: FormProps): ReactElement {
  const { method, headers } = PRESENTATION_FIELDS_OF_PAYLOAD;
  return (
    <>
      <Input.Wrapper label={method.label} description={method.hint} labelElement="div">
        <SegmentedControl
          mt={6}
          data={Object.keys(method.choices)}
          value={draft.values.method}
          onChange={(value) => draft.set('method', value)}
          aria-label={method.label}
        />
      </Input.Wrapper>
      <TreeField
        draft={draft}
        words={words}
        problems={problems.filter(({ field }) => field.startsWith('payload.body'))}
      />
      <PairRows
        label={headers.label}
        hint={headers.hint}
        one="header"
        nameLabel="Name"
        textLabel="Template"
        suggestions={[]}
        pairs={draft.values.headers}
        onChange={(pairs) => draft.set('headers', pairs)}
        problems={problems.filter(({ field }) => field.startsWith('payload.headers')).map(named)}
      />
    </>
  );
}

const PRESENTATION_FIELDS_OF_PAYLOAD = {
  method: PRESENTATION_FIELDS['payload.method'],
  headers: PRESENTATION_FIELDS['payload.headers'],
  body: PRESENTATION_FIELDS['payload.body'],
};

/** Names the header that a problem is of. */
function named(problem: Problem): Problem {
  const name = problem.field.slice('payload.headers.'.length);
  return {
    ...problem,
    message: problem.message.includes(name) ? problem.message : `${name}: ${problem.message}`,
  };
}

interface TreeFieldProps extends FormProps {
  readonly draft: Draft;
}

function TreeField({ draft, words, problems }: TreeFieldProps): ReactElement {
  const id = useId();
  const body = PRESENTATION_FIELDS_OF_PAYLOAD.body;
  const { tree } = draft.values;
  const { marks, shown } = treeMarks(tree, problems);
  return (
    <div>
      <Input.Label htmlFor={id} mb={3}>
        {body.label}
      </Input.Label>
      <CodeArea
        id={id}
        json
        value={tree}
        onChange={(value) => draft.set('tree', value)}
        words={words}
        marks={marks}
        invalid={shown.some(({ kind }) => kind === 'fault')}
        describedBy={`${id}-hint ${id}-problems`}
      />
      <Input.Description id={`${id}-hint`} mt={4}>
        {body.hint}. A string of nothing but {'{{ path }}'} keeps the type of its value.
      </Input.Description>
      <Problems id={`${id}-problems`} problems={shown} />
    </div>
  );
}
