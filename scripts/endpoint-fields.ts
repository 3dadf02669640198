/** Fields of the console's form by name or path, as `dist/describe.js form` writes them. */
type Fields = readonly [string, object][];

const written = (name: string, declared: string, fields: Fields): string =>
  `// Written by \`npm run openapi\`; change src/modules/endpoints/${declared} instead.\n` +
  `export const ${name} = ${JSON.stringify(Object.fromEntries(fields), null, 2)} as const;\n`;

const fieldsOf = (form: string, nested: boolean): Fields =>
  Object.entries(JSON.parse(form) as Record<string, object>).filter(
    ([name]) => name.includes('.') === nested,
  );

/** Writes the module of the console with the fields of its form for endpoints. @param form as `dist/describe.js form` writes it */
export function endpointFields(form: string): string {
  return written('ENDPOINT_FIELDS', 'definitions/endpoint.dto.ts', fieldsOf(form, false));
}

/** Writes the module of the console with the fields of `message` and `payload` by their path. @param form as above */
export function presentationFields(form: string): string {
  return written('PRESENTATION_FIELDS', 'presentation/', fieldsOf(form, true));
}
