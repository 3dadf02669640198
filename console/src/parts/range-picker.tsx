import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Range } from '../api/queries.ts';

const RANGES: { readonly value: Range; readonly label: string }[] = [
  { value: '1h', label: '1 hour' },
  { value: '24h', label: '24 hours' },
  { value: '7d', label: '7 days' },
];

/** The part of the address that names a time range; an hour is named by nothing. */
export interface RangeSearch {
  readonly range?: '24h' | '7d';
}

interface PickerProps {
  readonly range: Range;
  readonly choose: (search: RangeSearch) => void;
}

/** Chooses the time range of the charts on a page. */
export function RangePicker({ range, choose }: PickerProps): ReactElement {
  return (
    <SegmentedControl
      size="xs"
      data={RANGES}
      value={range}
      onChange={(next) => choose(next === '1h' ? {} : { range: next })}
      aria-label="Time range"
      ml="auto"
    />
  );
}
