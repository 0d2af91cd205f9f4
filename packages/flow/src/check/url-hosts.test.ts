import { expect, it } from 'vitest'
import { flow, found } from './toy-nodes.spec-harness.ts'
import { urlHosts } from './url-hosts.ts'

const urls = (url: string) => found(urlHosts, flow({ post: { type: 'post', config: { url } } }))

it.each([
  'https://example.com/{{Start.call.from}}',
  'https://example.com?caller={{Start.call.from}}',
  'https://example.com#{{Start.call.from}}',
  'https://example.com',
])('takes %s', (url) => {
  expect(urls(url)).toEqual([])
})

it.each([
  '{{Start.http.params.url}}',
  'https://{{Start.http.params.host}}/x',
  'HTTP://example.{{Start.http.params.domain}}/x',
  'https://example.com{{Start.http.params.path}}',
])('warns of %s', (url) => {
  expect(urls(url)).toEqual([
    'warning nodes[0].config.url: The host comes from a template, so it cannot be known before the call',
  ])
})

it('leaves texts alone that are no URL', () => {
  const pairs = [{ key: 'k', value: '{{Start.call.from}}' }]
  expect(found(urlHosts, flow({ post: { type: 'post', config: { pairs } } }))).toEqual([])
})
