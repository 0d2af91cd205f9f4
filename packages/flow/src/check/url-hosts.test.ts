import { expect, it } from 'vitest'
import { flow, found } from './toy-nodes.spec-harness.ts'
import { urlHosts } from './url-hosts.ts'

const urls = (url: string, hosts?: string) =>
  found(
    urlHosts,
    flow({ post: { type: 'post', config: { url, ...(hosts === undefined ? {} : { hosts }) } } }),
  )

const IN_HOST =
  'error nodes[0].config.url: The host comes from a template, so a caller could choose it; name the hosts that it may be in Hosts'
const IN_SCHEME = 'error nodes[0].config.url: A URL begins with http:// or https:// and not with a template'
const NOT_LISTED = 'error nodes[0].config.url: The host is none of those that are named in Hosts'
const DOTS = 'error nodes[0].config.url: A part of the path may not be "." or ".."'

it.each([
  'https://example.com/{{Start.call.from}}',
  'https://example.com?caller={{Start.call.from}}',
  'https://example.com#{{Start.call.from}}',
  'https://example.com',
  'https://example.com/a.b/...?x=../y',
])('takes %s', (url) => {
  expect(urls(url)).toEqual([])
})

it.each([
  ['{{Start.http.params.url}}', IN_SCHEME],
  ['{{Start.http.params.scheme}}://example.com/', IN_SCHEME],
  ['http{{Start.http.params.s}}://example.com/', IN_SCHEME],
  ['https://{{Start.http.params.host}}/x', IN_HOST],
  ['HTTP://example.{{Start.http.params.domain}}/x', IN_HOST],
  ['https://example.com{{Start.http.params.path}}', IN_HOST],
  ['https://example.com:{{Start.http.params.port}}/', IN_HOST],
  ['https://example.com/a/../{{Start.call.from}}', DOTS],
  ['https://example.com/.', DOTS],
])('refuses %s', (url, issue) => {
  expect(urls(url)).toEqual([issue])
})

it('takes a template in the host where the hosts are named', () => {
  expect(urls('https://{{Start.http.params.host}}/x', 'a.example.com, *.example.org')).toEqual([])
  expect(urls('https://{{Start.http.params.host}}/x', ' ')).toEqual([IN_HOST])
  expect(urls('{{Start.http.params.url}}', '*.example.org')).toEqual([IN_SCHEME])
})

it('holds a host that is written out against the list too', () => {
  expect(urls('https://eu.example.org:8443/x', '*.example.org')).toEqual([])
  expect(urls('https://example.net/x', '*.example.org')).toEqual([NOT_LISTED])
})

it('leaves texts alone that are no URL', () => {
  const pairs = [{ key: 'k', value: '{{Start.call.from}}' }]
  expect(found(urlHosts, flow({ post: { type: 'post', config: { pairs } } }))).toEqual([])
})
