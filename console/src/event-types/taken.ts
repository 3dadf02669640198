/**
 * Picks the resources whose requests were accepted. A request that was refused says that its resource cannot be used.
 *
 * @throws the reason of a request that got no answer, or of one that the gateway failed at: it says nothing of its resource
 */
export function taken<Thing>(
  things: readonly Thing[],
  results: readonly PromiseSettledResult<unknown>[],
): readonly Thing[] {
  for (const result of results)
    if (result.status === 'rejected' && !isRefusal(result.reason)) throw result.reason as Error;
  return things.filter((_, at) => results[at]?.status === 'fulfilled');
}

/** True for the API's answer that the request itself is at fault. */
function isRefusal(reason: unknown): boolean {
  const status = Number((reason as { readonly status?: unknown } | null)?.status);
  return status === 400 || status === 404 || status === 422;
}
