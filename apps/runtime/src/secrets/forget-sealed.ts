import type { Store } from '../store/port.ts'

/**
 * Removes all that is encrypted, for when its key is lost: secrets have to be set again, and destinations get new signing
 * secrets. What they were; nothing else is touched.
 */
export async function forgetSealed({
  secrets,
  destinations,
}: Pick<Store, 'secrets' | 'destinations'>): Promise<{ secrets: string[]; origins: string[] }> {
  const names = (await secrets.list()).map(({ name }) => name)
  for (const name of names) await secrets.remove(name)
  const known = await destinations.list()
  for (const destination of known) await destinations.put({ ...destination, secrets: [] })
  return { secrets: names, origins: known.map(({ origin }) => origin) }
}
