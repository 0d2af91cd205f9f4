import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from '../harness/axe.ts'
import { openStage, type Stage, scenes } from './scenes.ts'

describe.each(['worked_with', 'fresh'] as const)('a Phloem that is %s', (kind) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(kind, { reducedMotion: 'reduce' })
  })
  afterAll(() => stage?.[Symbol.asyncDispose]())

  // One scene in both themes: most of the time goes into getting there.
  it.each(scenes.filter(({ phloem }) => phloem === kind))(
    '$name has no serious fault of accessibility in either theme',
    async (scene) => {
      await stage.show(scene)
      for (const colorScheme of ['light', 'dark'] as const) {
        await stage.showIn(colorScheme)
        expect(await seriousFaults(stage.page), colorScheme).toEqual([])
      }
    },
  )
})
