import { Alert, Checkbox, Modal } from 'antd'
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

/** What became of the original; the document is out of the graph whether or not its original could be erased. */
async function erasing(path: string): Promise<string> {
  try {
    return (await send<{ message: string }>('DELETE', `${path}/original`)).message
  } catch (error) {
    return `原件没有删除：${sentence(error)}`
  }
}

/** Take a document back, after a plain question. */
export function Retract({ document, onDone, children }: Props) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [erase, setErase] = useState(false)
  const [problem, setProblem] = useState('')
  const retract = async () => {
    setBusy(true)
    setProblem('')
    try {
      const path = `api/documents/${encodeURIComponent(document.id)}`
      const done = await send<Retracted>('DELETE', path)
      const erased = erase ? await erasing(path) : ''
      setOpen(false)
      onDone(erased ? { ...done, message: `${erased}${done.message}` } : done)
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
          setErase(false)
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
        <Checkbox checked={erase} onChange={(event) => setErase(event.target.checked)}>
          连同保存的原件一起永久删除（以后不能恢复这一版）
        </Checkbox>
        {problem && <Alert type="error" showIcon title={problem} />}
      </Modal>
    </>
  )
}
