import { expect, it } from 'vitest'
import { templateAmount } from './template-amount.ts'
import { flow, found } from './toy-nodes.spec-harness.ts'

const post = (value: string, times: number) => ({
  type: 'post',
  config: { pairs: Array.from({ length: times }, (_, index) => ({ key: `k${index}`, value })) },
})

it('takes 64 KiB of templates in a node, and as much other text as fits', () => {
  const long = `{{A.x}}${'x'.repeat(4089)}`
  expect(found(templateAmount, flow({ a: post(long, 16), b: post(long, 16) }))).toEqual([])
  expect(found(templateAmount, flow({ a: post('x'.repeat(4096), 20) }))).toEqual([])
  expect(found(templateAmount, flow({ a: post(long, 17) }))).toEqual([
    'error nodes[0].config: holds more than 65536 characters of templates',
  ])
})

it('takes 2,000 values, calls and blocks in a flow', () => {
  const crowded = post('{{upper A.x}}'.repeat(100), 10)
  expect(found(templateAmount, flow({ a: crowded, b: crowded }))).toEqual([])
  expect(found(templateAmount, flow({ a: crowded, b: crowded, c: post('{{A.x}}', 1) }))).toEqual([
    'error The templates of a flow hold at most 2000 places with "{{" or "("; here are 2001',
  ])
})
