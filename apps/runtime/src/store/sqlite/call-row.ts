import type { Call } from '../port.ts'

export interface CallRow {
  record: string
  quietUntil: number | null
}

/** The column counts for what changes apart from the call; older records lack what came later. */
export const callOf = ({ record, quietUntil }: CallRow): Call => ({
  fallbackNumber: null,
  forwardedTo: null,
  ...JSON.parse(record),
  quietUntil,
})
