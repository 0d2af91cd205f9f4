import { describe, expect, it } from 'vitest'
import { EnvironmentError, readEnvironment } from './environment.ts'

describe('the settings', () => {
  it('have defaults that suit one machine and nobody else', () => {
    expect(readEnvironment({})).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: null,
      adminToken: null,
      plivo: null,
      logLevel: 'info',
      keepDays: { calls: 365, webhooks: 90, deadReports: 365, audit: 365 },
    })
  })

  it('take an empty text for none', () => {
    expect(readEnvironment({ PORT: '', PHLOEM_PUBLIC_URL: ' ', PLIVO_AUTH_ID: '' })).toMatchObject({
      port: 8080,
      plivo: null,
    })
  })

  it('keep the public address as it was typed, but for slashes at its end', () => {
    const read = (url: string) => readEnvironment({ PHLOEM_PUBLIC_URL: url }).publicUrl
    expect(read('https://Phloem.example.com:443/')).toBe('https://Phloem.example.com:443')
    expect(read('https://example.com/phloem')).toBe('https://example.com/phloem')
  })

  it('take several auth tokens while one is being replaced', () => {
    expect(readEnvironment({ PLIVO_AUTH_ID: 'MAX', PLIVO_AUTH_TOKEN: 'old, new' }).plivo).toEqual({
      authId: 'MAX',
      authTokens: ['old', 'new'],
      apiUrl: 'https://api.plivo.com',
    })
  })

  it('allow reports to this machine only while nobody else reaches Phloem', () => {
    expect(readEnvironment({ HOST: '127.0.0.1' }).egressAllow).not.toEqual([])
    expect(readEnvironment({ HOST: '0.0.0.0' }).egressAllow).toEqual([])
    expect(
      readEnvironment({ HOST: '127.0.0.1', PHLOEM_EGRESS_ALLOW: 'crm.internal' }).egressAllow,
    ).toHaveLength(1)
  })

  it('keep the key of the secrets apart from the data folder, and mask people in logs', () => {
    const env = { HOME: '/home/ann', PHLOEM_SECRETS_KEY_FILE: '' }
    expect(readEnvironment(env)).toMatchObject({
      secretsKeyFile: '/home/ann/.config/phloem/secrets.key',
      maskPersonal: 'logs',
    })
    expect(readEnvironment({ ...env, XDG_CONFIG_HOME: '/etc/ann' }).secretsKeyFile).toBe(
      '/etc/ann/phloem/secrets.key',
    )
    expect(readEnvironment({ PHLOEM_SECRETS_KEY_FILE: '/run/key' }).secretsKeyFile).toBe('/run/key')
  })

  it('give the administrators a port of their own, on this machine unless told otherwise', () => {
    expect(readEnvironment({}).admin).toBeNull()
    expect(readEnvironment({ PHLOEM_ADMIN_PORT: '9090' }).admin).toEqual({ port: 9090, host: '127.0.0.1' })
    const named = { PHLOEM_ADMIN_PORT: '9090', PHLOEM_ADMIN_HOST: '10.0.0.1' }
    expect(readEnvironment(named).admin).toEqual({ port: 9090, host: '10.0.0.1' })
  })

  it('believe the proxies that are named, and none otherwise', () => {
    expect(readEnvironment({}).trustedProxies).toEqual([])
    expect(readEnvironment({ PHLOEM_TRUST_PROXY: '127.0.0.1, 10.0.0.0/8 ::1' }).trustedProxies).toEqual([
      '127.0.0.1',
      '10.0.0.0/8',
      '::1',
    ])
  })

  it('find secrets by their prefix', () => {
    expect(readEnvironment({ PHLOEM_SECRET_CRM: 'x', OTHER: 'y' }).secrets).toEqual({ CRM: 'x' })
  })

  it.each([
    { PORT: '70000' },
    { PORT: '-1' },
    { PHLOEM_PUBLIC_URL: 'ftp://example.com' },
    { PHLOEM_PUBLIC_URL: 'https://user@example.com' },
    { PHLOEM_ADMIN_TOKEN: 'two words' },
    { PLIVO_AUTH_TOKEN: 'x' },
    { PLIVO_API_URL: 'api.plivo.com' },
    { PHLOEM_EGRESS_ALLOW: '10.0.0.0/99' },
    { DATABASE_URL: 'postgres://x' },
    { PHLOEM_MASK_PERSONAL: 'all' },
    { LOG_LEVEL: 'loud' },
    { PHLOEM_KEEP_CALLS_DAYS: '-1' },
    { PHLOEM_KEEP_AUDIT_DAYS: 'all' },
    { PHLOEM_ADMIN_PORT: 'x' },
    { PHLOEM_ADMIN_PORT: '8080' },
    { PHLOEM_ADMIN_HOST: '127.0.0.1' },
    { PHLOEM_TRUST_PROXY: 'true' },
    { PHLOEM_TRUST_PROXY: '127.0.0.1, 10.0.0.0/99' },
    { PHLOEM_ADMIN_PASSWORD_FILE: '/nowhere/password' },
    { PHLOEM_ADMIN_PASSWORD_FILE: '/dev/null' },
    { PHLOEM_KEEP_WEBHOOKS_DAYS: 'long' },
    { PHLOEM_KEEP_DEAD_REPORTS_DAYS: '1.5' },
  ])('refuse %o with a line that begins with a name', (env) => {
    const read = () => readEnvironment(env as Record<string, string>)
    expect(read).toThrow(EnvironmentError)
    expect(read).toThrow(/^[A-Z_]+: \S.+\.$/)
  })
})
