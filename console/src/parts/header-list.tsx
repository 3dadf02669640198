import type { ReactElement } from 'react';

/** Lists HTTP headers, one per line. */
export function HeaderList({
  headers,
}: {
  readonly headers: Readonly<Record<string, string>>;
}): ReactElement {
  return (
    <dl className="mono" style={{ margin: 0, display: 'grid', gap: 2 }}>
      {Object.entries(headers).map(([name, value]) => (
        <div key={name} className="break">
          <dt style={{ display: 'inline', color: 'var(--calm)' }}>
            <bdi>{name}</bdi>:{' '}
          </dt>
          <dd style={{ display: 'inline', margin: 0 }}>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
