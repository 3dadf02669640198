import '@mantine/core/styles/Accordion.css';
import { Accordion, Text } from '@mantine/core';
import type { ReactElement } from 'react';

/** Fields of a job that chat messages use; other data passes through unchanged. */
const FIELDS: readonly (readonly [string, string])[] = [
  ['job_id', 'text; deliveries are found by it, and ordered where the endpoint wants order'],
  ['status', 'text: completed, failed, rendering …'],
  ['created_at, started_at, completed_at, failed_at', 'times in ISO 8601, or null'],
  ['parameters', 'an object: country, platform, genre, contentType, template'],
  ['progress', 'number from 0 to 100'],
  ['current_step', 'text: what the job does or did last'],
  ['video_url', 'https URL, or null; messages link it'],
  ['error', 'text, or null; messages show it as code'],
  ['retry_count', 'number'],
  ['processing_duration_ms', 'number of ms, or null'],
];

export function FieldHelp(): ReactElement {
  return (
    <Accordion variant="separated" chevronPosition="left">
      <Accordion.Item value="fields">
        <Accordion.Control>Fields that messages show</Accordion.Control>
        <Accordion.Panel>
          <dl style={{ margin: 0, display: 'grid', gap: 6 }}>
            {FIELDS.map(([name, what]) => (
              <div key={name}>
                <dt className="mono">{name}</dt>
                <Text component="dd" size="sm" c="dimmed" m={0}>
                  {what}
                </Text>
              </div>
            ))}
          </dl>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
