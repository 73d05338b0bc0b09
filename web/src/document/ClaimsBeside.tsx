import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Statement } from '../report/DifferencesView'
import { withParameters } from '../rest/client'
import type { ClaimLine } from '../rest/types'
import { useRest } from '../rest/useRest'
import { Panel } from '../widgets/Panel'
import { number } from '../widgets/words'

interface DocumentClaim extends ClaimLine {
  id: string
  passage: string
  page: number | null
  row: number | null
  confidence: number | null
  reviewed: boolean
}

interface Answer {
  claims: DocumentClaim[]
  total: number
}

const PAGE = 100

interface Props {
  document: string
  wanted: string | null
  onPick: (id: string | null) => void
}

/** What was read from the document, in its order; a claim leads to its place, a place to its claims. */
export function ClaimsBeside({ document, wanted, onPick }: Props) {
  const path = `api/documents/${encodeURIComponent(document)}/claims`
  const [claims, setClaims] = useState<DocumentClaim[]>([])
  const [skip, setSkip] = useState(0)
  const all = useRest<Answer>(withParameters(path, { first: PAGE, skip }))
  const here = useRest<Answer>(wanted ? withParameters(path, { passage: wanted, first: PAGE }) : undefined)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const page = all.data?.claims
    if (page) setClaims((before) => [...before, ...page.filter((claim) => !before.some((have) => have.id === claim.id))])
  }, [all.data])
  const own = wanted ? (here.data?.claims ?? []).filter((claim) => claim.passage === wanted) : []
  // those already in the list are marked where they stand; others, or none, are said above it
  const inList = claims.some((claim) => claim.passage === wanted)
  useEffect(() => {
    const [box, item] = [list.current, list.current?.querySelector<HTMLElement>('.claim.here')]
    if (box && item) box.scrollTop = item.offsetTop - box.clientHeight / 3
    else box?.scrollTo({ top: 0 })
  }, [inList, wanted])
  return (
    <aside className="claims-beside">
      <Panel
        title="主张"
        note={all.data && `共 ${number.format(all.data.total)} 条；点一条看它在原文中的位置。`}
        asked={all}
        empty={(data) => data.total === 0}
        emptyText="没有从这份文件读到主张"
        extra={
          wanted && (
            <button type="button" className="link" onClick={() => onPick(null)}>
              取消所选
            </button>
          )
        }
      >
        {(data) => (
          <ul className="claims" ref={list}>
            {wanted && here.data && !inList && (
              <li className="claims-own">
                <b>所指片段的主张（{own.length}）</b>
                {own.length === 0 && <p className="faint">这个片段没有直接的主张，它支持图谱中的节点或关系。</p>}
                <ul>
                  {own.map((claim) => (
                    <Item key={claim.id} claim={claim} here onPick={onPick} />
                  ))}
                </ul>
              </li>
            )}
            {claims.map((claim) => (
              <Item key={claim.id} claim={claim} here={claim.passage === wanted} onPick={onPick} />
            ))}
            {claims.length < data.total && (
              <li className="more">
                <Button size="small" loading={all.loading} onClick={() => setSkip(claims.length)}>
                  再显示 {PAGE} 条
                </Button>
              </li>
            )}
          </ul>
        )}
      </Panel>
    </aside>
  )
}

function Item({ claim, here, onPick }: { claim: DocumentClaim; here: boolean; onPick: (id: string) => void }) {
  const where = claim.page !== null ? `第 ${claim.page} 页` : claim.row !== null ? `第 ${claim.row} 行` : ''
  return (
    <li>
      <button type="button" className={here ? 'claim here' : 'claim'} aria-current={here ? 'true' : undefined} onClick={() => onPick(claim.passage)}>
        <Statement claim={claim} />
        <small>
          {where}
          {claim.reviewed && <span className="mark-reviewed">经人复核</span>}
        </small>
      </button>
    </li>
  )
}
