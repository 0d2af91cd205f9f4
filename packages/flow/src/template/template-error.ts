/** Why a text is no template of ours. Thrown inside the parsing of templates only, and caught there. */
export class TemplateError extends Error {
  /** Where in the text. */
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}
