import { expect, it } from 'vitest'
import { indexFlow } from './checked-flow.ts'
import { configIssues } from './config-issues.ts'
import { flow, inOneLine, toyNodes, toyValidators } from './toy-nodes.spec-harness.ts'

const issuesOf = (type: string, config: Record<string, unknown>) =>
  configIssues(
    indexFlow(flow({ start: { type: 'start' }, a: { type, config } }), toyNodes),
    toyValidators,
  ).map(inOneLine)

const to = ['+12025550101']

it.each([
  { type: 'dial', config: { to: [...to, 'sip:bob@example.com', '{{Start.call.from}}'] }, issues: [] },
  { type: 'dial', config: {}, issues: ['to: is missing'] },
  { type: 'dial', config: { to: [] }, issues: ['to: is missing'] },
  { type: 'dial', config: { to: [to, to, to, to].flat() }, issues: ['to: takes at most 3 entries'] },
  { type: 'dial', config: { to: [''] }, issues: ['to[0]: is missing'] },
  { type: 'dial', config: { to: ['+1202'] }, issues: ['to[0]: "+1202" is not a phone number in E.164'] },
  {
    type: 'dial',
    config: { to: ['2025550101'] },
    issues: ['to[0]: "2025550101" is not a phone number in E.164'],
  },
  { type: 'dial', config: { to: ['sip:x'] }, issues: ['to[0]: "sip:x" is not a SIP address'] },
  {
    type: 'dial',
    config: { to: ['bob', 7] },
    issues: [
      'to[0]: "bob" is not a phone number in E.164, a sip: address or a template',
      'to[1]: must be text',
    ],
  },
  {
    type: 'dial',
    config: { to, ringTimeout: 30 },
    issues: ['ringTimeout: is not a known setting; did you mean "ringTimeoutSeconds"?'],
  },
  { type: 'dial', config: { to, 'a.b': 1 }, issues: ['["a.b"]: is not a known setting'] },
  { type: 'dial', config: { to, ringTimeoutSeconds: 4 }, issues: ['ringTimeoutSeconds: must be at least 5'] },
  {
    type: 'dial',
    config: { to, ringTimeoutSeconds: 121 },
    issues: ['ringTimeoutSeconds: must be at most 120'],
  },
  {
    type: 'dial',
    config: { to, ringTimeoutSeconds: 5.5 },
    issues: ['ringTimeoutSeconds: must be a whole number'],
  },
  { type: 'dial', config: { to, record: 'yes' }, issues: ['record: must be true or false'] },
  {
    type: 'dial',
    config: { to, order: 'paralel' },
    issues: ['order: must be one of "parallel" or "sequence"; did you mean "parallel"?'],
  },
  { type: 'post', config: { url: '' }, issues: ['url: is missing'] },
  {
    type: 'post',
    config: { url: 'ftp://x' },
    issues: ['url: must begin with http:// or https:// and a host'],
  },
  {
    type: 'post',
    config: { url: 'https:///x' },
    issues: ['url: must begin with http:// or https:// and a host'],
  },
  { type: 'post', config: { pairs: { a: 1 } }, issues: ['pairs: must be a list'] },
  { type: 'post', config: { pairs: [{ key: 'k' }] }, issues: ['pairs[0].value: is missing'] },
  { type: 'post', config: { pairs: ['k=v'] }, issues: ['pairs[0]: must be an object'] },
  {
    type: 'post',
    config: { pairs: [{ key: 'k', value: 'v'.repeat(4097) }] },
    issues: ['pairs[0].value: is too long: at most 4096 characters'],
  },
  { type: 'post', config: { token: '{{secret.CRM_TOKEN}}', auth: { type: 'none' } }, issues: [] },
  {
    type: 'post',
    config: { token: 'hunter2' },
    issues: ['token: must name a secret, like {{secret.CRM_TOKEN}}'],
  },
  { type: 'post', config: { auth: { type: 'basic' } }, issues: ['auth.user: is missing'] },
  {
    type: 'post',
    config: { auth: { type: 'none', user: 'u' } },
    issues: ['auth.user: is not a known setting'],
  },
  {
    type: 'post',
    config: { auth: { type: 'bsic' } },
    issues: ['auth.type: must be one of "none" or "basic"; did you mean "basic"?'],
  },
  { type: 'post', config: { auth: {} }, issues: ['auth.type: is missing'] },
  { type: 'post', config: { auth: 'basic' }, issues: ['auth: has none of the forms that it may have'] },
  { type: 'odd', config: { any: 'thing' }, issues: [] },
])('says $issues of $config', ({ type, config, issues }) => {
  expect(issuesOf(type, config)).toEqual(
    issues.map((issue) => `error nodes[1].config${issue.startsWith('[') ? '' : '.'}${issue}`),
  )
})
