import { Button, Segmented } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { send, withParameters } from '../rest/client'
import type { NameJudgement, NamePair, NamePairs } from '../rest/types'
import { useRest } from '../rest/useRest'
import { useWaiting } from '../shell/waiting'
import { Panel } from '../widgets/Panel'
import { number } from '../widgets/words'
import { JudgedNames } from './JudgedNames'
import { PairCard, type NameChoice } from './PairCard'
import { useKeys } from './useKeys'
import { useQueue } from './useQueue'

const PAGE = 30

/** Pairs of names that could mean the same, ranked by what a decision would change. */
export function NamesQueue({ keys }: { keys: boolean }) {
  const [shown, setShown] = useState<'waiting' | 'decided'>('waiting')
  const choice = (
    <Segmented<'waiting' | 'decided'>
      size="small"
      value={shown}
      onChange={setShown}
      aria-label="显示待审的还是已有结论的"
      options={[
        { value: 'waiting', label: '待审' },
        { value: 'decided', label: '已有结论' },
      ]}
    />
  )
  return shown === 'waiting' ? <WaitingNames keys={keys} choice={choice} /> : <JudgedNames choice={choice} />
}

function WaitingNames({ keys, choice }: { keys: boolean; choice: ReactNode }) {
  const [after, setAfter] = useState('')
  const [pairs, setPairs] = useState<NamePair[]>([])
  const [ended, setEnded] = useState(false)
  const asked = useRest<NamePairs>(withParameters('api/review/names', { first: PAGE }))
  const more = useRest<NamePairs>(after ? withParameters('api/review/names', { first: PAGE, after }) : undefined)
  const { tell, refresh } = useWaiting()
  useEffect(() => {
    if (!asked.data) return
    setPairs(asked.data.pairs)
    setEnded(asked.data.pairs.length < PAGE)
    tell({ names: asked.data.total })
  }, [asked.data, tell])
  useEffect(() => {
    if (!more.data) return
    const page = more.data.pairs
    setPairs((before) => [...before, ...page.filter((pair) => !before.some((have) => have.id === pair.id))])
    setEnded(page.length < PAGE)
  }, [more.data])

  const judged = useRef(new Map<string, string>()) // by pair, the judgement to take back
  const queue = useQueue<NamePair, NameChoice>(pairs, async (pair, verdict, reason) => {
    if (verdict === 'withdrawn') {
      await send('POST', `api/review/names/${encodeURIComponent(judged.current.get(pair.id) ?? '')}`, { verdict })
    } else {
      const follows = verdict === 'left' || verdict === 'right'
      const done = await send<NameJudgement>('POST', `api/review/names/${encodeURIComponent(pair.id)}`, {
        verdict: follows ? 'succeeds' : verdict,
        reason,
        successor: verdict === 'left' ? pair.left_id : verdict === 'right' ? pair.right_id : '',
      })
      judged.current.set(pair.id, done.id)
    }
    refresh()
  })
  const { here } = queue
  const [following, setFollowing] = useState('')
  const decide = (pair: NamePair, verdict: NameChoice) => {
    setFollowing('')
    void queue.verdictOn(pair, verdict, verdict !== 'withdrawn')
  }
  const follow = (pair: NamePair) => setFollowing(following === pair.id ? '' : pair.id)
  useKeys(
    {
      j: () => queue.move(1),
      k: () => queue.move(-1),
      a: () => here && decide(here, 'same'),
      r: () => here && decide(here, 'different'),
      s: () => here && follow(here),
      '1': () => here && following === here.id && decide(here, 'left'),
      '2': () => here && following === here.id && decide(here, 'right'),
    },
    keys,
  )
  const last = pairs.at(-1)
  return (
    <Panel
      title="待审名称"
      note={
        asked.data &&
        `${number.format(asked.data.total)} 对名称拿不准是否同一，影响大的在前。判为不同的以后不再合并；前身与后继各自保留，以“承继”相连。`
      }
      asked={asked}
      extra={choice}
      empty={(data) => data.pairs.length === 0}
      emptyText="没有拿不准的名称。"
    >
      {() => (
        <>
          <ul className="queue" aria-label="名称">
            {pairs.map((pair) => (
              <PairCard
                key={pair.id}
                pair={pair}
                here={here?.id === pair.id}
                following={following === pair.id}
                course={queue.courseOf(pair)}
                reason={queue.reasonOf(pair)}
                onReason={(reason) => queue.setReason(pair, reason)}
                onDecide={(verdict) => decide(pair, verdict)}
                onFollow={() => follow(pair)}
                onHere={() => queue.goTo(pair)}
              />
            ))}
          </ul>
          {!ended && last && (
            <div className="more">
              <Button loading={more.loading && after === last.id} onClick={() => setAfter(last.id)}>
                再显示 {PAGE} 对（已显示 {pairs.length} 对）
              </Button>
            </div>
          )}
        </>
      )}
    </Panel>
  )
}
