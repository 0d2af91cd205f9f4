import { expect, it } from 'vitest'
import { isListedHost } from './host-list.ts'

it.each([
  ['crm.example.com', 'crm.example.com', true],
  ['a.test, CRM.example.com', 'crm.Example.com.', true],
  ['*.example.com', 'eu.crm.example.com', true],
  ['*.example.com', 'example.com', false],
  ['*.example.com', 'evilexample.com', false],
  ['example.com', 'crm.example.com', false],
  ['example.com', 'example.com.evil.test', false],
  ['', '', false],
  ['a.test,', '', false],
])('of "%s", %s: %s', (list, host, isListed) => {
  expect(isListedHost(list, host)).toBe(isListed)
})
