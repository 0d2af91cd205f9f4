import { expect, it } from 'vitest'
import { destinationOf } from './destination-of.ts'

it.each([
  ['https://Example.com/a?b#c', 'https://example.com'],
  ['https://example.com:443/', 'https://example.com'],
  ['http://user:pass@127.0.0.1:9000/x', 'http://127.0.0.1:9000'],
  ['http://[::1]:80/', 'http://[::1]'],
  ['ftp://example.com/', ''],
  ['mailto:a@example.com', ''],
  ['no url', ''],
  ['', ''],
])('says of %j: %j', (url, destination) => {
  expect(destinationOf(url)).toBe(destination)
})
