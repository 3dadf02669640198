import type { ReactElement } from 'react';

/** The heads of the columns that `EventRow` fills. */
export function EventHeads(): ReactElement {
  return (
    <>
      <th style={{ width: '30%' }}>Event</th>
      <th style={{ width: '27%' }}>Job</th>
      <th>Deliveries</th>
      <th className="right" style={{ width: 110 }}>
        Accepted
      </th>
    </>
  );
}
