export { Preview } from './Preview.tsx'
export { type EditorHandle, TemplateEditor } from './TemplateEditor.tsx'
