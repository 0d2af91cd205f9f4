/** The token of a printed login link (`/login#token=…`), or null. A hash never reaches a server or its log. */
export function tokenInHash(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token')
  return token === null || token === '' ? null : token
}

/** Where to go after the login: only to pages of our own. */
export function pathAfterLogin(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? ''
  return /^\/(?![/\\])/.test(to) && !to.startsWith('/login') ? to : '/flows'
}
