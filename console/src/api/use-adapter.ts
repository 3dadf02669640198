import { useQuery } from '@tanstack/react-query';
import { adaptersQuery } from './queries.ts';
import type { Adapter } from './types.ts';

/** Finds the kind of target with that type; without a type, the one that takes any URL. Undefined until the gateway has answered. */
export function useAdapter(type: string | undefined): Adapter | undefined {
  const { data: adapters = [] } = useQuery(adaptersQuery);
  return adapters.find((adapter) => (type === undefined ? adapter.fallback : adapter.type === type));
}
