/** What survives a round trip through JSON. Sessions, events and effects are made of nothing else. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
