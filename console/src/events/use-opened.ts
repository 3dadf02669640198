import { useState } from 'react';

export interface Opened {
  readonly isOpen: (id: string) => boolean;
  readonly toggle: (id: string) => void;
}

/** Holds of which events the details are shown: at first of those given. */
export function useOpened(first: readonly string[] = []): Opened {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set(first));
  return {
    isOpen: (id) => ids.has(id),
    toggle: (id) => setIds(new Set(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id])),
  };
}
