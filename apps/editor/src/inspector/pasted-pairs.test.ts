import { describe, expect, it } from 'vitest'
import { pastedPairs } from './pasted-pairs.ts'

describe('pastedPairs', () => {
  it.each([
    ['a=b', [{ key: 'a', value: 'b' }]],
    [
      'a=b\nc=d=e\n',
      [
        { key: 'a', value: 'b' },
        { key: 'c', value: 'd=e' },
      ],
    ],
    [
      'X-Id: 7\r\nAccept: text/plain',
      [
        { key: 'X-Id', value: '7' },
        { key: 'Accept', value: 'text/plain' },
      ],
    ],
    [
      'DialStatus={{Call_Forward_1.DialStatus}}',
      [{ key: 'DialStatus', value: '{{Call_Forward_1.DialStatus}}' }],
    ],
    ['empty=', [{ key: 'empty', value: '' }]],
  ])('reads %j as rows', (text, pairs) => {
    expect(pastedPairs(text)).toEqual(pairs)
  })

  it.each(['DialStatus', 'https://example.com/', 'a=b\nwords', 'two words=1', '', '\n'])(
    'leaves %j as it is',
    (text) => {
      expect(pastedPairs(text)).toBeNull()
    },
  )
})
