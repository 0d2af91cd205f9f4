import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import { flowDocument, ODD_TEXTS } from './samples.ts'

export function flowContract(subject: Subject) {
  describe('flows', () => {
    it('keeps a new draft at revision 1, unpublished', async () => {
      const { flows } = subject.store
      const draft = flowDocument('report')
      const flow = { id: 'report', revision: 1, draft, updatedAt: 10, version: null, publishedAt: null }
      expect(await flows.create(draft, 10)).toEqual(flow)
      expect(await flows.find('report')).toEqual(flow)
      expect(await flows.list()).toEqual([flow])
    })

    it('knows no flow that was not created', async () => {
      expect(await subject.store.flows.find('report')).toBeNull()
      expect(await subject.store.flows.list()).toEqual([])
    })

    it('creates no flow under an id that is taken', async () => {
      const { flows } = subject.store
      const first = await flows.create(flowDocument('report', 'First'), 10)
      expect(await flows.create(flowDocument('report', 'Second'), 20)).toBeNull()
      expect(await flows.find('report')).toEqual(first)
    })

    it('lists flows by id', async () => {
      const { flows } = subject.store
      for (const id of ['b', 'c', 'a']) await flows.create(flowDocument(id), 10)
      expect((await flows.list()).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    })

    it.each([
      { ifRevision: 1, title: 'the revision that was read' },
      { ifRevision: null, title: 'any revision' },
    ])('saves a draft over $title and counts it', async ({ ifRevision }) => {
      const { flows } = subject.store
      await flows.create(flowDocument('report'), 10)
      const saved = await flows.saveDraft(flowDocument('report', 'Better'), ifRevision, 20)
      expect(saved).toMatchObject({ revision: 2, draft: { name: 'Better' }, updatedAt: 20 })
      expect(await flows.find('report')).toEqual(saved)
    })

    it('saves nothing over another revision, nor where there is no flow', async () => {
      const { flows } = subject.store
      const created = await flows.create(flowDocument('report'), 10)
      expect(await flows.saveDraft(flowDocument('report', 'Late'), 2, 20)).toBeNull()
      expect(await flows.saveDraft(flowDocument('other'), null, 20)).toBeNull()
      expect(await flows.find('report')).toEqual(created)
      expect(await flows.find('other')).toBeNull()
    })

    it('lets one of two saves over the same revision win', async () => {
      const { flows } = subject.store
      await flows.create(flowDocument('report'), 10)
      const saves = ['One', 'Two'].map((name) => flows.saveDraft(flowDocument('report', name), 1, 20))
      const [saved, ...others] = (await Promise.all(saves)).filter((flow) => flow !== null)
      expect(others).toEqual([])
      expect(await flows.find('report')).toEqual(saved)
    })

    it('removes a flow once', async () => {
      const { flows } = subject.store
      await flows.create(flowDocument('report'), 10)
      expect(await flows.remove('report')).toBe(true)
      expect(await flows.remove('report')).toBe(false)
      expect(await flows.find('report')).toBeNull()
      expect(await flows.list()).toEqual([])
      expect(await flows.saveDraft(flowDocument('report'), null, 20)).toBeNull()
    })

    it('gives a flow that is made again a revision that no old ETag fits', async () => {
      const { flows } = subject.store
      await flows.create(flowDocument('report'), 10)
      await flows.saveDraft(flowDocument('report'), null, 20)
      await flows.remove('report')
      const again = await flows.create(flowDocument('report', 'Again'), 30)
      expect(again).toMatchObject({ draft: { name: 'Again' }, updatedAt: 30 })
      expect(again?.revision).toBeGreaterThan(2)
    })

    it('numbers versions 1, 2, 3 and shows the newest with the flow', async () => {
      const { flows } = subject.store
      await flows.create(flowDocument('report'), 10)
      const document = flowDocument('report', 'Published')
      for (const version of [1, 2, 3]) {
        const published = {
          flowId: 'report',
          version,
          document,
          note: `Note ${version}`,
          publishedAt: 100 + version,
        }
        expect(await flows.publish('report', document, `Note ${version}`, 100 + version)).toEqual(published)
      }
      expect(await flows.find('report')).toMatchObject({ revision: 1, version: 3, publishedAt: 103 })
      expect(await flows.list()).toMatchObject([{ version: 3, publishedAt: 103 }])
      expect(await flows.versions('report')).toEqual(
        [3, 2, 1].map((version) => ({
          flowId: 'report',
          version,
          note: `Note ${version}`,
          publishedAt: 100 + version,
        })),
      )
    })

    it('numbers versions without gaps when they are published at once', async () => {
      const { flows } = subject.store
      const notes = ['a', 'b', 'c', 'd']
      const published = await Promise.all(
        notes.map((note) => flows.publish('report', flowDocument('report'), note, 10)),
      )
      expect(published.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4])
    })

    it('finds a version by its number, and the newest without one', async () => {
      const { flows } = subject.store
      await flows.publish('report', flowDocument('report', 'First'), '', 10)
      await flows.publish('report', flowDocument('report', 'Second'), '', 20)
      await flows.publish('other', flowDocument('other'), '', 30)
      expect(await flows.version('report', 1)).toMatchObject({ version: 1, document: { name: 'First' } })
      expect(await flows.version('report', null)).toMatchObject({ version: 2, document: { name: 'Second' } })
      expect(await flows.version('report', 3)).toBeNull()
      expect(await flows.version('unknown', null)).toBeNull()
      expect(await flows.versions('unknown')).toEqual([])
    })

    it('keeps a version as it was published, whatever becomes of the draft', async () => {
      const { flows } = subject.store
      await flows.create(flowDocument('report', 'First'), 10)
      const published = await flows.publish('report', flowDocument('report', 'First'), '', 10)
      await flows.saveDraft(flowDocument('report', 'Second'), null, 20)
      expect(await flows.version('report', 1)).toEqual(published)
    })

    it('keeps the versions of a removed flow and goes on numbering when it is made again', async () => {
      const { flows } = subject.store
      await flows.create(flowDocument('report'), 10)
      await flows.publish('report', flowDocument('report', 'First'), '', 10)
      await flows.remove('report')
      expect(await flows.version('report', 1)).toMatchObject({ document: { name: 'First' } })
      expect(await flows.create(flowDocument('report'), 20)).toMatchObject({ version: 1 })
      expect(await flows.publish('report', flowDocument('report'), '', 30)).toMatchObject({ version: 2 })
    })

    it.each(ODD_TEXTS)('returns %s in documents and notes as it was given', async (_, text) => {
      const { flows } = subject.store
      const document = flowDocument('report', text)
      await flows.create(document, 10)
      await flows.publish('report', document, text, 10)
      await subject.reopen()
      expect(await subject.store.flows.find('report')).toMatchObject({ draft: document })
      expect(await subject.store.flows.version('report', 1)).toMatchObject({ document, note: text })
    })
  })
}
