/**
 * Mends templates that were pasted from Plivo's guide on dial status reporting, which prints `{{Start.call.from}}`
 * as `{{ "{{Start.call.from" }}}}`.
 */
export const normaliseTemplate = (text: string): string => text.replace(GARBLED, '{{$1}}')

const GARBLED = /\{\{\s*["“”]\s*\{\{\s*([^"“”{}]*[^"“”{}\s])\s*(?:\}\}\s*)?["“”]\s*\}\}(?:\s*\}\})?/g
