/** Whom calls may dial, beyond what stands in a flow as it is. Changed under Settings. */
export interface DialPolicy {
  /** Numbers and beginnings of numbers, SIP addresses too, that count as if they stood in the flow: no other rule holds for them. */
  listed: string[]
  /** Countries (ISO 3166, `US`) and beginnings of numbers (`+4930`) that templates may dial where a node allows it. */
  allowed: string[]
  /** Hosts of SIP addresses that templates may dial. */
  sipHosts: string[]
  /** Of any call, whomever it dials. */
  dialsPerCall: number
  /** How many calls of one caller may be up at once that dial by template. */
  callsPerCaller: number
  /** Of one destination that came from a template. */
  dialsPerHourToOne: number
  /** Of one flow, counting destinations that came from templates. */
  dialsPerMinuteOfFlow: number
  /** What the carrier asks for a minute, and how much may be spent in 24 h; null: not limited. In any one currency. */
  spending: { perMinute: number; perDay: number } | null
}

/**
 * Nothing that a caller could choose is dialled until somebody allows it. The numbers that North America keeps for fiction
 * reach nobody and cost nothing; those of the examples and the simulator are among them.
 */
export const DEFAULT_POLICY: DialPolicy = {
  listed: ['+120255501'],
  allowed: [],
  sipHosts: [],
  dialsPerCall: 20,
  callsPerCaller: 3,
  dialsPerHourToOne: 10,
  dialsPerMinuteOfFlow: 60,
  spending: null,
}
