import { Button, Input } from 'antd'
import { useEffect } from 'react'
import { send } from '../rest/client'
import type { NamePair, NamePairs, NameVerdict } from '../rest/types'
import { useRest } from '../rest/useRest'
import { useWaiting } from '../shell/waiting'
import { Panel } from '../widgets/Panel'
import { LABEL_WORD, number } from '../widgets/words'
import { useKeys } from './useKeys'
import { useQueue, type Course } from './useQueue'

const VERDICT_WORD: Record<NameVerdict, string> = { same: '已判为同一', different: '已判为不同', succeeds: '已判为前身与后继' }

/** Pairs of names that could mean the same, ranked by what a decision would change. */
export function NamesQueue({ keys }: { keys: boolean }) {
  const asked = useRest<NamePairs>('api/review/names')
  const { tell, refresh } = useWaiting()
  useEffect(() => {
    if (asked.data) tell({ names: asked.data.total })
  }, [asked.data, tell])
  const pairs = asked.data?.pairs ?? []
  const queue = useQueue<NamePair, NameVerdict>(pairs, async (pair, verdict, reason) => {
    await send('POST', `api/review/names/${encodeURIComponent(pair.id)}`, { verdict, reason })
    refresh()
  })
  const { here } = queue
  useKeys(
    {
      j: () => queue.move(1),
      k: () => queue.move(-1),
      a: () => here && void queue.verdictOn(here, 'same', true),
      r: () => here && void queue.verdictOn(here, 'different', true),
      s: () => here && void queue.verdictOn(here, 'succeeds', true),
    },
    keys,
  )
  return (
    <Panel
      title="待审名称"
      note={
        asked.data &&
        `${number.format(asked.data.total)} 对名称拿不准是否同一，影响大的在前。判为不同的以后不再合并；前身与后继各自保留，以“承继”相连。`
      }
      asked={asked}
      empty={(data) => data.pairs.length === 0}
      emptyText="没有拿不准的名称。"
    >
      {(data) => (
        <ul className="queue" aria-label="名称">
          {data.pairs.map((pair) => (
            <PairCard
              key={pair.id}
              pair={pair}
              here={here?.id === pair.id}
              course={queue.courseOf(pair)}
              reason={queue.reasonOf(pair)}
              onReason={(reason) => queue.setReason(pair, reason)}
              onDecide={(verdict) => void queue.verdictOn(pair, verdict, true)}
              onHere={() => queue.goTo(pair)}
            />
          ))}
        </ul>
      )}
    </Panel>
  )
}

interface CardProps {
  pair: NamePair
  here: boolean
  course: Course<NameVerdict>
  reason: string
  onReason: (reason: string) => void
  onDecide: (verdict: NameVerdict) => void
  onHere: () => void
}

function PairCard({ pair, here, course, reason, onReason, onDecide, onHere }: CardProps) {
  const { nodes, edges, claims } = pair.changes
  const verdict = course.verdict
  const button = (value: NameVerdict, word: string, key: string) => (
    <Button
      type={verdict === value ? 'primary' : 'default'}
      disabled={course.busy}
      aria-pressed={verdict === value}
      onClick={() => onDecide(value)}
    >
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
        <span className="pair-sign" aria-label="与">
          ？
        </span>
        <b>{pair.right}</b>
      </div>
      <div className="card-foot">
        <span>{LABEL_WORD[pair.label] ?? pair.label}</span>
        {pair.score !== null && <span>相似 {Math.round(pair.score * 100)}%</span>}
        {pair.reason && <span>{pair.reason}</span>}
      </div>
      {pair.explanation.length > 0 && <Steps steps={pair.explanation} />}
      <p className="changes">
        判为同一会合并 <b>{number.format(nodes)}</b> 个节点，改动 <b>{number.format(edges)}</b> 条关系、<b>{number.format(claims)}</b> 条主张。
      </p>
      <div className="card-acts">
        {button('same', '同一', 'A')}
        {button('different', '不同', 'R')}
        {button('succeeds', '前身—后继', 'S')}
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
        {verdict && <span className="verdict">{VERDICT_WORD[verdict]}</span>}
      </div>
      {course.problem && (
        <p className="troubled" role="alert">
          {course.problem}
        </p>
      )}
    </li>
  )
}

/** Why two names were judged as they were, step by step. */
export function Steps({ steps }: { steps: string[] }) {
  return (
    <ol className="steps" aria-label="判断过程">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  )
}
