import { CloudEvent, ValidationError } from 'cloudevents';
import * as fc from 'fast-check';

/** Checks beyond the schema: whether the SDK of the CloudEvents project takes the events. */
export function faultsOf(body: string): object {
  const parsed = JSON.parse(body) as object | object[];
  return { refused: [parsed].flat().flatMap(refusal) };
}

function refusal(attributes: object): readonly string[] {
  try {
    // The data is any JSON, and the SDK copies it: what counts here are the attributes.
    new CloudEvent({ ...attributes, data: {} } as Partial<CloudEvent<object>>).validate();
    return [];
  } catch (error) {
    return [
      error instanceof ValidationError ? `${error.message} ${JSON.stringify(error.errors)}` : String(error),
    ];
  }
}

export const arbitraryOptions = fc.record(
  {
    mode: fc.constantFrom('structured', 'batch'),
    source: fc.constantFrom('/jobs', 'https://jobs.example/render?x=1#y', 'urn:x'),
    handshake: fc.boolean(),
  },
  { requiredKeys: [] },
);
