import { buildMyOwn } from './build-my-own.ts'
import { dialStatusReport } from './dial-status-report.ts'
import { forwardToFirst } from './forward-to-first.ts'
import { huntThroughTeam } from './hunt-through-team.ts'
import type { FlowTemplate } from './template.ts'

/** In the order of the dialog *Choose your use case*. */
export const templates: readonly FlowTemplate[] = [
  buildMyOwn,
  dialStatusReport,
  forwardToFirst,
  huntThroughTeam,
]
