/** The longest and the most that a flow document may hold; the schema, the editor and the API share them. */
export const LIMITS = {
  documentBytes: 512 * 1024,
  nodes: 200,
  edges: 400,
  notes: 100,
  /** Of one node. */
  settings: 64,
  idLength: 64,
  nameLength: 64,
  titleLength: 120,
  noteLength: 2000,
  templateLength: 4096,
  urlLength: 2048,
  hostsLength: 1024,
  pairs: 100,
  headers: 50,
  recipients: 10,
  jsonDepth: 8,
  /** Its own levels and those of the JSON in its configs. */
  documentDepth: 16,
} as const
