export interface Passage {
  id: string
  kind: string | null
  locator: string
  quote: string | null
  startOffset: number | null
  endOffset: number | null
  rowNumber: number | null
  page: number | null
}

export interface Piece {
  start: number
  text: string
  passages: Passage[]
  wanted: boolean
}

/**
 * A text cut where passages begin and end. Offsets count characters (code points), as the reader of the file does; strings
 * here count UTF-16 units, which differ after the first character outside the basic plane.
 */
export function cut(text: string, passages: Passage[], wanted: string | null): Piece[] {
  const characters = Array.from(text)
  const spans = passages.filter((passage) => passage.startOffset !== null && passage.endOffset !== null && passage.startOffset < passage.endOffset)
  const edges = new Set([0, characters.length])
  for (const { startOffset, endOffset } of spans) {
    edges.add(Math.min(startOffset ?? 0, characters.length))
    edges.add(Math.min(endOffset ?? 0, characters.length))
  }
  const sorted = [...edges].sort((a, b) => a - b)
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1] ?? characters.length
    const over = spans.filter((passage) => (passage.startOffset ?? 0) <= start && (passage.endOffset ?? 0) >= end)
    return { start, text: characters.slice(start, end).join(''), passages: over, wanted: over.some((passage) => passage.id === wanted) }
  })
}
