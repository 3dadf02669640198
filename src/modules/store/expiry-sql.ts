import { GROUPED } from '../model/digest.js';

/**
 * True for a delivery that expires by itself: not the carrier of a digest, whose next attempt finds it too old, nor a member of one whose
 * content is fixed, which shares its end.
 *
 * @param d name of the delivery
 */
export function ofItself(d: string): string {
  return `${d}.carries is null and (coalesce(${d}.reason, '') <> '${GROUPED}' or not exists (
    select 1 from deliveries c where c.id = ${d}.grouped_in and c.carries = 'sealed'))`;
}
