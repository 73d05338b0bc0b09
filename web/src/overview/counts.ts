import type { Count } from '../graphql/types'

/** How many nodes or edges of that name the store holds. */
export function countOf(counts: Count[], name: string): number {
  return counts.find((entry) => entry.name === name)?.count ?? 0
}
