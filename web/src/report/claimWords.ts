import type { ClaimLine } from '../rest/types'
import { number } from '../widgets/words'

export const MODALITY_WORD: Record<string, string> = { problem: '作为问题提出', recommended: '建议', planned: '拟议' }

/** What a claim says of its subject: the object, a number with its unit, or words. */
export function objectOf(claim: Pick<ClaimLine, 'object' | 'value' | 'unit' | 'text'>): string {
  const parts: string[] = []
  if (claim.object) parts.push(claim.object)
  if (claim.value !== null && claim.value !== undefined) parts.push(`${number.format(claim.value)}${claim.unit ?? ''}`)
  if (claim.text && claim.text !== claim.object) parts.push(claim.text)
  return parts.join('，')
}

/** Two claims about the same thing, of which the newer version says another. */
export interface Changed {
  before: ClaimLine
  after: ClaimLine
}

export interface Sorted {
  changed: Changed[]
  added: ClaimLine[]
  removed: ClaimLine[]
}

/** Claims that went and came, with those paired that say another thing of the same subject and relation. */
export function paired(added: ClaimLine[], removed: ClaimLine[]): Sorted {
  const about = (claim: ClaimLine) => [claim.subject, claim.relation].join('\u0000')
  const count = (claims: ClaimLine[]) => {
    const counted = new Map<string, number>()
    for (const claim of claims) counted.set(about(claim), (counted.get(about(claim)) ?? 0) + 1)
    return counted
  }
  const came = count(added)
  const went = count(removed)
  const once = (claim: ClaimLine) => came.get(about(claim)) === 1 && went.get(about(claim)) === 1
  const before = new Map(removed.filter(once).map((claim) => [about(claim), claim]))
  const changed = added.flatMap((after) => {
    const old = once(after) ? before.get(about(after)) : undefined
    return old ? [{ before: old, after }] : []
  })
  return { changed, added: added.filter((claim) => !once(claim)), removed: removed.filter((claim) => !once(claim)) }
}
