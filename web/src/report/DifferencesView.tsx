import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { ClaimLine, Differences } from '../rest/types'
import { number } from '../widgets/words'
import { MODALITY_WORD, objectOf, paired } from './claimWords'

/** What a version of a document says that the one before did not, and the other way round. */
export function DifferencesView({ differences }: { differences: Differences }) {
  const { changed, added, removed } = useMemo(() => paired(differences.added, differences.removed), [differences])
  const none = changed.length + added.length + removed.length === 0
  return (
    <div className="differences">
      <p>
        与 {differences.older.ingested_on ?? '此前'} 载入的版本相比：改变 <b>{number.format(changed.length)}</b> 条，新增{' '}
        <b>{number.format(added.length)}</b> 条，去掉 <b>{number.format(removed.length)}</b> 条，不变 {number.format(differences.same)} 条。
      </p>
      {none && <p className="faint">两个版本的主张完全一致。</p>}
      <Part title="改变" sign="±" kind="changed" lines={changed} row={({ before, after }) => <Change before={before} after={after} />} />
      <Part title="新增" sign="+" kind="added" lines={added} row={(claim) => <Line claim={claim} />} />
      <Part title="去掉" sign="−" kind="removed" lines={removed} row={(claim) => <Line claim={claim} />} />
    </div>
  )
}

const MOST = 50

function Part<T>(props: { title: string; sign: string; kind: string; lines: T[]; row: (line: T) => ReactNode }) {
  const { title, sign, kind, lines, row } = props
  const [most, setMost] = useState(MOST)
  if (lines.length === 0) return null
  return (
    <section aria-label={title}>
      <h3>
        {title}（{number.format(lines.length)}）
      </h3>
      <ul className="difference-lines">
        {lines.slice(0, most).map((line, index) => (
          <li key={index} className={`difference-${kind}`}>
            <i aria-hidden="true">{sign}</i>
            <div>{row(line)}</div>
          </li>
        ))}
      </ul>
      {lines.length > most && (
        <div className="more">
          <Button size="small" onClick={() => setMost(most + 200)}>
            再显示（还有 {number.format(lines.length - most)} 条）
          </Button>
        </div>
      )}
    </section>
  )
}

function Line({ claim }: { claim: ClaimLine }) {
  return (
    <>
      <Statement claim={claim} />
      {claim.quote && <small>{claim.quote}</small>}
    </>
  )
}

function Change({ before, after }: { before: ClaimLine; after: ClaimLine }) {
  return (
    <>
      <b>{after.subject}</b> <em>{after.relation_zh}</em> <del>{said(before)}</del> → <ins>{said(after)}</ins>
      {after.quote && <small>{after.quote}</small>}
    </>
  )
}

function said(claim: ClaimLine): string {
  const words = `${claim.negated ? '（否定）' : ''}${objectOf(claim)}`
  return words || '—'
}

/** A claim as subject, relation, object. */
export function Statement({ claim }: { claim: Omit<ClaimLine, 'quote'> }) {
  const modality = claim.modality ? MODALITY_WORD[claim.modality] : undefined
  const object = objectOf(claim)
  return (
    <span className="statement">
      <b>{claim.subject}</b> <em>{claim.relation_zh}</em> {object && <span>{object}</span>}
      {claim.negated && <span className="mark-negated">否定</span>}
      {modality && <span className="mark-modality">{modality}</span>}
    </span>
  )
}
