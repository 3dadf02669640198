import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

/** Writes the types of the API for the console. Properties with a default are optional in requests. */
export async function apiTypes(document: OpenAPI3): Promise<string> {
  const types = await openapiTS(document, { alphabetize: true, defaultNonNullable: false, silent: true });
  return `// Written by \`npm run openapi\`; change the descriptions in src instead.\n${astToString(types)}`;
}
