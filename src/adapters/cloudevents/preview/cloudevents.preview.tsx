import './cloudevents.css';
import type { ReactElement } from 'react';
import { Json, Values, type Value } from '../../payload/preview/values.tsx';

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
  /** Headers of the request; of the binary mode they hold the attributes. */
  readonly headers?: Readonly<Record<string, string>>;
}

const NO_HEADERS = {};

interface Read {
  readonly mode: string;
  readonly attributes: readonly Value[];
  readonly data: unknown;
}

/** Draws the event as a library of CloudEvents hands it over: its attributes, and its data. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function CloudEventsPreview({
  message,
  scheme,
  headers = NO_HEADERS,
}: PreviewProps): ReactElement {
  const { mode, attributes, data } = read(message, headers);
  return (
    <figure
      className="cloudevents"
      data-scheme={scheme}
      aria-label="The event as a receiver of CloudEvents reads it"
    >
      <div className="cloudevents-head">CloudEvent · {mode} mode</div>
      <Values values={attributes} />
      <div className="cloudevents-head">data</div>
      <Json value={data} />
    </figure>
  );
}

function read(message: object, headers: Readonly<Record<string, string>>): Read {
  const inHeaders = Object.entries(headers).flatMap(([name, value]): Value[] => {
    const [, attribute] = /^ce-(.+)$/i.exec(name) ?? [];
    return attribute === undefined ? [] : [[attribute.toLowerCase(), decoded(value)]];
  });
  if (inHeaders.length > 0) return { mode: 'binary', attributes: inHeaders, data: message };
  const { data, ...attributes } = (Array.isArray(message) ? message[0] : message) as {
    readonly data?: unknown;
  };
  const mode = Array.isArray(message) ? 'batch' : 'structured';
  return { mode, attributes: Object.entries(attributes), data };
}

/** Reads what the binding percent-encodes in headers. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
