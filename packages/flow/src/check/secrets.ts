import { didYouMean } from '../did-you-mean.ts'
import { inConfig, joinField } from '../field.ts'
import type { Issue } from '../issue.ts'
import { isRecord } from '../json-schema.ts'
import { quote } from '../quote.ts'
import type { Reference } from '../template/collect-references.ts'
import { isSecretName, SECRET_NAME } from '../template/secret-marks.ts'
import type { CheckedTemplate, Rule } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'

/** A secret that any template could read would end up in logs and timelines. */
export const secrets: Rule = ({ nodes }) =>
  nodes.flatMap((reader) =>
    reader.templates.flatMap((template) => {
      if (!template.parsed.ok) return []
      const messages = template.parsed.references
        .filter(({ node }) => node === 'secret')
        .flatMap((reference) => misplaced(template, reference) ?? [])
      return [...new Set(messages)].map((message) =>
        nodeIssue(reader, template.field, { code: 'secret_misplaced', severity: 'error', message }),
      )
    }),
  )

function misplaced({ takesSecrets, text }: CheckedTemplate, { path, start, end }: Reference): string | null {
  if (!takesSecrets) return 'secrets can be used only in the headers, query, body and Auth of a request'
  const isAlone = /\{\{~?\s*$/.test(text.slice(0, start)) && /^\s*~?\}/.test(text.slice(end))
  if (!isAlone) return 'a secret stands alone between its braces, like {{secret.CRM_TOKEN}}'
  return isSecretName(path)
    ? null
    : `${quote(path)} is no name of a secret: capital letters, digits and _, like {{secret.CRM_TOKEN}}`
}

/** A secret can be set after publishing, so that one that is missing forbids nothing. Silent where nobody knows them. */
export const unknownSecrets: Rule = ({ nodes, secretNames }) => {
  if (secretNames === null) return []
  return nodes.flatMap((reader) =>
    secretsIn(reader.node.config, '').flatMap(({ field, name }): Issue[] =>
      secretNames.includes(name)
        ? []
        : [
            nodeIssue(reader, inConfig(field), {
              code: 'unknown_secret',
              severity: 'warning',
              message: `There is no secret ${quote(name)}${didYouMean(name, secretNames)}; until it is set, the request is not sent`,
            }),
          ],
    ),
  )
}

const NAMED = new RegExp(`\\{\\{~?\\s*secret\\.(${SECRET_NAME})\\s*~?\\}\\}`, 'g')

/** Each secret once per field. */
function secretsIn(value: unknown, field: string): { field: string; name: string }[] {
  if (typeof value === 'string') {
    if (!value.includes('secret.')) return []
    const names = [...value.matchAll(NAMED)].map(([, name]) => name ?? '')
    return [...new Set(names)].map((name) => ({ field, name }))
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => secretsIn(item, joinField(field, index)))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, child]) => secretsIn(child, joinField(field, key)))
}
