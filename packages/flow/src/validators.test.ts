import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ajv } from 'ajv'
import secureMetaSchema from 'ajv/lib/refs/json-schema-secure.json' with { type: 'json' }
import { afterAll, describe, expect, it } from 'vitest'
import { toyNodes, toyValidators } from './check/toy-nodes.spec-harness.ts'
import { fromCompiled } from './compiled-validators.ts'
import { envelope } from './document.ts'
import fixture from './migrations/fixtures/1.json' with { type: 'json' }
import { createValidators, standaloneValidators } from './validators.ts'

const directory = mkdtempSync(join(tmpdir(), 'phloem-validators-'))
afterAll(() => rmSync(directory, { recursive: true }))

/** What a bundler does: it makes `require` work in the module. */
async function loadStandalone() {
  const file = join(directory, 'standalone.mjs')
  const head = `import { createRequire } from 'node:module'\nconst require = createRequire(${JSON.stringify(import.meta.url)})`
  writeFileSync(file, `${head}\n${standaloneValidators(toyNodes)}`)
  return fromCompiled(await import(/* @vite-ignore */ pathToFileURL(file).href))
}

const configs = {
  start: [{}, { more: 1 }],
  dial: [
    { to: ['+12025550101'] },
    { to: [], ringTimeoutSeconds: 'x', order: 'none' },
    { to: ['é'.repeat(64), 'bob'] },
    null,
  ],
  post: [
    { url: 'https://example.com', token: '{{secret.A_1}}' },
    { url: 'x', token: 'secret', auth: { type: 'basic' }, pairs: [{ key: 1 }] },
  ],
} as const

const documents = [
  fixture,
  {},
  { ...fixture, phloem: 2 },
  { ...fixture, id: 'a b' },
  { ...fixture, nodes: [{}] },
  7,
]

describe('standalone validators', () => {
  it('find what the compiled ones find', async () => {
    const standalone = await loadStandalone()
    for (const document of documents) {
      expect(standalone.envelope(document)).toEqual(toyValidators.envelope(document))
    }
    for (const [type, values] of Object.entries(configs)) {
      for (const value of values) {
        expect(standalone.configs[type]?.(value)).toEqual(toyValidators.configs[type]?.(value))
      }
    }
  })

  it('need no eval', () => {
    expect(standaloneValidators(toyNodes)).not.toMatch(/new Function|\beval\(/)
  })
})

it('tell every mistake of a config, and the first of an envelope', () => {
  expect(toyValidators.configs.dial?.({ to: [], more: 1 })).toHaveLength(2)
  expect(toyValidators.envelope({ phloem: 1 })).toHaveLength(1)
})

describe('formats', () => {
  const fits = (format: string, text: string) => {
    const config = { type: 'object', properties: { text: { type: 'string', maxLength: 99, format } } }
    const [start] = toyNodes
    const validators = createValidators([{ ...start, config } as unknown as typeof start])
    return validators.configs.start?.({ text }).length === 0
  }

  it.each([
    {
      format: 'e164',
      good: ['+12025550101'],
      bad: ['12025550101', '+02025550101', '{{A.b}}', ' +12025550101'],
    },
    { format: 'template_or_number', good: ['+12025550101', '{{A.b}}'], bad: ['sip:a@b', 'bob'] },
    {
      format: 'recipient',
      good: ['+12025550101', 'sip:bob@example.com', 'sips:bob@example.com', '+1{{A.b}}', '{{A.b}}'],
      bad: ['+1202', 'sip:bob', 'bob', 'x +12025550101', 'sip:a@b, sip:c@d'],
    },
    {
      format: 'http_url_template',
      good: ['https://example.com', 'http://localhost:80/x', '{{A.b}}', 'https://{{A.b}}'],
      bad: [
        'https://u:p@example.com',
        'example.com',
        'ftp://example.com',
        'https://',
        'https:///x',
        'javascript:alert(1)',
        ' https://example.com',
      ],
    },
    {
      format: 'header_name',
      good: ['X-Phloem', 'a_b.c'],
      bad: ['', 'X Y', 'X:', 'é', 'X\n', 'Host', 'webhook-id'],
    },
    {
      format: 'secret_reference',
      good: ['{{secret.CRM_TOKEN}}', '{{secret.A1}}'],
      bad: ['{{secret.crm}}', '{{secret.1A}}', 'x{{secret.A}}', '{{secret.A}}\n', '{{ secret.A }}', 'A'],
    },
  ])('$format takes $good and not $bad', ({ format, good, bad }) => {
    expect(good.filter((text) => !fits(format, text))).toEqual([])
    expect(bad.filter((text) => fits(format, text))).toEqual([])
  })
})

it('stand on an envelope that is safe against hostile documents', () => {
  const isSecure = new Ajv({ strict: false }).compile(secureMetaSchema)
  expect(isSecure(JSON.parse(JSON.stringify(envelope))), JSON.stringify(isSecure.errors)).toBe(true)
})
