import { expect, it } from 'vitest'
import { normaliseTemplate } from './normalise-template.ts'

it.each([
  { pasted: '{{ "{{Start.call.from" }}}}', mended: '{{Start.call.from}}' },
  { pasted: '{{ "{{Start.call.from}}" }}', mended: '{{Start.call.from}}' },
  { pasted: '{{"{{ Start.call.from "}}}}', mended: '{{Start.call.from}}' },
  { pasted: '{{ “{{Start.call.from” }}}}', mended: '{{Start.call.from}}' },
  { pasted: 'a {{ "{{A.x" }}}} b {{ "{{B.y" }}}}', mended: 'a {{A.x}} b {{B.y}}' },
  { pasted: '{{Start.call.from}}', mended: '{{Start.call.from}}' },
  { pasted: '{{default A.x "y"}}', mended: '{{default A.x "y"}}' },
  { pasted: '{{ "{{ " }}}}', mended: '{{ "{{ " }}}}' },
])('makes $pasted into $mended', ({ pasted, mended }) => {
  expect(normaliseTemplate(pasted)).toBe(mended)
})
