import './opsgenie.css';
import type { ReactElement } from 'react';

interface OpsgenieBody {
  readonly message?: string;
  readonly description?: string;
  readonly priority?: string;
  readonly source?: string;
  readonly tags?: readonly string[];
  readonly details?: Readonly<Record<string, string>>;
  readonly responders?: readonly { readonly name: string }[];
  /** Of a request that closes or acknowledges an alert. */
  readonly note?: string;
}

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
}

/** Draws the alert as its page in Jira Service Management shows it, or the note of what is done to the alert of the job. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function OpsgeniePreview({ message, scheme }: PreviewProps): ReactElement {
  const body = message as OpsgenieBody;
  return (
    <figure className="opsgenie" data-scheme={scheme} aria-label="The alert in Jira Service Management">
      {body.note === undefined ? <Alert body={body} /> : <Change note={body.note} />}
    </figure>
  );
}

function Change({ note }: { readonly note: string }): ReactElement {
  return (
    <div className="opsgenie-card" data-priority="none">
      <div className="opsgenie-head">Note on the open alert, if there is one</div>
      <div>{note}</div>
    </div>
  );
}

function Alert({ body }: { readonly body: OpsgenieBody }): ReactElement {
  const {
    message,
    description = '',
    priority = 'P3',
    source,
    tags = [],
    details = {},
    responders = [],
  } = body;
  return (
    <div className="opsgenie-card" data-priority={priority}>
      <div className="opsgenie-head">
        <span className="opsgenie-chip">{priority}</span>
        <span>{source}</span>
        {responders.map(({ name }) => (
          <span key={name}>{name}</span>
        ))}
        {tags.map((tag) => (
          <span key={tag} className="opsgenie-tag">
            {tag}
          </span>
        ))}
      </div>
      <div className="opsgenie-summary">{message}</div>
      {description.split('\n\n').map((paragraph, at) => (
        <Paragraph key={at} text={paragraph} />
      ))}
      <dl className="opsgenie-details">
        {Object.entries(details).map(([label, text]) => (
          <Detail key={label} label={label} text={text} />
        ))}
      </dl>
    </div>
  );
}

/** A paragraph of the description; addresses in it are links. */
function Paragraph({ text }: { readonly text: string }): ReactElement {
  const parts = text.split(/(https?:\/\/\S+)/);
  if (parts.length === 1) return <div className="opsgenie-text">{text}</div>;
  return (
    <div className="opsgenie-text">
      {parts.map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <a key={at} href={part} target="_blank" rel="noreferrer">
            {part}
          </a>
        ),
      )}
    </div>
  );
}

function Detail({ label, text }: { readonly label: string; readonly text: string }): ReactElement {
  return (
    <>
      <dt>{label}</dt>
      <dd className="opsgenie-text">{text}</dd>
    </>
  );
}
