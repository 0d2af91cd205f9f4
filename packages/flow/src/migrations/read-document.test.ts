import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { toyValidators } from '../check/toy-nodes.spec-harness.ts'
import { FORMAT_VERSION } from '../document.ts'
import { type Migration, migrations } from './migrations.ts'
import { readDocument, readWith } from './read-document.ts'

const versions = Array.from({ length: FORMAT_VERSION }, (_, index) => index + 1)
const fixtures = new URL('./fixtures/', import.meta.url)

it('has a fixture for every version, and a migration from every one but the newest', () => {
  expect(readdirSync(fixtures).toSorted()).toEqual(versions.map((version) => `${version}.json`).toSorted())
  expect(Object.keys(migrations)).toEqual(versions.slice(0, -1).map(String))
})

it.each(versions)('brings the fixture of version %i to a document of the newest', (version) => {
  const raw = JSON.parse(readFileSync(new URL(`${version}.json`, fixtures), 'utf8'))
  expect(raw.phloem).toBe(version)
  const read = readDocument(raw)
  expect(read.ok && toyValidators.envelope(read.document)).toEqual([])
})

it.each([
  { raw: null, code: 'no_flow', message: 'This is not a flow: a flow is a JSON object' },
  { raw: [], code: 'no_flow', message: 'This is not a flow: a flow is a JSON object' },
  { raw: {}, code: 'no_flow', message: 'This is not a flow: it lacks "phloem", the number of its format' },
  {
    raw: { phloem: '1' },
    code: 'unknown_format',
    message: '"phloem" must be the number of its format, 1 to 1',
  },
  {
    raw: { phloem: 0 },
    code: 'unknown_format',
    message: '"phloem" must be the number of its format, 1 to 1',
  },
  {
    raw: { phloem: 1.5 },
    code: 'unknown_format',
    message: '"phloem" must be the number of its format, 1 to 1',
  },
  {
    raw: { phloem: 2 },
    code: 'newer_format',
    message: 'This flow was saved by a newer Phloem (format 2); this one reads up to format 1',
  },
])('refuses $raw', ({ raw, code, message }) => {
  expect(readDocument(raw)).toMatchObject({ ok: false, issue: { code, severity: 'error', message } })
})

it('refuses a document that is nested beyond reason', () => {
  let nested: unknown = 'leaf'
  for (let level = 0; level < 100_000; level += 1) nested = [nested]
  expect(readDocument({ phloem: 1, nodes: nested })).toMatchObject({ ok: false, issue: { code: 'too_deep' } })
})

const table: Record<number, Migration> = {
  1: ({ title, ...document }) => ({ ...document, name: title }),
  2: (document) => ({ ...document, name: String(document.name).toUpperCase() }),
}

it.each([
  { raw: { phloem: 1, title: 'a' }, document: { phloem: 3, name: 'A' } },
  { raw: { phloem: 2, name: 'a' }, document: { phloem: 3, name: 'A' } },
  { raw: { phloem: 3, name: 'a' }, document: { phloem: 3, name: 'a' } },
])('takes $raw through one migration after the other', ({ raw, document }) => {
  const before = structuredClone(raw)
  expect(readWith(raw, table, 3)).toEqual({ ok: true, document })
  expect(raw).toEqual(before)
})

it('does not skip a version whose migration is missing', () => {
  expect(() => readWith({ phloem: 1 }, {}, 2)).toThrow('No migration leads from format 1 to 2')
})
