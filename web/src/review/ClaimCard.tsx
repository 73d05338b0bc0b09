import { Button, Input } from 'antd'
import { Link } from 'react-router'
import { MODALITY_WORD, objectOf } from '../report/claimWords'
import type { ProposedClaim } from '../rest/types'
import { marked } from './marks'
import type { Course } from './useQueue'

export type ClaimChoice = 'accepted' | 'rejected' | 'undecided'
const VERDICT_WORD: Record<ClaimChoice, string> = { accepted: '已采纳', rejected: '未采纳', undecided: '未定' }
const METHOD_WORD: Record<string, string> = { rules: '规则读出', model: '语言模型读出' }

interface Props {
  claim: ProposedClaim
  line: number | null
  here: boolean
  course: Course<ClaimChoice>
  reason: string
  onReason: (reason: string) => void
  onDecide: (verdict: ClaimChoice) => void
  onHere: () => void
}

/** One claim that waits: the sentence, what was read from it, how sure, and the decision. */
export function ClaimCard({ claim, line, here, course, reason, onReason, onDecide, onHere }: Props) {
  const verdict = course.verdict || claim.verdict
  const decided = verdict === 'accepted' || verdict === 'rejected'
  const object = objectOf(claim)
  const modality = claim.modality ? MODALITY_WORD[claim.modality] : undefined
  const pieces = marked(claim.quote ?? '', claim.subject, [claim.object, claim.text, claim.value === null ? null : String(claim.value)])
  return (
    <li
      id={`queue-${claim.id}`}
      className={`card ${here ? 'here' : ''} ${decided ? `card-${verdict}` : ''}`}
      aria-current={here ? 'true' : undefined}
      onClick={onHere}
      onFocus={onHere}
    >
      <blockquote>
        {pieces.map((piece, index) =>
          piece.as ? (
            <mark key={index} className={`mark-${piece.as}`}>
              {piece.text}
            </mark>
          ) : (
            <span key={index}>{piece.text}</span>
          ),
        )}
        {pieces.length === 0 && '（无原文）'}
      </blockquote>
      <dl className="claim-parts">
        <div>
          <dt>主语</dt>
          <dd className="part-subject">{claim.subject}</dd>
        </div>
        <div>
          <dt>关系</dt>
          <dd>
            <b>{claim.relation_zh}</b>
            {claim.negated && <span className="mark-negated">否定</span>}
            {modality && <span className="mark-modality">{modality}</span>}
          </dd>
        </div>
        <div>
          <dt>宾语</dt>
          <dd className="part-object">{object || '—'}</dd>
        </div>
      </dl>
      <div className="card-foot">
        <Confidence value={claim.confidence} line={line} />
        <span className={`method method-${claim.method}`}>{METHOD_WORD[claim.method] ?? claim.method}</span>
        <Link
          className="breaking"
          to={`/documents/${encodeURIComponent(claim.document.id)}${claim.passage ? `?passage=${encodeURIComponent(claim.passage)}` : ''}`}
        >
          {claim.document.name || '看原文'}
        </Link>
      </div>
      <div className="card-acts">
        <Button type={verdict === 'accepted' ? 'primary' : 'default'} loading={course.busy} aria-pressed={verdict === 'accepted'} onClick={() => onDecide('accepted')}>
          采纳 <kbd>A</kbd>
        </Button>
        <Button
          danger
          type={verdict === 'rejected' ? 'primary' : 'default'}
          disabled={course.busy}
          aria-pressed={verdict === 'rejected'}
          onClick={() => onDecide('rejected')}
        >
          不采纳 <kbd>R</kbd>
        </Button>
        <Button disabled={course.busy} onClick={() => onDecide('undecided')}>
          {decided ? '收回' : '未定'} <kbd>U</kbd>
        </Button>
        {(here || reason) && (
          <Input
            className="reason"
            value={reason}
            maxLength={500}
            placeholder="理由（可不填）"
            aria-label="理由"
            onChange={(event) => onReason(event.target.value)}
          />
        )}
        {course.verdict && <span className={`verdict verdict-${course.verdict}`}>{VERDICT_WORD[course.verdict]}</span>}
      </div>
      {course.problem && (
        <p className="troubled" role="alert">
          {course.problem}
        </p>
      )}
    </li>
  )
}

/** How sure the reader was, beside the line above which claims enter by themselves. */
export function Confidence({ value, line }: { value: number | null; line: number | null }) {
  if (value === null) return <span className="faint">把握未知</span>
  const words = `把握 ${Math.round(value * 100)}%`
  return (
    <span className="confidence" role="img" aria-label={`${words}${line === null ? '' : `，直接进入图谱的线是 ${Math.round(line * 100)}%`}`}>
      <span className="confidence-track">
        <i style={{ width: `${value * 100}%` }} />
        {line !== null && line <= 1 && <em style={{ left: `${line * 100}%` }} />}
      </span>
      {words}
    </span>
  )
}
