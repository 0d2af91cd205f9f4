import type { NodeGroup } from '@phloem/flow'
import { CircleHelp, type LucideIcon, PhoneForwarded, Play, Webhook } from 'lucide-react'

const icons: Record<NodeGroup, LucideIcon> = { trigger: Play, voice: PhoneForwarded, integration: Webhook }

/** The icon of a node's group; a question mark for a type that this editor does not know. */
export function NodeIcon({ group, size = 18 }: { group: NodeGroup | undefined; size?: number }) {
  const Icon = group === undefined ? CircleHelp : icons[group]
  return <Icon size={size} aria-hidden="true" />
}
