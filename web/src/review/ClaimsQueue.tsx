import { Button, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { send, withParameters } from '../rest/client'
import type { ProposedClaim, ProposedClaims } from '../rest/types'
import { useRest } from '../rest/useRest'
import { useWaiting } from '../shell/waiting'
import { Panel } from '../widgets/Panel'
import { number } from '../widgets/words'
import { ClaimCard, type ClaimChoice } from './ClaimCard'
import { useKeys } from './useKeys'
import { useQueue } from './useQueue'

const PAGE = 30

/** Claims that wait for a person, the surest first. */
export function ClaimsQueue({ keys }: { keys: boolean }) {
  const [search, setSearch] = useSearchParams()
  const document = search.get('document') ?? ''
  const decided = search.get('decided') === 'true'
  return (
    <Claims
      key={`${document} ${decided}`}
      document={document}
      decided={decided}
      keys={keys}
      onDecided={(show) =>
        setSearch((before) => {
          const next = new URLSearchParams(before)
          if (show) next.set('decided', 'true')
          else next.delete('decided')
          return next
        })
      }
    />
  )
}

interface Props {
  document: string
  decided: boolean
  keys: boolean
  onDecided: (show: boolean) => void
}

function Claims({ document, decided, keys, onDecided }: Props) {
  const [after, setAfter] = useState('')
  const [claims, setClaims] = useState<ProposedClaim[]>([])
  const [ended, setEnded] = useState(false)
  const filter = { first: PAGE, document, decided: decided ? 'true' : '' }
  const asked = useRest<ProposedClaims>(withParameters('api/review/claims', filter))
  const more = useRest<ProposedClaims>(after ? withParameters('api/review/claims', { ...filter, after }) : undefined)
  const { tell, refresh } = useWaiting()
  useEffect(() => {
    if (!asked.data) return
    setClaims(asked.data.claims)
    setEnded(asked.data.claims.length < PAGE)
    if (!document && !decided) tell({ claims: asked.data.total })
  }, [asked.data, document, decided, tell])
  useEffect(() => {
    if (!more.data) return
    const page = more.data.claims
    setClaims((before) => [...before, ...page.filter((claim) => !before.some((have) => have.id === claim.id))])
    setEnded(page.length < PAGE)
  }, [more.data])

  const queue = useQueue<ProposedClaim, ClaimChoice>(claims, async (claim, verdict, reason) => {
    await send('POST', `api/review/claims/${encodeURIComponent(claim.id)}`, { verdict, reason })
    refresh()
  })
  const { here } = queue
  useKeys(
    {
      j: () => queue.move(1),
      k: () => queue.move(-1),
      a: () => here && void queue.verdictOn(here, 'accepted', true),
      r: () => here && void queue.verdictOn(here, 'rejected', true),
      u: () => here && void queue.verdictOn(here, 'undecided', true),
    },
    keys,
  )
  const last = claims.at(-1)
  const name = document ? claims.find((claim) => claim.document.id === document)?.document.name : undefined
  return (
    <Panel
      title={decided ? '已有结论的主张' : '待审主张'}
      note={
        asked.data &&
        `${document ? `“${name ?? document}”中` : ''}${decided ? '有结论的' : '待审'} ${number.format(asked.data.total)} 条，把握大的在前。采纳的进入图谱，不采纳的不进入；结论随时可收回。`
      }
      asked={asked}
      extra={
        <div className="queue-choice">
          {document && <Link to="/review">看全部文件的</Link>}
          <Segmented<'waiting' | 'decided'>
            size="small"
            value={decided ? 'decided' : 'waiting'}
            onChange={(shown) => onDecided(shown === 'decided')}
            aria-label="显示待审的还是已有结论的"
            options={[
              { value: 'waiting', label: '待审' },
              { value: 'decided', label: '已有结论' },
            ]}
          />
        </div>
      }
      empty={(data) => data.claims.length === 0}
      emptyText={decided ? '还没有复核过的主张' : '没有待审的主张：读到的都有足够把握，或已经复核完。'}
    >
      {(data) => (
        <>
          <ul className="queue" aria-label="主张">
            {claims.map((claim) => (
              <ClaimCard
                key={claim.id}
                claim={claim}
                line={data.line}
                here={here?.id === claim.id}
                course={queue.courseOf(claim)}
                reason={queue.reasonOf(claim)}
                onReason={(reason) => queue.setReason(claim, reason)}
                onDecide={(verdict) => void queue.verdictOn(claim, verdict, true)}
                onHere={() => queue.goTo(claim)}
              />
            ))}
          </ul>
          {!ended && last && (
            <div className="more">
              <Button loading={more.loading && after === last.id} onClick={() => setAfter(last.id)}>
                再显示 {PAGE} 条（已显示 {claims.length} 条）
              </Button>
            </div>
          )}
        </>
      )}
    </Panel>
  )
}
