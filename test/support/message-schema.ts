import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** Counts UTF-16 units, as the platforms do; `maxLength` of JSON Schema counts code points. */
const MAX_UNITS = {
  keyword: 'maxUnits',
  type: 'string',
  schemaType: 'number',
  validate: (max: number, text: string): boolean => text.length <= max,
} as const;

/**
 * Reads the schema of an adapter's messages from its folder. The function returned lists where a message breaks it; empty
 * where it keeps to it.
 */
export function messageSchema(type: string): (message: unknown) => readonly string[] {
  const file = join(import.meta.dirname, `../../src/adapters/${type}/${type}.schema.json`);
  const ajv = new Ajv2020({ keywords: [MAX_UNITS], discriminator: true, strictRequired: false });
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  return (message) =>
    validate(message)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message: fault }) => `${instancePath} ${fault}`);
}
