import {
  type FlowDocument,
  hasTemplate,
  type Issue,
  inConfig,
  type NodeDefinition,
  templatesOf,
} from '@phloem/flow'
import type { EgressVerdict } from '../api/egress.ts'

/** Of a warning that the server gave, not the checks. It is shown before a field is left: it is no mistake of typing. */
export const EGRESS_REFUSED = 'egress_refused'

export interface EgressVerdicts {
  /** Asks for what is not known yet; true when something new is to be told. */
  learn: (document: FlowDocument) => Promise<boolean>
  issuesOf: (document: FlowDocument) => Issue[]
}

/** Which of a flow's URLs Phloem may not reach. Only the server knows, as it knows its network and its settings. */
export function createEgressVerdicts(
  definitions: ReadonlyMap<string, NodeDefinition>,
  ask: (url: string) => Promise<EgressVerdict>,
): EgressVerdicts {
  const known = new Map<string, string | null>()
  return {
    async learn(document) {
      const origins = new Set(placesOf(document, definitions).map(({ origin }) => origin))
      const learnt = await Promise.all(
        [...origins].filter((origin) => !known.has(origin)).map((origin) => learn(origin)),
      )
      return learnt.some(Boolean)
    },
    issuesOf: (document) =>
      placesOf(document, definitions).flatMap(({ origin, ...place }) => {
        const message = known.get(origin) ?? null
        return message === null ? [] : [{ ...place, code: EGRESS_REFUSED, severity: 'warning', message }]
      }),
  }

  async function learn(origin: string): Promise<boolean> {
    try {
      const { verdict, message } = await ask(origin)
      known.set(origin, verdict === 'refused' ? message : null)
      return verdict === 'refused'
    } catch {
      // Offline, say: it is asked again at the next change.
      return false
    }
  }
}

function placesOf({ nodes }: FlowDocument, definitions: ReadonlyMap<string, NodeDefinition>) {
  return nodes.flatMap(({ id, type, config }, index) => {
    const definition = definitions.get(type)
    const templates = definition === undefined ? [] : templatesOf(definition.config, config)
    return templates
      .filter(({ place }) => place === 'url')
      .map(({ field, text }) => ({ field: inConfig(field), origin: literalOrigin(text) }))
      .filter(({ origin }) => origin !== '')
      .map(({ field, origin }) => ({ node: id, field, path: `nodes[${index}].${field}`, origin }))
  })
}

/** Scheme, host and port as they were typed; empty while there is no host, or where a template stands in it. */
function literalOrigin(url: string): string {
  const origin = /^https?:\/\/[^/?#\s]+/i.exec(url)?.[0] ?? ''
  return hasTemplate(origin) || origin.includes('@') ? '' : origin
}
