import { Alert, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { DifferencesView } from '../report/DifferencesView'
import { send, sentence } from '../rest/client'
import type { Differences, Version } from '../rest/types'
import { useRest } from '../rest/useRest'
import { Panel } from '../widgets/Panel'

/** 版本与差异: what came before this document, and what changed. */
export function VersionsTab({ id }: { id: string }) {
  const path = `api/documents/${encodeURIComponent(id)}`
  const asked = useRest<Version[]>(`${path}/versions`)
  return (
    <Panel title="版本与差异" note="新版载入时，旧版的内容从图谱撤下；原件与两版主张的差异保留。" asked={asked}>
      {(versions) => (
        <>
          <ol className="versions">
            {versions.map((version) => (
              <Row key={`${version.id} ${version.replaced_on}`} version={version} here={version.id === id} onErased={asked.again} />
            ))}
          </ol>
          {versions.length > 1 ? <Difference path={`${path}/differences`} /> : <p className="faint">只有这一个版本。</p>}
        </>
      )}
    </Panel>
  )
}

function Row({ version, here, onErased }: { version: Version; here: boolean; onErased: () => void }) {
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const restore = async () => {
    setBusy(true)
    setProblem('')
    try {
      await send('POST', `api/documents/${encodeURIComponent(version.id)}/restore`, {})
      void navigate('/documents')
    } catch (error) {
      setProblem(sentence(error))
      setBusy(false)
    }
  }
  const erase = async () => {
    setBusy(true)
    setProblem('')
    try {
      await send('DELETE', `api/documents/${encodeURIComponent(version.id)}/original`)
      onErased()
    } catch (error) {
      setProblem(sentence(error))
    }
    setBusy(false)
  }
  return (
    <li aria-current={here ? 'true' : undefined}>
      {version.current && !here ? (
        <Link className="breaking" to={`/documents/${encodeURIComponent(version.id)}`}>
          {version.name}
        </Link>
      ) : (
        <b className="breaking">{version.name}</b>
      )}
      <span className="faint">
        {version.ingested_on && `${version.ingested_on} 载入`}
        {version.current ? '，在图谱中' : version.replaced_on && `，${version.replaced_on} ${version.ended_by === 'replaced' ? '被替换' : '被撤回'}`}
      </span>
      {!version.current && version.has_original && (
        <>
          <Button size="small" loading={busy} onClick={() => void restore()}>
            恢复这个版本
          </Button>
          <Popconfirm
            title="永久删除这一版的原件？"
            description="删除后不能恢复这一版；主张与差异的记录不变。"
            okText="删除"
            cancelText="不删除"
            okButtonProps={{ danger: true }}
            onConfirm={() => void erase()}
          >
            <Button size="small" danger disabled={busy}>
              删除原件
            </Button>
          </Popconfirm>
        </>
      )}
      {version.erased_on && <span className="faint">原件已于 {version.erased_on} 删除</span>}
      {problem && <Alert type="error" title={problem} />}
    </li>
  )
}

function Difference({ path }: { path: string }) {
  const asked = useRest<Differences>(path)
  if (asked.problem) return <p className="faint">{asked.problem.message}</p>
  if (!asked.data) return <p className="faint">正在比较 …</p>
  return <DifferencesView differences={asked.data} />
}
