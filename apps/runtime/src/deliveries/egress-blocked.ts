/** Phloem itself refused to connect. The message is a sentence for a person, without a full stop. */
export class EgressBlocked extends Error {
  override name = 'EgressBlocked' as const
  /** What it is about: a host, a port of it, a scheme. */
  readonly subject: string
  /** Why, to stand behind the subject or behind "it": `is a private address`. */
  readonly reason: string
  /** Whether a rule in PHLOEM_EGRESS_ALLOW could let it through. */
  readonly canBeAllowed: boolean

  constructor(subject: string, reason: string, canBeAllowed: boolean) {
    super(`${subject} ${reason}${canBeAllowed ? '; allow it with PHLOEM_EGRESS_ALLOW' : ''}`)
    this.subject = subject
    this.reason = reason
    this.canBeAllowed = canBeAllowed
  }
}
