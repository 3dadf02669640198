import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

/** The types of the API for the console. What has a default need not be sent, so it is not asked for either. */
export async function apiTypes(document: OpenAPI3): Promise<string> {
  const types = await openapiTS(document, { alphabetize: true, defaultNonNullable: false, silent: true });
  return `// Written by \`npm run openapi\`; change the descriptions in src instead.\n${astToString(types)}`;
}
