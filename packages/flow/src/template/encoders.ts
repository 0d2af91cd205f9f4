import type { TemplatePlace } from '../widget.ts'

/** How a value is written into each place, so that the place keeps its structure. */
export const encoders: Record<TemplatePlace, (value: string) => string> = {
  text: (value) => value,
  url: (value) => encodeURIComponent(value.toWellFormed()),
  header: (value) => value.replace(NOT_IN_HEADERS, '?').trim(),
}

/** RFC 9110 field values: no controls (CR and LF would begin another header), and nothing beyond Latin-1. */
const NOT_IN_HEADERS = /[^\t\x20-\x7e\xa0-\xff]+/g
