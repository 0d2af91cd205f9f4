import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlowDocument } from '@phloem/flow'
import { pino } from 'pino'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { Hub } from '../hub.ts'
import type { Store } from '../store/port.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import { Flows } from './flows.ts'
import { FlowLibrary } from './library.ts'

let folder: string
let store: Store
let library: FlowLibrary
let flows: Flows
let log: string[]

beforeEach(() => {
  const base = mkdtempSync(join(tmpdir(), 'phloem-'))
  folder = join(base, 'flows')
  store = openSqliteStore(join(base, 'data'))
  log = []
  library = new FlowLibrary(
    folder,
    pino({ level: 'warn' }, { write: (line) => void log.push(JSON.parse(line).msg) }),
  )
  const clock = {
    now: () => 1_000,
    aheadMs: () => 0,
    follow: () => undefined,
    monotonic: () => 0,
    after: () => () => undefined,
  }
  flows = new Flows({ store: store.flows, files: library, hub: new Hub(), clock, onPublish: () => {} })
  onTestFinished(async () => {
    await store.close()
    rmSync(base, { recursive: true })
  })
})

const flow = (id: string, name = id): FlowDocument => ({
  phloem: 1,
  id,
  name,
  nodes: [{ id: 'start', type: 'start', name: 'Start', config: {} }],
  edges: [],
})
const write = async (file: string, content: unknown) => {
  await library.keep(flow('any'))
  rmSync(join(folder, 'any.json'))
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content))
}
const versionsOf = async (id: string) => (await store.flows.versions(id)).map(({ version }) => version)

describe('the folder of flows', () => {
  it('may be missing', async () => {
    await library.load(store.flows, flows)
    expect(await store.flows.list()).toEqual([])
    expect(log).toEqual([])
  })

  it('makes a file a published flow, once', async () => {
    await write('a.json', flow('a'))
    await library.load(store.flows, flows)
    await Promise.all([library.load(store.flows, flows), library.load(store.flows, flows)])
    expect(await versionsOf('a')).toEqual([1])
    expect(await store.flows.find('a')).toMatchObject({ draft: { name: 'a' }, version: 1 })
  })

  it('makes a changed file the next version, and the draft that nobody touched', async () => {
    await write('a.json', flow('a'))
    await library.load(store.flows, flows)
    await write('a.json', flow('a', 'changed'))
    await library.load(store.flows, flows)
    expect(await store.flows.find('a')).toMatchObject({ draft: { name: 'changed' }, version: 2 })
  })

  it('leaves a draft with changes of its own alone', async () => {
    await write('a.json', flow('a'))
    await library.load(store.flows, flows)
    await flows.save(flow('a', 'my work'), null)
    await write('a.json', flow('a', 'changed'))
    await library.load(store.flows, flows)
    expect(await store.flows.find('a')).toMatchObject({ draft: { name: 'my work' }, version: 2 })
  })

  it.each([
    { what: 'half a file', content: '{"phloem":1,', says: 'it is not JSON' },
    { what: 'a newer format', content: { ...flow('a'), phloem: 2 }, says: 'newer Phloem' },
    { what: 'a flow with errors', content: { ...flow('a'), nodes: [] }, says: 'Start' },
    { what: 'a file that is too large', content: `"${'x'.repeat(600_000)}"`, says: 'larger than' },
  ])('names $what in the log and loads the others', async ({ content, says }) => {
    await write('a.json', content)
    writeFileSync(join(folder, 'b.json'), JSON.stringify(flow('b')))
    await library.load(store.flows, flows)
    expect(log).toEqual([expect.stringMatching(new RegExp(`^a\\.json is not loaded: .*${says}`))])
    expect(await versionsOf('b')).toEqual([1])
  })

  it('takes the first of two files with one id, and names the other', async () => {
    await write('one.json', flow('a', 'one'))
    writeFileSync(join(folder, 'two.json'), JSON.stringify(flow('a', 'two')))
    await library.load(store.flows, flows)
    await library.load(store.flows, flows)
    expect(await store.flows.find('a')).toMatchObject({ draft: { name: 'one' }, version: 1 })
    expect(log[0]).toBe('two.json is not loaded: one.json holds a flow with the same id already')
  })

  it("does not keep a flow from being published when it can't be written", async () => {
    writeFileSync(folder, 'a file, not a folder')
    await flows.create(flow('a'))
    expect(await flows.publish('a', '')).toMatchObject({ version: { version: 1 } })
    expect(log).toEqual(['the flow is published, but its file could not be written'])
  })

  it('keeps a flow in the file that it came from, whatever its name', async () => {
    await write('mine.json', `\uFEFF${JSON.stringify(flow('a'))}`)
    await library.load(store.flows, flows)
    await flows.save(flow('a', 'changed'), null)
    await flows.publish('a', '')
    expect(readdirSync(folder)).toEqual(['mine.json'])
    expect(JSON.parse(readFileSync(join(folder, 'mine.json'), 'utf8'))).toEqual(flow('a', 'changed'))
    await flows.remove('a')
    expect(readdirSync(folder)).toEqual([])
  })

  it('passes over folders and hidden files', async () => {
    await write('.hidden.json', flow('a'))
    mkdirSync(join(folder, 'folder.json'))
    await library.load(store.flows, flows)
    expect(await store.flows.list()).toEqual([])
    expect(log).toEqual([])
  })

  it('gets a file when a flow is published, whole, and loses it when the flow is removed', async () => {
    await flows.create(flow('a'))
    await flows.publish('a', '')
    expect(readdirSync(folder)).toEqual(['a.json'])
    expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'))).toEqual(flow('a'))
    await library.load(store.flows, flows)
    expect(await versionsOf('a')).toEqual([1])
    await flows.remove('a')
    await library.load(store.flows, flows)
    expect(await store.flows.list()).toEqual([])
  })
})
