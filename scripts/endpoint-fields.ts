/** The module of the console with the fields of its form for endpoints. @param form as `dist/describe.js form` writes it */
export function endpointFields(form: string): string {
  const fields = Object.entries(JSON.parse(form) as Record<string, object>);
  const isNested = ([name]: [string, object]): boolean => name.includes('.');
  const written = (entries: readonly [string, object][]): string =>
    JSON.stringify(Object.fromEntries(entries), null, 2);
  const head = 'Written by `npm run openapi`; change src/modules/endpoints/';
  return (
    `// ${head}definitions/endpoint.dto.ts instead.\n` +
    `export const ENDPOINT_FIELDS = ${written(fields.filter((entry) => !isNested(entry)))} as const;\n\n` +
    `/** Fields of \`message\` and \`payload\` by their path; declared in src/modules/endpoints/presentation. */\n` +
    `export const PRESENTATION_FIELDS = ${written(fields.filter(isNested))} as const;\n`
  );
}
