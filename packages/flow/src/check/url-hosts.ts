import { isListedHost } from '../host-list.ts'
import type { CheckedNode, CheckedTemplate, Rule } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'

/**
 * Where a request goes is known before any call, so that nobody who calls can choose it: scheme and host are written
 * out. A template in the host needs a list of the hosts that it may come to, in the node's field `hosts`.
 */
export const urlHosts: Rule = ({ nodes }) =>
  nodes.flatMap((checked) =>
    checked.templates
      .filter(({ place }) => place === 'url')
      .flatMap((template) => {
        const mistake = mistakeIn(template, checked)
        return mistake === null ? [] : [nodeIssue(checked, template.field, { severity: 'error', ...mistake })]
      }),
  )

function mistakeIn(
  { text }: CheckedTemplate,
  { node }: CheckedNode,
): { code: string; message: string } | null {
  const hosts = typeof node.config.hosts === 'string' ? node.config.hosts.trim() : ''
  if (/^\s*(?!https?:\/\/)[^/?#]*\{\{/i.test(text)) {
    return {
      code: 'template_in_scheme',
      message: 'A URL begins with http:// or https:// and not with a template',
    }
  }
  const host = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1] ?? ''
  if (host.includes('{{') && hosts === '') {
    return {
      code: 'template_in_host',
      message:
        'The host comes from a template, so a caller could choose it; name the hosts that it may be in Hosts',
    }
  }
  if (!host.includes('{{') && hosts !== '' && !isListedHost(hosts, host.replace(/:\d*$/, ''))) {
    return { code: 'host_not_listed', message: 'The host is none of those that are named in Hosts' }
  }
  const path = text.slice(text.indexOf(host) + host.length).replace(/[?#].*$/s, '')
  return path.split(/[/\\]/).some((part) => part === '.' || part === '..')
    ? { code: 'dot_segment', message: 'A part of the path may not be "." or ".."' }
    : null
}
