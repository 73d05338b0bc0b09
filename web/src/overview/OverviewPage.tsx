import { Alert, Button, Result, Tooltip } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { KINDS, STATS, SUMMARY, SYNTHETIC } from '../graphql/queries'
import type { Count, Finding, FindingCount, FindingKind } from '../graphql/types'
import { useQuery } from '../graphql/useQuery'
import { useScope } from '../shell/scope'
import { Waiting } from '../widgets/Waiting'
import { countOf } from './counts'
import { CoveragePanel } from './CoveragePanel'
import { EmptyStore } from './EmptyStore'
import { FindingDrawer } from './FindingDrawer'
import { FindingsPanel } from './FindingsPanel'
import { useFilter } from './filter'
import { HotspotsPanel } from './HotspotsPanel'
import { KindsPanel } from './KindsPanel'
import { MatrixDrawer, type Picked } from './MatrixDrawer'
import { MatrixPanel } from './MatrixPanel'
import { SummaryStrip } from './SummaryStrip'
import { UnassignedPanel } from './UnassignedPanel'

/** 总览: what the graph holds, what it found, and what it does not know. */
export function OverviewPage() {
  const [scope] = useScope()
  const variables = useMemo(() => ({ area: scope.area, asOf: scope.asOf }), [scope])
  const stats = useQuery<{ stats: { engine: string; nodes: Count[] } }>(STATS, { asOf: scope.asOf })
  const summary = useQuery<{ findingSummary: FindingCount[] }>(SUMMARY, variables)
  const kinds = useQuery<{ findingKinds: FindingKind[] }>(KINDS, {})
  const documents = useQuery<{ documents: { nodes: { id: string; name: string; synthetic: boolean | null }[] } }>(SYNTHETIC, {})
  const [search, setSearch] = useSearchParams()
  const [picked, setPicked] = useState<Picked>()
  const [, setFilter] = useFilter()

  const [opened, setOpened] = useState<Finding | null>(null)

  const open = useCallback(
    (finding: Finding | null) => {
      setOpened(finding)
      setSearch((before) => {
        const next = new URLSearchParams(before)
        if (finding) next.set('finding', finding.id)
        else next.delete('finding')
        return next
      })
    },
    [setSearch],
  )
  const showKind = useCallback(
    (code: string) => {
      setFilter({ codes: [code], status: 'all' })
      document.getElementById('findings')?.scrollIntoView({ behavior: 'smooth' })
    },
    [setFilter],
  )

  if (stats.problem && stats.problem.kind !== 'query') {
    return (
      <Result
        status={stats.problem.kind === 'server' ? '500' : 'warning'}
        title={stats.problem.kind === 'server' ? '服务出错' : '连不上服务'}
        subTitle={stats.problem.message}
        extra={
          <Button type="primary" onClick={stats.again}>
            重试
          </Button>
        }
      />
    )
  }
  if (!stats.data && stats.loading) return <Waiting />
  if (stats.data && countOf(stats.data.stats.nodes, 'Document') === 0) return <EmptyStore />

  const synthetic = documents.data?.documents.nodes.filter((document) => document.synthetic) ?? []
  return (
    <div className="overview">
      {synthetic.length > 0 && (
        <Alert
          type="warning"
          banner
          showIcon
          title={
            <>
              含合成数据：
              <Tooltip title={synthetic.map((document) => document.name).join('、')}>
                <span className="hinted">{synthetic.length} 份来源文件</span>
              </Tooltip>
              为演示而生成，由它们得出的数字不反映真实情况。
            </>
          }
        />
      )}
      <SummaryStrip stats={stats} summary={summary} />
      <div className="columns kinds-matrix">
        <KindsPanel summary={summary} onPick={showKind} />
        <MatrixPanel variables={variables} onPick={setPicked} />
      </div>
      <FindingsPanel variables={variables} kinds={kinds.data?.findingKinds ?? []} onOpen={open} />
      <div className="columns halves">
        <HotspotsPanel variables={variables} />
        <UnassignedPanel variables={variables} />
      </div>
      <CoveragePanel variables={variables} />
      <MatrixDrawer picked={picked} asOf={scope.asOf} onClose={() => setPicked(undefined)} onOpen={open} />
      <FindingDrawer
        id={search.get('finding')}
        known={opened}
        asOf={scope.asOf}
        kinds={kinds.data?.findingKinds ?? []}
        onClose={() => open(null)}
      />
    </div>
  )
}
