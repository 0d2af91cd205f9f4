import { api } from './client.ts'

/** With a one-time login token or the API token; the cookie that follows cannot be read by scripts. */
export const logIn = (token: string): Promise<void> => api.post('/api/login', { token })

export const logOut = (): Promise<void> => api.post('/api/logout')
