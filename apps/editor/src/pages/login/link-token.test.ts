import { expect, it } from 'vitest'
import { pathAfterLogin, tokenInHash } from './link-token.ts'

it.each([
  ['#token=abc-1', 'abc-1'],
  ['#token=a%2Bb', 'a+b'],
  ['#token=', null],
  ['#other=1', null],
  ['', null],
])('reads the hash "%s" as %s', (hash, token) => {
  expect(tokenInHash(hash)).toBe(token)
})

it.each([
  ['?to=%2Fcalls%3Fstate%3Dcompleted', '/calls?state=completed'],
  ['', '/flows'],
  ['?to=https%3A%2F%2Fevil.example', '/flows'],
  ['?to=%2F%2Fevil.example', '/flows'],
  ['?to=%2F%5Cevil.example', '/flows'],
  ['?to=%2Flogin', '/flows'],
])('goes from "%s" to %s', (search, path) => {
  expect(pathAfterLogin(search)).toBe(path)
})
