import type { FlowSummary } from '../../api/types.ts'

/** What a version is to the calls that come now. `flow` undefined: there is no such flow any more. */
export function versionWords(
  version: number,
  flow: Pick<FlowSummary, 'publishedVersion'> | undefined,
): string {
  if (flow === undefined) return `Version ${version} · the flow was removed`
  if (flow.publishedVersion === version) return `Version ${version} · published now`
  return `Version ${version} · not what is published now`
}
