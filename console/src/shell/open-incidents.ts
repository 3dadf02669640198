import { useQuery } from '@tanstack/react-query';
import { openIncidentsQuery } from '../api/queries.ts';

/** Returns the number of open incidents; 0 until that is known. */
export function useOpenIncidents(): number {
  return useQuery(openIncidentsQuery).data?.length ?? 0;
}
