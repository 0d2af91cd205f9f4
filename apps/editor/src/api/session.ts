import { api } from './client.ts'

/** The token is a one-time link's or an API token. */
export type Credential = { token: string } | { password: string }

/** The cookie that follows cannot be read by scripts. */
export const logIn = (credential: Credential): Promise<void> => api.post('/api/login', credential)

export const logOut = (): Promise<void> => api.post('/api/logout')
