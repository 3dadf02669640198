/** The form of a request's body: its content type and its text. */
export interface Body {
  readonly headers: { readonly 'Content-Type': string };
  readonly body: string;
}

/** Writes a value as JSON. */
export function jsonBody(value: object): Body {
  return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

/** Fields by name; those without a value are left out. */
export type FormFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes fields as HTML forms are encoded (`application/x-www-form-urlencoded`). */
export function formBody(fields: FormFields): Body {
  const pairs = present(fields);
  return {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(pairs).toString(),
  };
}

/**
 * Writes fields as the parts of a form (`multipart/form-data`, RFC 7578). A text may hold anything: the boundary is one that stands in
 * none of them.
 *
 * @param seed makes the boundary, so that the same message has the same bytes: the id of the delivery
 */
export function multipartBody(fields: FormFields, seed: string): Body {
  const pairs = present(fields);
  const boundary = boundaryFor(pairs.map(([, text]) => text).join('\n'), seed);
  const parts = pairs.map(
    ([name, text]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`,
  );
  return {
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    body: `${parts.join('')}--${boundary}--\r\n`,
  };
}

function present(fields: FormFields): [name: string, text: string][] {
  return Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value).toWellFormed()]],
  );
}

function boundaryFor(text: string, seed: string): string {
  const letters = seed.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 40);
  for (let n = 0; ; n += 1) {
    const boundary = `part-${n}-${letters}`;
    if (!text.includes(boundary)) return boundary;
  }
}

/** Writes a name for a header as browsers do: quotation marks and line breaks would end it. */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
