/**
 * What a login or an API token is good for. Each includes `read`; `admin` includes all, and is what tokens, sessions, the
 * password and the audit log ask for. What a browser logs in with by link or password is `admin`.
 */
export const SCOPES = ['read', 'operate', 'edit', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

export const isGranted = (needed: Scope, scopes: readonly Scope[]): boolean =>
  needed === 'read' ? scopes.length > 0 : scopes.includes(needed) || scopes.includes('admin')
