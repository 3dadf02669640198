/** Where the run's server is to be had; see `test/run/postgres-desk.ts`. */
export const SHARED_POSTGRES = 'SHARED_POSTGRES';

/** The URL of the server that all spec files of the run share, started with the first question; null outside a run. */
export async function sharedPostgresUrl(): Promise<string | null> {
  const desk = process.env[SHARED_POSTGRES];
  if (!desk) return null;
  const answer = await fetch(desk);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}
