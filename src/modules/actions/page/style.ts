/** The look of the pages: the console's colours and letters, light and dark, for a phone first. */
export const STYLE = `
:root{--back:#f4f6f8;--card:#fff;--text:#1b2027;--dim:#55606d;--line:#d9dee4;--accent:#0e6f8c;--good:#1f7a4d;--bad:#b3312f}
@media (prefers-color-scheme:dark){:root{--back:#0e1115;--card:#14181d;--text:#d8dce2;--dim:#98a1ad;--line:#323a45;--accent:#0e6f8c;--good:#46b37e;--bad:#e4736f}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:16px;background:var(--back);color:var(--text);
font:15px/1.5 Inter,"Segoe UI",system-ui,-apple-system,Roboto,"Helvetica Neue",sans-serif}
main{width:100%;max-width:460px;padding:24px;background:var(--card);border:1px solid var(--line);border-radius:10px;border-top:3px solid var(--accent)}
main.good{border-top-color:var(--good)}
main.bad{border-top-color:var(--bad)}
.brand{margin:0;color:var(--dim);font-size:12px}
h1{margin:2px 0 12px;font-size:22px;line-height:1.3;overflow-wrap:anywhere}
p{margin:0 0 12px;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 14px;margin:0 0 16px;padding-top:12px;border-top:1px solid var(--line);font-size:13px}
dt{color:var(--dim)}
dd{margin:0;overflow-wrap:anywhere}
label{display:block;margin-bottom:4px;font-size:13px;font-weight:600}
input{width:100%;min-height:44px;margin-bottom:12px;padding:8px 12px;border:1px solid var(--dim);border-radius:7px;background:var(--card);color:var(--text);font:inherit}
button{width:100%;min-height:44px;padding:8px 16px;border:0;border-radius:7px;background:var(--accent);color:#fff;font:inherit;font-weight:600;cursor:pointer}
button.danger{background:#b3312f}
input:focus-visible,button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.fault{margin-bottom:4px;color:var(--bad);font-size:13px}
`;
