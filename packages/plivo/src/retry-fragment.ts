/**
 * The URL as Plivo gets it: with a fragment that sets its connect and read timeouts (ms), its retries, and on what
 * it retries (Plivo callback configuration page). Without it Plivo waits 40 s and retries no 5xx. The URL must
 * have no fragment of its own.
 */
export const retries = (url: string): string => `${url}#ct=2000&rt=5000&rc=2&rp=5xx,ct,rt`
