import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { endpointFields, presentationFields } from '../../../../scripts/endpoint-fields.js';
import { configFileSchema, formFields } from './field-schemas.js';

const root = join(import.meta.dirname, '../../../..');
const written = (description: unknown): string => `${JSON.stringify(description, null, 2)}\n`;

describe('the declaration of endpoint fields', () => {
  it.each([
    ['docs/gateway-config.schema.json', written(configFileSchema())],
    ['console/src/api/endpoint-fields.ts', endpointFields(written(formFields()))],
    ['console/src/api/presentation-fields.ts', presentationFields(written(formFields()))],
  ])('is what %s says; `npm run openapi` writes that file', (file, text) => {
    const kept = readFileSync(join(root, file), 'utf8');
    expect(kept === text ? 'the same' : `${file} is stale: run \`npm run openapi\``).toBe('the same');
  });

  it('gives every field of the form a label and a hint', () => {
    for (const [name, field] of Object.entries(formFields()))
      expect([name, field]).toEqual([
        name,
        expect.objectContaining({ label: expect.stringMatching(/\S/), hint: expect.stringMatching(/\S/) }),
      ]);
  });
});
