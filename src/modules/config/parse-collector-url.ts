import { Malformed } from './malformed.js';

/** Where OpenTelemetry data is sent: an http or https URL, without white space. */
export function parseCollectorUrl(text: string): string | Malformed {
  if (/^https?:\/\/[^/?#\s][^\s]*$/i.test(text) && URL.canParse(text)) return text;
  return new Malformed(
    ['cannot be read as a URL of a collector'],
    'an http:// or https:// URL, such as http://127.0.0.1:4318',
  );
}
