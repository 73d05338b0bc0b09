import { Alert, Modal } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { send, sentence } from '../rest/client'
import type { Retracted } from '../rest/types'
import { number } from '../widgets/words'

interface Props {
  document: { id: string; name: string; claims?: number; proposed?: number }
  onDone: (done: Retracted) => void
  children: ReactNode
}

/** Take a document back, after a plain question. */
export function Retract({ document, onDone, children }: Props) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const retract = async () => {
    setBusy(true)
    setProblem('')
    try {
      const done = await send<Retracted>('DELETE', `api/documents/${encodeURIComponent(document.id)}`)
      setOpen(false)
      onDone(done)
    } catch (error) {
      setProblem(sentence(error))
    }
    setBusy(false)
  }
  return (
    <>
      <button
        type="button"
        className="link"
        aria-label={`撤回 ${document.name}`}
        onClick={() => {
          setProblem('')
          setOpen(true)
        }}
      >
        {children}
      </button>
      <Modal
        open={open}
        title="撤回这份文件？"
        okText="撤回"
        cancelText="不撤回"
        okButtonProps={{ danger: true }}
        confirmLoading={busy}
        onOk={() => void retract()}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <p>
          <b className="breaking">{document.name}</b>
        </p>
        <p>
          撤回后，图谱中只由它支持的内容会消失
          {document.claims !== undefined && `：主张 ${number.format(document.claims)} 条`}
          {document.proposed ? `，待审 ${number.format(document.proposed)} 条` : ''}
          。其他文件也支持的内容保留；由它得出的发现会重新计算。以后可以重新上传。
        </p>
        {problem && <Alert type="error" showIcon title={problem} />}
      </Modal>
    </>
  )
}
