import { describe, expect, it } from 'vitest'
import { experiments } from './chaos/experiments.ts'

describe('Phloem survives', () => {
  it.each(experiments.map((experiment) => [experiment.name, experiment] as const))(
    '%s',
    async (_, { run }) => {
      const findings = await run('short', () => undefined)
      expect(findings.filter(({ isMet, isTiming }) => !isMet && !isTiming)).toEqual([])
      expect(findings.length).toBeGreaterThan(0)
    },
    180_000,
  )
})
