/**
 * Whose a report is: scheme, host and port of its URL, e.g. `https://example.com` or `http://127.0.0.1:9000`. Empty for
 * what is no web address; such a report can't be sent.
 */
export function destinationOf(url: string): string {
  const parsed = URL.parse(url)
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.origin : ''
}
