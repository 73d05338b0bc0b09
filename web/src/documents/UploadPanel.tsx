import { Button, Progress, Segmented } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Job } from '../rest/types'
import { DistrictPicker } from './DistrictPicker'
import { dropped, useUploads, type VersionChoice } from './useUploads'

const VERSIONS: { value: VersionChoice; label: string; note: string }[] = [
  { value: 'auto', label: '自动', note: '同名且内容相近的，作为新版替换旧版；否则作为另一份文件。' },
  { value: 'new', label: '新文件', note: '一律作为另一份文件，图谱中的同名文件保留。' },
  { value: 'replace', label: '替换', note: '替换图谱中的同名文件；旧版的内容撤下，差异可查。' },
]
const ACCEPTED = '.docx,.doc,.wps,.pdf,.ofd,.xlsx,.xls,.et,.csv,.tsv,.txt,.md,.html,.htm,.rtf,.odt,.ods,.eml,.msg,.mht,.zip,.png,.jpg,.jpeg,.tif,.tiff,.bmp,.webp,.ppt,.pptx'

/** Upload by button, by dropping on the panel, or anywhere on the page. */
export function UploadPanel({ onJobs }: { onJobs: (jobs: Job[]) => void }) {
  const { sending, add, remove } = useUploads(onJobs)
  const [scope, setScope] = useState('')
  const [version, setVersion] = useState<VersionChoice>('auto')
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const start = useRef(add)
  start.current = (files) => add(files, { scope, version })

  useEffect(() => {
    // anywhere on the page: a file dropped beside the panel would otherwise be opened by the browser in its place
    const has = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const enter = (event: DragEvent) => {
      if (!has(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!has(event) || !event.dataTransfer) return
      event.preventDefault()
      setOver(false)
      void dropped(event.dataTransfer).then((files) => {
        if (files.length > 0) start.current(files, { scope: '', version: 'auto' })
      })
    }
    window.addEventListener('dragover', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])

  const chosen = VERSIONS.find((one) => one.value === version)
  return (
    <section className={over ? 'panel upload over' : 'panel upload'} aria-label="上传">
      <div className="upload-row">
        <div className="upload-drop">
          <Button type="primary" onClick={() => input.current?.click()}>
            选择文件
          </Button>
          <span>或把文件、文件夹拖到本页</span>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            accept={ACCEPTED}
            data-testid="files"
            onChange={(event) => {
              start.current([...(event.target.files ?? [])], { scope, version })
              event.target.value = '' // the same file may be chosen again
            }}
          />
        </div>
        <div className="upload-choice">
          <span>所属区县</span>
          <DistrictPicker value={scope} onChange={setScope} />
        </div>
        <div className="upload-choice">
          <span id="upload-version">同名文件</span>
          <Segmented<VersionChoice> value={version} onChange={setVersion} options={VERSIONS} aria-labelledby="upload-version" />
        </div>
      </div>
      <p className="panel-note upload-note">
        可读 Word、WPS、Excel、PDF、扫描件、网页、文本、邮件与压缩包；几份一起上传时，每份各自处理，一份读不了不影响其他。{chosen?.note}
      </p>
      {sending.length > 0 && (
        <ul className="sending" aria-label="正在上传" aria-live="polite">
          {sending.map((one) => (
            <li key={one.key} className={one.problem ? 'troubled' : undefined}>
              <span className="breaking">{one.name}</span>
              {one.problem ? (
                <span role="alert">{one.problem}</span>
              ) : (
                <Progress percent={Math.round(one.share * 100)} size="small" aria-label={`${one.name} 上传进度`} />
              )}
              <Button size="small" onClick={() => remove(one.key)}>
                {one.problem ? '知道了' : '停止'}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {over && (
        <div className="drop-here" aria-hidden="true">
          松开即上传
        </div>
      )}
    </section>
  )
}
