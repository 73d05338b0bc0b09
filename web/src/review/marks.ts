export interface Marked {
  text: string
  as: 'subject' | 'object' | null
}

/** A quotation with the subject and the object of a claim marked where their words stand in it. */
export function marked(quote: string, subject: string, objects: (string | null)[]): Marked[] {
  const spans: { start: number; end: number; as: 'subject' | 'object' }[] = []
  const put = (words: string | null, as: 'subject' | 'object') => {
    if (!words) return false
    for (let start = quote.indexOf(words); start >= 0; start = quote.indexOf(words, start + 1)) {
      const end = start + words.length
      if (spans.every((span) => end <= span.start || start >= span.end)) {
        spans.push({ start, end, as })
        return true
      }
    }
    return false
  }
  // the longer one first: of 水务局 and 区水务局, the shorter would take the longer one's place
  const [object = null] = objects.filter((words) => words && quote.includes(words))
  if ((object?.length ?? 0) > subject.length) {
    put(object, 'object')
    put(subject, 'subject')
  } else {
    put(subject, 'subject')
    put(object, 'object')
  }
  spans.sort((a, b) => a.start - b.start)
  const pieces: Marked[] = []
  let at = 0
  for (const { start, end, as } of spans) {
    if (start > at) pieces.push({ text: quote.slice(at, start), as: null })
    pieces.push({ text: quote.slice(start, end), as })
    at = end
  }
  if (at < quote.length) pieces.push({ text: quote.slice(at), as: null })
  return pieces
}
