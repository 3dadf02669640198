/** The module of the console with the fields of its form for endpoints. @param form as `dist/describe.js form` writes it */
export function endpointFields(form: string): string {
  return `// Written by \`npm run openapi\`; change src/modules/endpoints/definitions/endpoint.dto.ts instead.\nexport const ENDPOINT_FIELDS = ${form.trimEnd()} as const;\n`;
}
