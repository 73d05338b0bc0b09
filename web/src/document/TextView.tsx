import { useEffect, useMemo, useState } from 'react'
import { ask } from '../graphql/client'
import { PASSAGES } from '../graphql/queries'
import type { PageInfo } from '../graphql/types'
import { cut, type Passage } from './cut'
import type { FoundDocument } from './DocumentPage'

const PAGE = 500
/** More passages than this are not marked: the text stays readable, and claims still lead to their places. */
const MOST = 5000

interface Props {
  found: FoundDocument
  cited: Passage[]
  wanted: string | null
  onPick: (id: string | null) => void
}

/** The text of a document with its passages marked; the one asked for in another colour and in sight. */
export function TextView({ found, cited, wanted, onPick }: Props) {
  const passages = useAllPassages(found)
  const text = found.text ?? ''
  const pieces = useMemo(() => cut(text, [...passages, ...cited], wanted), [text, passages, cited, wanted])
  useEffect(() => {
    document.querySelector('mark.wanted')?.scrollIntoView({ block: 'center' })
  }, [wanted])
  return (
    <section className="panel document-text" aria-label="正文">
      {pieces.map((piece) => {
        // of passages over one another, the shortest is meant
        const [own] = [...piece.passages].sort((a, b) => length(a) - length(b))
        return own ? (
          <mark
            key={piece.start}
            className={piece.wanted ? 'wanted' : undefined}
            title={piece.passages.map((passage) => passage.locator).join('；')}
            onClick={() => onPick(own.id)}
          >
            {piece.text}
          </mark>
        ) : (
          piece.text
        )
      })}
    </section>
  )
}

function length(passage: Passage): number {
  return (passage.endOffset ?? 0) - (passage.startOffset ?? 0)
}

interface Answer {
  document: { passages: { nodes: Passage[]; pageInfo: PageInfo } } | null
}

/** The passages that came with the document, then the rest of them. */
function useAllPassages(found: FoundDocument): Passage[] {
  const [passages, setPassages] = useState(found.passages.nodes)
  useEffect(() => {
    const abort = new AbortController()
    const read = async () => {
      let { nodes, pageInfo } = found.passages as { nodes: Passage[]; pageInfo: PageInfo }
      let all = nodes
      while (pageInfo.hasNextPage && all.length < MOST) {
        const answer = await ask<Answer>(PASSAGES, { id: found.id, first: PAGE, after: pageInfo.endCursor }, abort.signal)
        if (!answer.document) return
        ;({ nodes, pageInfo } = answer.document.passages)
        all = [...all, ...nodes]
      }
      if (!abort.signal.aborted && all.length > found.passages.nodes.length) setPassages(all)
    }
    read().catch(() => {}) // fewer marks; the text itself stands
    return () => abort.abort()
  }, [found])
  return passages
}
