/** Phloem itself refused to connect. The message is a sentence for a person, without a full stop. */
export class EgressBlocked extends Error {
  override name = 'EgressBlocked' as const
  /** Whether a rule in PHLOEM_EGRESS_ALLOW could let it through. */
  readonly canBeAllowed: boolean

  constructor(message: string, canBeAllowed: boolean) {
    super(canBeAllowed ? `${message}; allow it with PHLOEM_EGRESS_ALLOW` : message)
    this.canBeAllowed = canBeAllowed
  }
}
