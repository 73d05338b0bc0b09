import { Button, Input } from 'antd'
import type { NamePair } from '../rest/types'
import { LABEL_WORD, number } from '../widgets/words'
import { Steps } from './Steps'
import type { Course } from './useQueue'

/** `left` and `right`: that one is the younger, and followed the other. */
export type NameChoice = 'same' | 'different' | 'left' | 'right' | 'withdrawn'

interface Props {
  pair: NamePair
  here: boolean
  /** Whether it is being asked which of the two is the younger. */
  following: boolean
  course: Course<NameChoice>
  reason: string
  onReason: (reason: string) => void
  onDecide: (verdict: NameChoice) => void
  onFollow: () => void
  onHere: () => void
}

/** Two names side by side, why it is not clear, what a decision would change, and the decision. */
export function PairCard({ pair, here, following, course, reason, onReason, onDecide, onFollow, onHere }: Props) {
  const { nodes, edges, claims } = pair.changes
  const verdict = course.verdict === 'withdrawn' ? '' : course.verdict
  const follows = verdict === 'left' || verdict === 'right'
  const button = (value: NameChoice, word: string, key: string) => (
    <Button type={verdict === value ? 'primary' : 'default'} disabled={course.busy} aria-pressed={verdict === value} onClick={() => onDecide(value)}>
      {word} <kbd>{key}</kbd>
    </Button>
  )
  return (
    <li
      id={`queue-${pair.id}`}
      className={`card ${here ? 'here' : ''} ${verdict ? 'card-accepted' : ''}`}
      aria-current={here ? 'true' : undefined}
      onClick={onHere}
      onFocus={onHere}
    >
      <div className="pair">
        <b>{pair.left}</b>
        <span className="pair-sign">与</span>
        <b>{pair.right}</b>
      </div>
      <div className="card-foot">
        <span>{LABEL_WORD[pair.label] ?? pair.label}</span>
        {pair.score !== null && <span>相似 {Math.round(pair.score * 100)}%</span>}
        {pair.reason && pair.explanation.length === 0 && <span>{pair.reason}</span>}
      </div>
      {pair.explanation.length > 0 && <Steps steps={pair.explanation} />}
      <p className="changes">
        一经判定，会改动 <b>{number.format(nodes)}</b> 个节点、<b>{number.format(edges)}</b> 条关系、<b>{number.format(claims)}</b> 条主张。
      </p>
      <div className="card-acts">
        {button('same', '同一', 'A')}
        {button('different', '不同', 'R')}
        <Button type={follows ? 'primary' : 'default'} disabled={course.busy} aria-expanded={following} onClick={onFollow}>
          前身—后继 <kbd>S</kbd>
        </Button>
        {verdict && (
          <Button disabled={course.busy} onClick={() => onDecide('withdrawn')}>
            收回
          </Button>
        )}
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
        {verdict && <span className="verdict verdict-accepted">{word(verdict, pair)}</span>}
      </div>
      {following && (
        <div className="follow" role="group" aria-label="哪一个是后设的">
          <span>后设的是</span>
          {button('left', pair.left, '1')}
          {button('right', pair.right, '2')}
        </div>
      )}
      {course.problem && (
        <p className="troubled" role="alert">
          {course.problem}
        </p>
      )}
    </li>
  )
}

function word(verdict: NameChoice, pair: NamePair): string {
  if (verdict === 'left' || verdict === 'right') {
    const [younger, older] = verdict === 'left' ? [pair.left, pair.right] : [pair.right, pair.left]
    return `已判为${younger}承继${older}`
  }
  return verdict === 'same' ? '已判为同一' : '已判为不同'
}
