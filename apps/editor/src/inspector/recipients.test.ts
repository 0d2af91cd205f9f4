import { describe, expect, it } from 'vitest'
import { formatRecipients, parseRecipients, tidyRecipients } from './recipients.ts'

describe('recipients', () => {
  it.each([
    ['+12025550101,+12025550102', ['+12025550101', '+12025550102']],
    [' +12025550101 ,  sip:ada@example.com ', ['+12025550101', 'sip:ada@example.com']],
    ['+12025550101,', ['+12025550101']],
    ['+12025550101\n+12025550102', ['+12025550101', '+12025550102']],
    [
      '+1 202 555 0101 +12025550102 sip:ada@example.com',
      ['+1 202 555 0101', '+12025550102', 'sip:ada@example.com'],
    ],
    ['{{Start.call.to}}, 12', ['{{Start.call.to}}', '12']],
    ['', []],
    [' , ', []],
  ])('reads %j', (text, recipients) => {
    expect(parseRecipients(text)).toEqual(recipients)
  })

  it('reads again what it shows', () => {
    const recipients = ['+12025550101', '{{Start.call.to}}']
    expect(parseRecipients(formatRecipients(recipients))).toEqual(recipients)
  })

  it('tidies international numbers only, since 202… lacks its country', () => {
    expect(tidyRecipients(['+1 (202) 555-0101', '2025550101', 'sip:ada@example.com', '+12'])).toEqual([
      '+12025550101',
      '2025550101',
      'sip:ada@example.com',
      '+12',
    ])
  })
})
