const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

const style = `
*{box-sizing:border-box}body{margin:0;background:#F5F7FA;color:#14213D;font:14px/1.6 -apple-system,"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",sans-serif}
main{max-width:420px;margin:0 auto;padding:32px 16px}main.wide{max-width:960px}.card{background:#fff;border:1px solid #E6E9F0;border-radius:8px;padding:24px}
h1{font-size:20px;line-height:28px;margin:0 0 4px}h2{font-size:16px;margin:24px 0 8px}p{margin:0 0 12px;color:#4A5876}a{color:#1F4FD8}.center{text-align:center}.qr{display:block;margin:16px auto;border:1px solid #E6E9F0;border-radius:8px}
input[type=search]{width:100%;min-height:44px;padding:0 12px;border:1px solid #8A93A8;border-radius:6px;font:inherit;color:inherit}
ul{list-style:none;margin:0;padding:0}li{border-top:1px solid #E6E9F0}li:first-child{border-top:0}
button.person{display:flex;gap:12px;align-items:center;width:100%;min-height:56px;padding:8px;border:0;border-radius:6px;background:none;font:inherit;color:inherit;text-align:left;cursor:pointer}button.person:hover{background:#EDF2FF}
:focus-visible{outline:2px solid #1F4FD8;outline-offset:2px}.person img{width:36px;height:36px;border-radius:6px;flex:none}.person small{display:block;color:#616C86;font-size:12px;line-height:1.4}.group{color:#616C86;font-size:12px;margin:16px 8px 4px}
.scroll{overflow-x:auto}table{width:100%;border-collapse:collapse;font-size:14px}th,td{text-align:left;padding:8px;border-top:1px solid #E6E9F0;vertical-align:top}th{color:#616C86;font-weight:500;white-space:nowrap}td.short{white-space:nowrap}code{font:13px/1.5 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}`;

export function htmlPage(title: string, body: string, options: { wide?: boolean; script?: string } = {}): string {
  const script = options.script ? `<script>${options.script}</script>` : '';
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title><style>${style}</style></head>`
    + `<body><main${options.wide ? ' class="wide"' : ''}>${body}</main>${script}</body></html>`;
}
