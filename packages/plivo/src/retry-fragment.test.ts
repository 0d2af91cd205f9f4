import { expect, it } from 'vitest'
import { retries } from './retry-fragment.ts'

it.each(['https://flows.example.com/plivo/answer', 'https://flows.example.com/plivo/answer?run=r-9'])(
  'lets Plivo retry %s',
  (url) => {
    expect(retries(url)).toBe(`${url}#ct=2000&rt=5000&rc=2&rp=5xx,ct,rt`)
  },
)
