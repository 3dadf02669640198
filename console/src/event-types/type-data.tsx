import '@mantine/core/styles/Tabs.css';
import { Tabs, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { EventData, EventType } from '../api/types.ts';
import { Code } from '../parts/code.tsx';
import { Panel } from '../parts/page.tsx';
import { fieldsOf, type SchemaField } from './schema-fields.ts';
import { isReserved } from '../parts/own-events.ts';
import { POLICIES } from './words.ts';
import { Words } from '../parts/words.tsx';

interface DataProps {
  readonly type: EventType;
  readonly data: EventData | undefined;
}

/** Shows the data of a type: its fields, a sample, and the JSON Schema. */
export function TypeData({ type, data }: DataProps): ReactElement {
  const fields = fieldsOf(type.schema);
  return (
    <Panel title="Data">
      <Text mb="sm">{policyText(type)}</Text>
      <Tabs defaultValue={fields.length > 0 ? 'fields' : 'sample'} keepMounted={false}>
        <Tabs.List mb="sm">
          {fields.length > 0 && <Tabs.Tab value="fields">Fields</Tabs.Tab>}
          <Tabs.Tab value="sample">Sample</Tabs.Tab>
          {type.schema !== null && <Tabs.Tab value="schema">JSON Schema</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="fields">
          <Fields fields={fields} />
        </Tabs.Panel>
        <Tabs.Panel value="sample">
          <Code value={JSON.stringify(data ?? {}, null, 2)} label="the sample" />
        </Tabs.Panel>
        <Tabs.Panel value="schema">
          <Code value={JSON.stringify(type.schema, null, 2)} label="the JSON Schema" />
        </Tabs.Panel>
      </Tabs>
    </Panel>
  );
}

/** Says what becomes of data that contradicts the schema. */
function policyText({ type, schema, on_mismatch: policy }: EventType): string {
  if (isReserved(type)) return 'The gateway makes these events itself; their data is not checked.';
  if (schema === null) return 'No schema: the data may be any JSON object.';
  const [label, effect] = POLICIES[policy];
  return `Data that contradicts the schema: ${label.toLowerCase()}. ${effect}`;
}

function Fields({ fields }: { readonly fields: readonly SchemaField[] }): ReactElement {
  return (
    <table className="rows rows-cards">
      <thead>
        <tr>
          <th>Field of data</th>
          <th>Type</th>
          <th>Required</th>
          <th>Description</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, type, required, description }) => (
          <tr key={name}>
            <td className="mono break">{name}</td>
            <td className="card-right">{type}</td>
            <td className="wide-only">{required ? 'Yes' : ''}</td>
            <td className="card-line break">
              {required && <span className="narrow-only">Required. </span>}
              <Words text={description} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
