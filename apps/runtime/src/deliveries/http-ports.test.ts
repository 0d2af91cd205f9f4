import { expect, it } from 'vitest'
import { isUsualPort } from './http-ports.ts'

it.each([80, 443, 1024, 3000, 5000, 8000, 8080, 8443, 9000, 49_152, 65_535])('takes %i', (port) => {
  expect(isUsualPort(port)).toBe(true)
})

it.each([0, 1, 22, 25, 53, 111, 445, 1023, 2375, 3306, 5432, 6379, 9200, 10250, 11211, 27017, 65_536])(
  'takes %i for something else',
  (port) => {
    expect(isUsualPort(port)).toBe(false)
  },
)
