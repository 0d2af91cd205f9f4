import { expect, it } from 'vitest'
import { withPlus } from './phone-number.ts'

it.each([
  ['14155550100', '+14155550100'],
  ['+14155550100', '+14155550100'],
  [' 14155550100', '+14155550100'],
  ['1234567', '+1234567'],
  ['123456789012345', '+123456789012345'],
])('reads the number %j as %j', (text, number) => {
  expect(withPlus(text)).toBe(number)
})

it.each([
  'sip:alice@phone.plivo.com',
  'anonymous',
  'unknown',
  '',
  '911',
  '04155550100',
  '1234567890123456',
  '1415-555',
])('leaves %j as it is', (text) => {
  expect(withPlus(text)).toBe(text)
})
