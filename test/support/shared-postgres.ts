/** The environment variable with the address of the desk in `test/run/postgres-desk.ts`. */
export const SHARED_POSTGRES = 'SHARED_POSTGRES';

/** The URL of the server that all spec files of the run share, which the first call starts; null outside a run. */
export async function sharedPostgresUrl(): Promise<string | null> {
  const desk = process.env[SHARED_POSTGRES];
  if (!desk) return null;
  const answer = await fetch(desk);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}
