import './github.css';
import type { ReactElement } from 'react';
import { Values, valuesIn } from '../../payload/preview/values.tsx';

interface PreviewProps {
  /** The body of the request, as JSON. */
  readonly message: object;
  readonly scheme: 'light' | 'dark';
}

interface Dispatch {
  readonly event_type?: string;
  readonly client_payload?: object;
}

/** Draws what a workflow sees of the dispatch: the run that it begins, and the values of its context. */
// oxlint-disable-next-line import/no-default-export -- React.lazy takes a default export
export default function GithubPreview({ message, scheme }: PreviewProps): ReactElement {
  const { event_type: type = '', client_payload: payload = {} } = message as Dispatch;
  return (
    <figure className="github" data-scheme={scheme} aria-label="What a workflow of GitHub sees">
      <div className="github-run">
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
          <circle
            cx="8"
            cy="8"
            r="6.5"
            fill="none"
            stroke="#bf8700"
            strokeWidth="2"
            strokeDasharray="26 15"
          />
        </svg>
        <div>
          <strong>{type}</strong> <span className="github-soft">Repository dispatch triggered</span>
        </div>
      </div>
      <div className="github-soft">
        Starts workflows with <code>on: repository_dispatch</code>, <code>types: [{type}]</code>. In their
        expressions:
      </div>
      <Values
        values={[
          ['github.event_name', 'repository_dispatch'],
          ['github.event.action', type],
          ...valuesIn(payload, 'github.event.client_payload'),
        ]}
      />
    </figure>
  );
}
